"""A whole assessment: what it comes to and why, what is missing, every answer in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughcare.assessments.access import (
    SIGN_ASSESSMENT,
    START_ASSESSMENT,
    WITHDRAW_ASSESSMENT,
)
from throughcare.assessments.compartments import kept_apart, marking_of, read_by
from throughcare.assessments.models import CARRIED_OVER, Answer, Assessment, Rival
from throughcare.assessments.queries.evidence import EvidenceShown, evidence_of
from throughcare.assessments.queries.kept import (
    called,
    in_words,
    instrument_of,
    named,
    reply_of,
    signer_of,
    title_of,
)
from throughcare.assessments.queries.reasons import Why, reason, why, why_level
from throughcare.assessments.queries.results import receipt_of, receipts_kept
from throughcare.assessments.receipts import Receipt, titles_of
from throughcare.assessments.replies import NOTHING, Reply
from throughcare.assessments.standing import SectionStanding, standing
from throughcare.foundation.access import Actor, Decision, decide
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.ui.receipts import said
from throughcare.rules.errors import NoSuchRule, Refused


@dataclass(frozen=True)
class AnswerShown:
    """A question that was asked, and the answer in words."""

    asks: str
    says: str
    note: str
    is_not_known: bool
    answered_by: str
    answered_at: datetime | None
    evidence: tuple[EvidenceShown, ...]


@dataclass(frozen=True)
class SectionShown:
    """A section with its answers."""

    id: str
    title: str
    marking: int
    answers: tuple[AnswerShown, ...]

    @property
    def is_answered(self) -> bool:
        return any(answer.says for answer in self.answers)


@dataclass(frozen=True)
class LevelShown:
    """The level a section reaches, and why."""

    title: str
    level: str
    rank: int
    """0 is the lowest level of the instrument."""
    highest: bool
    points: int
    most: int
    why: Why


@dataclass(frozen=True)
class StepProposed:
    """A step the pack proposes for a need."""

    title: str
    who: str
    within_working_days: int


@dataclass(frozen=True)
class NeedShown:
    """A need (or a strength, which proposes no steps) and the answers that show it."""

    id: str
    title: str
    section: str
    why: Why
    steps: tuple[StepProposed, ...]


@dataclass(frozen=True)
class RuleShown:
    """What a rule came to from the answers; or why it came to nothing."""

    title: str
    results: tuple[tuple[str, str], ...]
    refused: str
    answer: Any
    """With its receipt: worked out again from what it was given, by the version of then."""


@dataclass(frozen=True)
class AssessmentPage:
    """One assessment, open, signed or withdrawn."""

    id: Any
    title: str
    about: str
    rule: str
    badge: str
    version: int
    is_open: bool
    started_by: str
    started_at: datetime
    begun_with: tuple[str, datetime] | None
    """Whose answers it was begun with, and when they were signed; None for one that began empty."""
    begun_because: str
    left_behind: tuple[tuple[str, str], ...]
    """Of those answers the ones that no longer fit: question and answer in words."""
    made_elsewhere: str
    signed_by: str
    signed_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_because: str
    sections: tuple[SectionShown, ...]
    kept_apart: tuple[str, ...]
    """Sections the reader may not read, but may know to be there."""
    worked_out: tuple[RuleShown, ...]
    levels: tuple[LevelShown, ...]
    """Of the sections that are scored; none, and its answers are only there for other rules."""
    needs: tuple[NeedShown, ...]
    strengths: tuple[NeedShown, ...]
    stands: tuple[SectionStanding, ...]
    not_known: tuple[tuple[str, str, str], ...]
    """Section id, section title, question."""
    missing: tuple[tuple[str, str, str], ...]
    contested: tuple[tuple[str, str, str], ...]
    """Answered by two people at once, and nobody has chosen yet."""
    is_submitted: bool
    """It waits to be countersigned."""
    not_looked_at: tuple[str, ...]
    """Sections with answers it began with that nobody has looked at since."""
    may_answer: Decision
    may_sign: Decision
    may_withdraw: Decision

    @property
    def can_be_signed(self) -> bool:
        return self.is_open and not self.missing and not self.contested and self.may_sign.allowed


def assessment_page(*, actor: Actor, assessment: Assessment, on: date) -> AssessmentPage:
    """What an assessment comes to; for an open one, as its answers stand on this day.

    Without the compartments the actor may not read, but for their titles where an instrument says
    that they may be known to exist.
    """
    whole = instrument_of(assessment)
    instrument = read_by(actor, assessment, whole)
    kept = {
        answer.question: answer
        for answer in Answer.objects.filter(assessment=assessment).select_related("answered_by")
    }
    replies = {question: reply_of(answer) for question, answer in kept.items()}
    receipt = receipt_of(assessment, instrument, replies, receipts_kept([assessment]), on=on)
    name = called(assessment.person)
    stands = standing(instrument, replies)
    titles = titles_of(receipt, whole)
    evidence = evidence_of(actor=actor, assessment=assessment)
    return AssessmentPage(
        id=assessment.pk,
        title=instrument.title,
        about=instrument.about,
        rule=instrument.name,
        badge=badge_of(assessment.marking),
        version=assessment.version,
        is_open=assessment.is_open,
        started_by=named(assessment.started_by),
        started_at=assessment.started_at,
        begun_with=_begun_with(assessment),
        begun_because=assessment.begun_because,
        left_behind=tuple((one["asks"], one["says"]) for one in assessment.left_behind),
        made_elsewhere=assessment.made_elsewhere,
        signed_by=signer_of(assessment),
        signed_at=assessment.signed_at,
        withdrawn_by=named(assessment.withdrawn_by) if assessment.withdrawn_at else "",
        withdrawn_at=assessment.withdrawn_at,
        withdrawn_because=assessment.withdrawn_because,
        sections=tuple(_section(assessment, stand, kept, evidence, name) for stand in stands),
        kept_apart=tuple(section.title for section in kept_apart(whole, instrument)),
        worked_out=_worked_out(receipt, assessment),
        levels=_levels(instrument, receipt, name, assessment.signed_at),
        needs=_shown(receipt["needs"], receipt, titles, name, assessment.signed_at),
        strengths=_shown(receipt["strengths"], receipt, titles, name, assessment.signed_at),
        stands=tuple(stands),
        not_known=_questions(stands, "not_known", name),
        missing=_questions(stands, "missing", name),
        contested=_contested(assessment, instrument, name),
        is_submitted=assessment.state == Assessment.State.SUBMITTED,
        not_looked_at=tuple(
            stand.section.title
            for stand in stands
            if assessment.is_open
            and any(
                (row := kept.get(q.id)) is not None and row.version == CARRIED_OVER
                for q in stand.asked
            )
        ),
        may_answer=decide(actor, START_ASSESSMENT, assessment),
        may_sign=decide(actor, SIGN_ASSESSMENT, assessment),
        may_withdraw=decide(actor, WITHDRAW_ASSESSMENT, assessment),
    )


def needs_shown_by(*, actor: Actor, assessment: Assessment) -> tuple[NeedShown, ...]:
    """The needs a signed assessment shows, with the steps its instrument proposes for each."""
    if assessment.result is None:
        return ()
    name = called(assessment.person)
    titles = titles_of(assessment.result, instrument_of(assessment))
    return _shown(assessment.result["needs"], assessment.result, titles, name, assessment.signed_at)


def _worked_out(receipt: Receipt, assessment: Assessment) -> tuple[RuleShown, ...]:
    return tuple(
        RuleShown(
            title=one["title"],
            results=tuple(
                (came["title"], said(came["value"], came["shown_as"]))
                for came in one["shown"]
                if came["value"] not in (None, "", [])
            ),
            refused=one["refused"],
            answer=None if one["refused"] else _why_rule(one),
        )
        for one in receipt.get("worked_out", ())
    )


def _why_rule(one: Any) -> Any:
    try:
        rules = pack().rules
        rule = rules.version(one["rule"], one["version"])
        return rule.answer(one["given"], rules.version)
    except (NoSuchRule, Refused):  # a pack that no longer has it
        return None


def _begun_with(assessment: Assessment) -> tuple[str, datetime] | None:
    earlier = assessment.begun_with
    if earlier is None or earlier.signed_at is None:
        return None
    return title_of(earlier), earlier.signed_at


def _section(
    assessment: Assessment,
    stand: SectionStanding,
    kept: Mapping[str, Answer],
    evidence: Mapping[str, list[EvidenceShown]],
    name: str,
) -> SectionShown:
    return SectionShown(
        id=stand.section.id,
        title=stand.section.title,
        marking=marking_of(assessment, stand.section),
        answers=tuple(
            _answer(q, kept.get(q.id), evidence.get(q.id, ()), name) for q in stand.asked
        ),
    )


def _levels(
    instrument: Instrument, receipt: Receipt, name: str, at: datetime | None
) -> tuple[LevelShown, ...]:
    order = list(instrument.levels)
    return tuple(
        LevelShown(
            title=scored["title"],
            level=scored["level_title"],
            rank=order.index(scored["level"]),
            highest=scored["level"] == order[-1],
            points=scored["points"],
            most=scored["most"],
            why=why_level(instrument, receipt, scored, name, at),
        )
        for scored in receipt["sections"]
    )


def _answer(
    question: Any, kept: Answer | None, evidence: Iterable[EvidenceShown], name: str
) -> AnswerShown:
    reply: Reply = reply_of(kept) if kept else NOTHING
    return AnswerShown(
        asks=question.asked_of(name),
        says=in_words(question, reply),
        note=reply.note,
        is_not_known=reply.is_not_known,
        answered_by=named(kept.answered_by) if kept else "",
        answered_at=kept.answered_at if kept else None,
        evidence=tuple(evidence),
    )


def _shown(
    found: list[Any],
    receipt: Receipt,
    titles: Mapping[str, str],
    name: str,
    at: datetime | None,
) -> tuple[NeedShown, ...]:
    return tuple(
        NeedShown(
            id=one["id"],
            title=one["title"],
            section=titles[one["section"]],
            why=why(
                receipt,
                result=one["title"],
                at=at,
                because=[reason(each, name) for each in one["because"]],
            ),
            steps=tuple(StepProposed(**step) for step in one.get("steps", ())),
        )
        for one in found
    )


def _contested(
    assessment: Assessment, instrument: Instrument, name: str
) -> tuple[tuple[str, str, str], ...]:
    rivals = set(Rival.objects.filter(assessment=assessment).values_list("question", flat=True))
    return tuple(
        (section.id, section.title, question.asked_of(name))
        for section in instrument.section
        for question in section.question
        if question.id in rivals
    )


def _questions(
    stands: list[SectionStanding], which: str, name: str
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (stand.section.id, stand.section.title, question.asked_of(name))
        for stand in stands
        for question in getattr(stand, which)
    )
