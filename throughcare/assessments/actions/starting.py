"""Starting an assessment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.assessments.access import START_ASSESSMENT
from throughcare.assessments.actions.answering import save_replies
from throughcare.assessments.compartments import marking_of
from throughcare.assessments.models import Assessment
from throughcare.assessments.queries.kept import begun_with, in_words, instrument_of, replies_to
from throughcare.assessments.queries.signing import lacking
from throughcare.assessments.replies import Reply, answers, still_taken
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.loading import mark_used
from throughcare.signoff import actions as signoff
from throughcare.staff.queries import Missing


class NotCompetent(Exception):
    """The instrument asks for training the actor does not have. Reads as sentences: what is
    missing, since when, and whom to ask."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join(one.sentence for one in missing))


class KeepsPartsApart(Exception):
    """The instrument has parts in compartments of their own: it is begun as ordinary. Marked as a
    whole, who reads one compartment could tell that there is another."""


@action
def start_assessment(
    *,
    actor: Actor,
    person: Any,
    instrument: Instrument,
    at: datetime,
    marking: int = 0,
    because: str = "",
    id: UUID | None = None,
) -> Assessment:
    """Start to assess the person, or go on with the one that is open already.

    An instrument with a compartment of its own lies there, whatever `marking` says. There is one
    open at a time of an instrument under a marking. It has the answers signed last
    time, or those of another instrument, if it begins with them; `because` is what called for it.
    Raises AccessDenied, NotCompetent or KeepsPartsApart.
    """
    if instrument.marking:
        marking = pack().markings[instrument.marking].number
    started = Assessment(
        id=id or uuid4(),
        person=person,
        marking=marking,
        instrument=instrument.id,
        instrument_version=instrument.version,
        started_at=at,
        started_by_id=actor.staff_id,
        begun_because=because,
    )
    require(actor, START_ASSESSMENT, started)
    if marking and not instrument.marking and len(instrument.markings) > 1:
        raise KeepsPartsApart
    if missing := lacking(actor, instrument, on=local_day(at)):
        raise NotCompetent(missing)
    # Two colleagues may press the button at once: the second goes on with what the first began.
    again = Assessment.objects.filter(pk=started.pk).first()
    if again is None:
        Assessment.objects.bulk_create([started], ignore_conflicts=True)
        mark_used(instrument, at=at)
    found = again or Assessment.objects.get(
        person=person, instrument=instrument.id, marking=marking, state=Assessment.State.OPEN
    )
    is_new = found.pk == started.pk and again is None
    if is_new:
        _carry_over(actor, found, instrument, at=at)
        signoff.open_paper(
            actor=actor,
            person=person,
            kind="assessment",
            subject=found.subject,
            title=instrument.title,
            route=instrument.sign_off,
            marking=marking,
            at=at,
        )
    record(
        actor,
        "assessments.assessment_started",
        about=person,
        marking=marking,
        assessment=found.pk,
        instrument=instrument.name,
        was_open_already=not is_new,
    )
    return found


def _carry_over(
    actor: Actor, assessment: Assessment, instrument: Instrument, *, at: datetime
) -> None:
    """Begin with the answers signed last time that these questions still take, without notes.

    Of those that no longer fit it is kept what they were. Answers in a section with a marking of
    its own stay where they are: they are offered beside the question to whoever may read them.
    """
    earlier = begun_with(assessment, instrument)
    if earlier is None:
        return
    said = {
        id: reply
        for id, reply in replies_to(earlier).items()
        if not reply.is_open and _is_ordinary(earlier, id)
    }
    known_as = {old: question for question in instrument.questions.values() for old in question.was}
    taken: dict[str, Reply] = {}
    for id, reply in said.items():
        question = instrument.questions.get(id) or known_as.get(id)
        if (
            question
            and marking_of(assessment, instrument.section_of[question.id]) == assessment.marking
            and still_taken(question, reply)
        ):
            taken[question.id] = Reply(reply.state, reply.value)
    shown = [question.id for question in instrument.questions_shown(answers(taken))]
    carried = {id: taken[id] for id in shown if id in taken}
    assessment.begun_with = earlier
    if earlier.instrument == assessment.instrument:
        assessment.left_behind = [
            {"question": id, "asks": question.asks, "says": in_words(question, said[id])}
            for id, question in instrument_of(earlier).questions.items()
            if id in said
            and not question.anew
            and (known_as[id].id if id in known_as else id) not in taken
        ]
    assessment.save(update_fields=["begun_with", "left_behind"])
    save_replies(actor, assessment, instrument, {}, carried, at=at, carried_over=True)


def _is_ordinary(earlier: Assessment, question: str) -> bool:
    section = instrument_of(earlier).section_of.get(question)
    return section is not None and marking_of(earlier, section) == earlier.marking
