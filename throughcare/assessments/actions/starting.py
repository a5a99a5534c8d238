"""Starting an assessment."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.assessments.access import START_ASSESSMENT
from throughcare.assessments.actions.answering import save_replies
from throughcare.assessments.models import Assessment
from throughcare.assessments.queries.kept import last_time, replies_to
from throughcare.assessments.replies import Reply, answers
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.loading import mark_used
from throughcare.foundation.packs.questions import AnswerNotOffered, Question


@action
def start_assessment(
    *,
    actor: Actor,
    person: Any,
    instrument: Instrument,
    at: datetime,
    marking: int = 0,
    id: UUID | None = None,
) -> Assessment:
    """Start to assess the person, or go on with the one that is open already.

    There is one open at a time of an instrument under a marking. It has the answers signed last
    time if its instrument begins with them. Raises AccessDenied.
    """
    started = Assessment(
        id=id or uuid4(),
        person=person,
        marking=marking,
        instrument=instrument.id,
        instrument_version=instrument.version,
        started_at=at,
        started_by_id=actor.staff_id,
    )
    require(actor, START_ASSESSMENT, started)
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
    """Begin with the answers signed last time that these questions still take, without notes."""
    earlier = last_time(assessment) if instrument.begins_with_last_time else None
    if earlier is None:
        return
    said = replies_to(earlier)
    taken = {
        id: Reply(said[id].state, said[id].value)
        for id, question in instrument.questions.items()
        if id in said and _is_still_taken(question, said[id])
    }
    shown = [question.id for question in instrument.questions_shown(answers(taken))]
    carried = {id: taken[id] for id in shown if id in taken}
    save_replies(actor, assessment, {}, carried, at=at)


def _is_still_taken(question: Question, reply: Reply) -> bool:
    try:
        if reply.is_answered:
            question.check(reply.value or ())
    except AnswerNotOffered:
        return False
    return not reply.is_open
