"""Which assessments there are of a person, and what can be started."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.assessments.access import START_ASSESSMENT, WITHDRAW_ASSESSMENT
from throughcare.assessments.models import CARRIED_OVER, Answer, Assessment
from throughcare.assessments.queries.kept import (
    instrument_read_by,
    named,
    reply_of,
    signer_of,
)
from throughcare.assessments.queries.results import receipts_kept
from throughcare.assessments.queries.signing import lacking
from throughcare.assessments.receipts import Receipt, merged
from throughcare.assessments.replies import Reply
from throughcare.assessments.standing import standing
from throughcare.foundation.access import Actor, Decision, decide, may_read, one_visible
from throughcare.foundation.calendar import local_day, months_after
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.roles import Marking
from throughcare.rules.errors import NoSuchRule
from throughcare.staff import queries as staff


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
    instrument: str
    review_on: date | None
    """When a signed one is to be done again, if its instrument says so."""
    next_section: str
    """Where an open one goes on: the first section with something missing; empty if none has."""

    @property
    def levels_of_need(self) -> tuple[LevelReached, ...]:
        """The levels that call for help; the lowest level of an instrument does not."""
        return tuple(level for level in self.levels if level.calls_for_help)


@dataclass(frozen=True)
class Offer:
    """Instruments for the same work, in their versions of the day."""

    title: str
    instruments: list[Instrument]


@dataclass(frozen=True)
class NotTrained:
    """An instrument the actor may not begin, the training it asks for, and whom to ask for it."""

    id: str
    title: str
    competences: tuple[str, ...]
    because: str
    """Empty until somebody asks why."""


@dataclass(frozen=True)
class AssessmentsPage:
    """The person's assessments, and what the actor can start."""

    lines: list[AssessmentLine]
    groups: list[Offer]
    """What could be begun, as it is offered: the actor's own work first."""
    not_trained: list[NotTrained]
    """Instruments that ask for training the actor does not have."""
    markings: list[Marking]
    may_start: Decision
    may_withdraw: Decision
    today: date

    @property
    def instruments(self) -> dict[str, Instrument]:
        """Those on offer, by id."""
        return {one.id: one for group in self.groups for one in group.instruments}

    @property
    def open_lines(self) -> list[AssessmentLine]:
        return [line for line in self.lines if line.is_open]

    @property
    def signed_lines(self) -> list[AssessmentLine]:
        return [line for line in self.lines if line.is_signed]

    @property
    def due_again(self) -> dict[UUID, date]:
        """Of the last signed with each instrument, when it is to be done again."""
        newest: dict[tuple[str, str], AssessmentLine] = {}
        for line in self.signed_lines:
            newest.setdefault((line.instrument, line.badge), line)
        return {line.id: line.review_on for line in newest.values() if line.review_on}

    @property
    def withdrawn_lines(self) -> list[AssessmentLine]:
        return [line for line in self.lines if line.withdrawn_at]


def assessments_page(*, actor: Actor, person: Any, on: date, why_not: str = "") -> AssessmentsPage:
    """Every assessment of the person the actor may know, and what can be started on that day.

    `why_not`: the instrument of which somebody asks why they may not begin it.
    """
    readable = [one for one in instruments_on(on=on) if _could_read(actor, person, one)]
    held = staff.competences_held(member_id=actor.staff_id or 0, on=on)
    lacks = {one.id for one in readable if not held.issuperset(one.competence)}
    return AssessmentsPage(
        lines=assessments_of(actor=actor, person=person),
        groups=_offered(actor, [one for one in readable if one.id not in lacks]),
        not_trained=[
            _not_trained(actor, one, held, why=one.id == why_not, on=on)
            for one in readable
            if one.id in lacks
        ],
        markings=_markings_open_to(actor, person),
        may_start=decide(actor, START_ASSESSMENT, Assessment(person=person)),
        may_withdraw=decide(actor, WITHDRAW_ASSESSMENT, Assessment(person=person)),
        today=on,
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


def newest_with_needs(*, actor: Actor, person: Any) -> list[AssessmentLine]:
    """Of each instrument the last one signed, under each marking, if it shows needs; the newest
    first."""
    signed = Assessment.objects.filter(person=person, state=Assessment.State.SIGNED)
    newest = signed.order_by("instrument", "marking", "-signed_at", "id").distinct(
        "instrument", "marking"
    )
    lines = [_line(actor, row, {}, []) for row in newest.select_related("started_by", "signed_by")]
    shown = [(line.signed_at, line) for line in lines if line.signed_at and line.needs]
    return [line for _at, line in sorted(shown, key=lambda one: one[0], reverse=True)]


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
    """The first section with something missing, or with answers of last time that nobody has looked
    at; empty if there is none."""
    instrument = instrument_read_by(actor, assessment)
    rows = Answer.objects.filter(assessment=assessment)
    kept = {row.question: row for row in rows}
    stands = standing(instrument, {id: reply_of(row) for id, row in kept.items()})
    carried_over = {id for id, row in kept.items() if row.version == CARRIED_OVER}
    return next(
        (
            one.section.id
            for one in stands
            if one.missing or any(question.id in carried_over for question in one.asked)
        ),
        "",
    )


def _could_read(actor: Actor, person: Any, instrument: Instrument) -> bool:
    """Whether the actor could read what they would write with it."""
    if instrument.marking is None:
        return True
    number = pack().markings[instrument.marking].number
    return may_read(actor, Assessment(person=person, marking=number))


def _offered(actor: Actor, instruments: list[Instrument]) -> list[Offer]:
    left = {one.id: one for one in instruments}
    groups = [
        Offer(group.title, [left.pop(id) for id in group.instruments if id in left])
        for group in pack().catalogue.for_roles(actor.roles)
    ]
    return [one for one in (*groups, Offer(_("Others"), [*left.values()])) if one.instruments]


def _not_trained(
    actor: Actor, instrument: Instrument, held: frozenset[str], *, why: bool, on: date
) -> NotTrained:
    missing = lacking(actor, instrument, on=on) if why else ()
    return NotTrained(
        id=instrument.id,
        title=instrument.title,
        competences=tuple(
            staff.competence_title(one) for one in instrument.competence if one not in held
        ),
        because=" ".join(one.sentence for one in missing),
    )


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
        instrument=instrument.id,
        review_on=months_after(local_day(assessment.signed_at), instrument.review_within_months)
        if assessment.signed_at and instrument.review_within_months
        else None,
        badge=badge_of(assessment.marking),
        is_open=assessment.is_open,
        is_signed=assessment.signed_at is not None,
        started_at=assessment.started_at,
        started_by=named(assessment.started_by),
        signed_at=assessment.signed_at,
        signed_by=signer_of(assessment),
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
