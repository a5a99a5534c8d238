"""Two assessments of somebody side by side, as the reader may know each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.assessments.comparing import (
    AnswerCompared,
    Line,
    Said,
    SectionCompared,
    are_related,
    levels_compared,
    results_compared,
    shown_compared,
    twins,
)
from throughcare.assessments.compartments import kept_apart, read_by
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.queries.kept import (
    called,
    in_words,
    instrument_of,
    named,
    reply_from,
    title_of,
)
from throughcare.assessments.queries.results import receipt_of, receipts_kept
from throughcare.assessments.receipts import Receipt
from throughcare.assessments.replies import NOTHING, Replies, answers
from throughcare.foundation.access import Actor, NotVisible
from throughcare.foundation.packs import badge_of
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questions import Question
from throughcare.foundation.ui.dates import short_day


@dataclass(frozen=True)
class Head:
    """One of the two: what it is, and since when it says what it says."""

    id: UUID
    title: str
    rule: str
    badge: str
    state: str
    by: str
    at: datetime


@dataclass(frozen=True)
class OnlyIn:
    """A question one of the two has and the other has not, with what was said to it."""

    section: str
    said: Said


@dataclass(frozen=True)
class Comparison:
    """Two assessments side by side, the earlier one first."""

    earlier: Head
    later: Head
    are_related: bool
    """Else they ask different things, and there is nothing to set side by side."""
    levels: tuple[Line, ...] = ()
    needs: tuple[Line, ...] = ()
    strengths: tuple[Line, ...] = ()
    worked_out: tuple[Line, ...] = ()
    sections: tuple[SectionCompared, ...] = ()
    only_earlier: tuple[OnlyIn, ...] = ()
    only_later: tuple[OnlyIn, ...] = ()
    kept_apart: tuple[str, ...] = ()
    """Sections the reader may not read, but may know to be there."""

    @property
    def changed(self) -> int:
        """How many answers are not what they were."""
        return sum(len(section.changed) for section in self.sections)

    @property
    def same(self) -> int:
        return sum(section.same for section in self.sections)

    @property
    def versions_differ(self) -> bool:
        return self.earlier.rule != self.later.rule


@dataclass(frozen=True)
class ToCompare:
    """An assessment that can be set beside another, as a list offers it."""

    id: UUID
    says: str


@dataclass(frozen=True)
class _Read:
    """One of the two as its reader may read it."""

    assessment: Assessment
    instrument: Instrument
    replies: Replies
    receipt: Receipt
    asked: frozenset[str]

    def said_to(self, question: Question, name: str) -> Said:
        reply = self.replies.get(question.id, NOTHING) if question.id in self.asked else NOTHING
        return Said(
            asks=question.asked_of(name),
            says=in_words(question, reply),
            note=reply.note,
            was_asked=question.id in self.asked,
            is_not_known=reply.is_not_known,
        )


def comparison(*, actor: Actor, person: Any, one: UUID, other: UUID, on: date) -> Comparison:
    """Two assessments of this person side by side; an open one as its answers stand on this day.

    Nothing of a compartment the actor may not read, of neither of them. The same few queries
    however long they are. Raises NotVisible, also for one beside itself.
    """
    found = list(
        Assessment.objects.filter(person=person, pk__in=(one, other))
        .select_related("person", "started_by", "signed_by", "withdrawn_by")
        .order_by("started_at", "id")
    )
    if len(found) != 2:
        raise NotVisible
    given: dict[UUID, dict[str, Any]] = {row.pk: {} for row in found}
    rows = Answer.objects.filter(assessment__in=found)
    for of, question, state, value, note in rows.values_list(
        "assessment", "question", "state", "value", "note"
    ):
        given[of][question] = reply_from(state, value, note)
    kept = receipts_kept(found)
    whole = [instrument_of(row) for row in found]
    before, after = (
        _read(actor, row, instrument, given[row.pk], kept, on=on)
        for row, instrument in zip(found, whole, strict=True)
    )
    heads = (_head(before), _head(after))
    if not are_related(*whole):
        return Comparison(*heads, are_related=False)
    name = called(person)
    twin = twins(before.instrument, after.instrument)
    apart = [
        section.title
        for instrument, read in zip(whole, (before, after), strict=True)
        for section in kept_apart(instrument, read.instrument)
    ]
    return Comparison(
        *heads,
        are_related=True,
        levels=levels_compared(before.receipt, after.receipt),
        needs=shown_compared(before.receipt["needs"], after.receipt["needs"]),
        strengths=shown_compared(before.receipt["strengths"], after.receipt["strengths"]),
        worked_out=results_compared(before.receipt, after.receipt),
        sections=_sections(before, after, twin, name),
        only_earlier=_only_in(before, set(twin.values()), name),
        only_later=_only_in(after, set(twin), name),
        kept_apart=tuple(dict.fromkeys(apart)),
    )


def to_compare(*, actor: Actor, person: Any) -> list[ToCompare]:
    """The assessments of the person that the actor may set side by side, the newest first."""
    found = Assessment.objects.filter(person=person).order_by("-started_at", "id")
    return [ToCompare(row.pk, _says(row)) for row in found.only(*_LISTED)]


def one_before(*, actor: Actor, person: Any, assessment_id: UUID) -> UUID | None:
    """The last signed with the same instrument before this one, or whose answers it began with.
    Raises NotVisible."""
    this = Assessment.objects.filter(person=person, pk=assessment_id).first()
    if this is None:
        raise NotVisible
    signed = Assessment.objects.filter(
        person=person, state=Assessment.State.SIGNED, started_at__lt=this.started_at
    )
    same = signed.filter(instrument=this.instrument)
    newest = same.order_by("-started_at", "id").first()
    if newest is None and this.begun_with_id:
        newest = signed.filter(pk=this.begun_with_id).first()
    return newest.pk if newest else None


_LISTED = ("instrument", "instrument_version", "state", "started_at", "signed_at", "marking")


def _read(
    actor: Actor,
    assessment: Assessment,
    whole: Instrument,
    given: Replies,
    kept: Mapping[UUID, list[Receipt]],
    *,
    on: date,
) -> _Read:
    instrument = read_by(actor, assessment, whole)
    return _Read(
        assessment=assessment,
        instrument=instrument,
        replies=given,
        receipt=receipt_of(assessment, instrument, given, kept, on=on),
        asked=frozenset(q.id for q in instrument.questions_shown(answers(given))),
    )


def _head(read: _Read) -> Head:
    row = read.assessment
    who, at = {
        Assessment.State.SIGNED: (row.signed_by, row.signed_at),
        Assessment.State.WITHDRAWN: (row.withdrawn_by, row.withdrawn_at),
    }.get(Assessment.State(row.state), (row.started_by, row.started_at))
    return Head(
        id=row.pk,
        title=read.instrument.title,
        rule=read.instrument.name,
        badge=badge_of(row.marking),
        state=str(Assessment.State(row.state).label),
        by=row.made_elsewhere or named(who),
        at=at or row.started_at,
    )


def _says(row: Assessment) -> str:
    at = row.signed_at or row.started_at
    said = _("%(title)s, %(day)s") % {"title": title_of(row), "day": short_day(at)}
    parts = [said]
    if row.state != Assessment.State.SIGNED:
        parts.append(str(Assessment.State(row.state).label).lower())
    if badge := badge_of(row.marking):
        parts.append(badge)
    return " · ".join(parts)


def _sections(
    before: _Read, after: _Read, twin: Mapping[str, str], name: str
) -> tuple[SectionCompared, ...]:
    """Questions that both have and at least one of them asked, in the later one's order."""
    asked = {id for id, was in twin.items() if id in after.asked or was in before.asked}
    return tuple(
        SectionCompared(
            section.id,
            section.title,
            tuple(
                AnswerCompared(
                    id=question.id,
                    kind=question.kind,
                    before=before.said_to(before.instrument.questions[twin[question.id]], name),
                    after=after.said_to(question, name),
                )
                for question in section.question
                if question.id in asked
            ),
        )
        for section in after.instrument.section
        if any(question.id in asked for question in section.question)
    )


def _only_in(read: _Read, having_twins: set[str], name: str) -> tuple[OnlyIn, ...]:
    """Questions without a twin, where something was said to them."""
    said = (
        (section.title, read.said_to(question, name))
        for section in read.instrument.section
        for question in section.question
        if question.id not in having_twins
    )
    return tuple(OnlyIn(title, one) for title, one in said if one.is_reply)
