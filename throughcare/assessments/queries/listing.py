"""Which assessments there are of a person, and what can be started."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughcare.assessments.access import START_ASSESSMENT, WITHDRAW_ASSESSMENT
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.queries.kept import (
    instrument_read_by,
    named,
    replies_to,
    reply_of,
)
from throughcare.assessments.queries.results import receipts_kept
from throughcare.assessments.receipts import Receipt, merged
from throughcare.assessments.replies import Reply
from throughcare.assessments.standing import standing
from throughcare.foundation.access import Actor, Decision, decide, may_read, one_visible
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.roles import Marking
from throughcare.rules.errors import NoSuchRule


@dataclass(frozen=True)
class LevelReached:
    """How much help one part of somebody's life calls for."""

    section: str
    level: str
    title: str
    calls_for_help: bool


@dataclass(frozen=True)
class AssessmentLine:
    """One assessment in a list, or the latest one at a glance."""

    id: UUID
    title: str
    version: str
    badge: str
    is_open: bool
    is_signed: bool
    started_at: datetime
    started_by: str
    signed_at: datetime | None
    signed_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_because: str
    answered: int
    asked: int
    not_known: int
    levels: tuple[LevelReached, ...]
    needs: tuple[str, ...]
    strengths: tuple[str, ...]
    next_section: str
    """Where an open one goes on: the first section with something missing; empty if none has."""

    @property
    def levels_of_need(self) -> tuple[LevelReached, ...]:
        """The levels that call for help; the lowest level of an instrument does not."""
        return tuple(level for level in self.levels if level.calls_for_help)


@dataclass(frozen=True)
class AssessmentsPage:
    """The person's assessments, and what the actor can start."""

    lines: list[AssessmentLine]
    instruments: dict[str, Instrument]
    markings: list[Marking]
    may_start: Decision
    may_withdraw: Decision

    @property
    def open_lines(self) -> list[AssessmentLine]:
        return [line for line in self.lines if line.is_open]

    @property
    def signed_lines(self) -> list[AssessmentLine]:
        return [line for line in self.lines if line.is_signed]

    @property
    def withdrawn_lines(self) -> list[AssessmentLine]:
        return [line for line in self.lines if line.withdrawn_at]


def assessments_page(*, actor: Actor, person: Any, on: date) -> AssessmentsPage:
    """Every assessment of the person the actor may know, and what can be started on that day."""
    return AssessmentsPage(
        lines=assessments_of(actor=actor, person=person),
        instruments={instrument.id: instrument for instrument in instruments_on(on=on)},
        markings=_markings_open_to(actor, person),
        may_start=decide(actor, START_ASSESSMENT, Assessment(person=person)),
        may_withdraw=decide(actor, WITHDRAW_ASSESSMENT, Assessment(person=person)),
    )


def assessments_of(*, actor: Actor, person: Any) -> list[AssessmentLine]:
    """Every assessment of the person the actor may know, the latest first."""
    found = list(
        Assessment.objects.filter(person=person)
        .select_related("started_by", "signed_by", "withdrawn_by")
        .order_by("-started_at", "id")
    )
    replies: dict[UUID, dict[str, Reply]] = {one.pk: {} for one in found}
    for answer in Answer.objects.filter(assessment__in=[one for one in found if one.is_open]):
        replies[answer.assessment_id][answer.question] = reply_of(answer)
    results = receipts_kept(found)
    return [_line(actor, one, replies[one.pk], results[one.pk]) for one in found]


def latest_signed(
    *, actor: Actor, person: Any, instrument: str | None = None
) -> AssessmentLine | None:
    """The assessment that counts now: the last one signed with this instrument, or with any that
    says how much help is needed."""
    signed = Assessment.objects.filter(person=person, state=Assessment.State.SIGNED)
    if instrument is not None:
        signed = signed.filter(instrument=instrument)
    else:
        signed = signed.exclude(result__sections=[])
    latest = signed.select_related("started_by", "signed_by").order_by("-signed_at", "id").first()
    return _line(actor, latest, {}, receipts_kept([latest])[latest.pk]) if latest else None


def assessment_for(*, actor: Actor, person: Any, assessment_id: UUID) -> Assessment:
    """One assessment of this person. Raises NotVisible."""
    rows = Assessment.objects.select_related("person", "started_by", "signed_by", "withdrawn_by")
    return one_visible(rows, person=person, pk=assessment_id)


def instruments_on(*, on: date) -> list[Instrument]:
    """The instruments that can be started on a day, in their version of that day."""
    found = []
    for id in pack().instruments:
        try:
            found.append(pack().instrument(id, on=on))
        except NoSuchRule:
            continue
    return found


def first_to_answer(*, actor: Actor, assessment: Assessment) -> str:
    """The first section with something missing; empty if nothing is."""
    stands = standing(instrument_read_by(actor, assessment), replies_to(assessment))
    return next((one.section.id for one in stands if one.missing), "")


def _markings_open_to(actor: Actor, person: Any) -> list[Marking]:
    """The markings under which the actor could still read what they write about this person."""
    return [
        marking
        for marking in sorted(pack().markings.values(), key=lambda marking: marking.number)
        if may_read(actor, Assessment(person=person, marking=marking.number))
    ]


_NOTHING: Receipt = {"sections": [], "needs": [], "strengths": [], "not_known": []}


def _line(
    actor: Actor, assessment: Assessment, replies: dict[str, Reply], results: list[Receipt]
) -> AssessmentLine:
    instrument = instrument_read_by(actor, assessment)
    sections = [] if assessment.result else standing(instrument, replies)
    result = merged([assessment.result, *results]) if assessment.result else _NOTHING
    return AssessmentLine(
        id=assessment.pk,
        title=instrument.title,
        version=instrument.version,
        badge=badge_of(assessment.marking),
        is_open=assessment.is_open,
        is_signed=assessment.signed_at is not None,
        started_at=assessment.started_at,
        started_by=named(assessment.started_by),
        signed_at=assessment.signed_at,
        signed_by=named(assessment.signed_by) if assessment.signed_at else "",
        withdrawn_at=assessment.withdrawn_at,
        withdrawn_by=named(assessment.withdrawn_by) if assessment.withdrawn_at else "",
        withdrawn_because=assessment.withdrawn_because,
        answered=sum(len(section.answered) for section in sections),
        asked=sum(len(section.asked) for section in sections),
        not_known=sum(len(section.not_known) for section in sections)
        if assessment.is_open
        else len(result["not_known"]),
        levels=tuple(
            LevelReached(
                section=one["title"],
                level=one["level"],
                title=one["level_title"],
                calls_for_help=one["level"] != instrument.level[0].id,
            )
            for one in result["sections"]
        ),
        needs=tuple(need["title"] for need in result["needs"]),
        strengths=tuple(strength["title"] for strength in result["strengths"]),
        next_section=next((one.section.id for one in sections if one.missing), ""),
    )
