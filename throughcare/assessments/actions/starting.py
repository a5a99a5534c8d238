"""Starting an assessment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.assessments.access import START_ASSESSMENT
from throughcare.assessments.actions.answering import save_replies
from throughcare.assessments.compartments import marking_of, read_by
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
    """Start to assess the person, or go on with the one that is under way already.

    An instrument with a compartment of its own lies there, whatever `marking` says. There is one
    under way at a time of an instrument under a marking: open, or waiting to be countersigned. It
    has the answers signed last time, or those of another instrument, if it begins with them;
    `because` is what called for it. Raises AccessDenied, NotCompetent or KeepsPartsApart.
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
        person=person,
        instrument=instrument.id,
        marking=marking,
        state__in=Assessment.UNDER_WAY,
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

    Of those that no longer fit it is kept what they were. An answer goes to where the same people
    read it, or nowhere: those of a compartment the actor may not read stay where they are, and are
    offered beside the question to whoever may.
    """
    earlier = begun_with(assessment, instrument)
    if earlier is None:
        return
    was = instrument_of(earlier)
    said = {id: reply for id, reply in replies_to(earlier).items() if not reply.is_open}
    seen = read_by(actor, assessment, instrument).questions
    known_as = {old: question for question in seen.values() for old in question.was}
    taken: dict[str, Reply] = {}
    for id, reply in said.items():
        question = seen.get(id) or known_as.get(id)
        if question and id in was.section_of and still_taken(question, reply):
            marking = marking_of(assessment, instrument.section_of[question.id])
            if marking_of(earlier, was.section_of[id]) == marking:
                taken[question.id] = Reply(reply.state, reply.value)
    shown = [question.id for question in instrument.questions_shown(answers(taken))]
    carried = {id: taken[id] for id in shown if id in taken}
    assessment.begun_with = earlier
    if earlier.instrument == assessment.instrument:
        assessment.left_behind = [
            {"question": id, "asks": question.asks, "says": in_words(question, said[id])}
            for id, question in was.questions.items()
            if id in said
            and marking_of(earlier, was.section_of[id]) == earlier.marking
            and not question.anew
            and (known_as[id].id if id in known_as else id) not in taken
        ]
    assessment.save(update_fields=["begun_with", "left_behind"])
    save_replies(actor, assessment, instrument, {}, carried, at=at, carried_over=True)
