"""What answers rest on: entries of the record, and those that could be pointed at."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.assessments.models import Assessment, Evidence
from throughcare.assessments.queries.kept import called, instrument_read_by
from throughcare.foundation.access import Actor, NotVisible, one_visible
from throughcare.foundation.packs import badge_of
from throughcare.foundation.packs.questions import Question
from throughcare.record import queries as on_record
from throughcare.record.queries import EntryFilter, Line

_SHOWN = 25


@dataclass(frozen=True)
class EvidenceShown:
    """One entry beside an answer."""

    id: UUID
    entry: UUID
    title: str
    text: str
    at: datetime
    badge: str
    marking: int
    speaks_against: bool
    says: str


@dataclass(frozen=True)
class EvidencePage:
    """A question, what its answer rests on, and entries of the record it could rest on."""

    question: Question
    asks: str
    section_id: str
    evidence: list[EvidenceShown]
    entries: list[Line]
    words: str


def evidence_of(*, actor: Actor, assessment: Assessment) -> dict[str, list[EvidenceShown]]:
    """By question; without entries the actor may not read, whatever they are evidence of."""
    found: dict[str, list[EvidenceShown]] = defaultdict(list)
    rows = Evidence.objects.filter(assessment=assessment).select_related("entry")
    for row in rows.order_by("-entry__happened_at", "id"):
        found[row.question].append(
            EvidenceShown(
                id=row.pk,
                entry=row.entry_id,
                title=row.entry.title,
                text=row.entry.text,
                at=row.entry.happened_at,
                badge=badge_of(row.entry.marking),
                marking=row.entry.marking,
                speaks_against=row.side == Evidence.Side.AGAINST,
                says=row.says,
            )
        )
    return found


def evidence_page(
    *, actor: Actor, assessment: Assessment, question_id: str, words: str
) -> EvidencePage:
    """What could be put beside an answer, the newest first. Raises NotVisible."""
    instrument = instrument_read_by(actor, assessment)
    question = instrument.questions.get(question_id)
    if question is None:
        raise NotVisible
    there = evidence_of(actor=actor, assessment=assessment).get(question_id, [])
    page = on_record.timeline_page(
        actor=actor, person=assessment.person, wanted=EntryFilter(words=words)
    )
    pointed_at = {one.entry for one in there}
    lines = [item for item in page.items if isinstance(item, Line) and item.id not in pointed_at]
    return EvidencePage(
        question=question,
        asks=question.asked_of(called(assessment.person)),
        section_id=instrument.section_of[question_id].id,
        evidence=there,
        entries=lines[:_SHOWN],
        words=words,
    )


def evidence_to_change(*, actor: Actor, assessment: Assessment, evidence_id: UUID) -> Evidence:
    """One piece of evidence of an assessment. Raises NotVisible."""
    rows = Evidence.objects.select_related("assessment__person", "entry")
    return one_visible(rows, assessment=assessment, pk=evidence_id)


def entry_to_point_at(*, actor: Actor, person: Any, entry_id: UUID) -> Any:
    """An entry about the person that the actor may read. Raises NotVisible."""
    return on_record.entry_page(actor=actor, person=person, id=entry_id).asked
