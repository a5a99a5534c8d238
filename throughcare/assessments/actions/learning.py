"""Taking in assessments made in other systems. The same message again changes nothing."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from throughcare.assessments.access import LEARN_ASSESSMENT
from throughcare.assessments.compartments import marking_of
from throughcare.assessments.elsewhere import as_marked, replies_in
from throughcare.assessments.events import AssessmentSigned
from throughcare.assessments.facts import AssessmentFacts
from throughcare.assessments.models import Answer, Assessment, Result
from throughcare.assessments.queries.kept import instrument_of, reply_of
from throughcare.assessments.receipts import Receipt, receipts_of
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, amend, write_later
from throughcare.foundation.calendar import local_day
from throughcare.foundation.database.kept import kept
from throughcare.foundation.events import announce
from throughcare.foundation.learning import Shelf, record_learnt
from throughcare.foundation.learning.foresight import when_all_is_told
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.loading import mark_used
from throughcare.foundation.packs.questionnaire import ORDINARY
from throughcare.record import queries as on_record

Columns = dict[str, Any]


@action
def learn_assessment(
    *, actor: Actor, person: Any, facts: AssessmentFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of an assessment made elsewhere, or of a part of it. True if that changed anything.

    It is signed, by nobody here; what follows from its answers is worked out by our rules, anew
    with every part that comes. One still being written there is not begun here, and what a message
    says of answers that it does not bring begins none either.
    """
    require(actor, LEARN_ASSESSMENT, person)
    row = next(iter(ASSESSMENTS.at(person.pk, facts.key, expected_as=AssessmentFacts)), None)
    is_new = row is None and facts.is_finished and bool(facts.answers)
    if is_new:
        row = _begin(person, facts, source=source, at=at)
    changed = row is not None and _complete(row, facts, is_new=is_new, source=source)
    if row is not None and changed:
        # Of many messages that tell parts of it the last sees all of them.
        when_all_is_told(
            (learn_assessment, row.pk), partial(_follow, actor=actor, assessment=row, at=at)
        )
    record_learnt(
        actor, "assessments.assessment_learnt", about=person, key=facts.key, changed=changed
    )
    return changed


@action
def _follow(*, actor: Actor, assessment: Assessment, at: datetime) -> None:
    """Work out what follows from all the answers there are now, and announce it.

    On the record is what each message brought: that stands there already.
    """
    require(actor, LEARN_ASSESSMENT, assessment)
    _work_out(assessment)
    announce(
        AssessmentSigned(
            person=assessment.person,
            at=at,
            by=actor,
            assessment=assessment.pk,
            instrument=assessment.instrument,
            instrument_version=assessment.instrument_version,
            marking=assessment.marking,
            needs=tuple(need["id"] for need in (assessment.result or {})["needs"]),
        )
    )
    record_learnt(
        actor,
        "assessments.assessment_worked_out",
        about=assessment.person_id,
        assessment=assessment.pk,
    )


def _begin(person: Any, facts: AssessmentFacts, *, source: UUID | None, at: datetime) -> Assessment:
    """A new one, under the version of the day it came: it was made under none of ours."""
    instrument = pack().instrument(facts.instrument, on=local_day(at))
    when_all_is_told((mark_used, instrument.name), partial(mark_used, instrument, at=at))
    moment = facts.finished_at or _day_on_record(person, facts) or at
    row = Assessment(
        person=person,
        source=source,
        source_key=facts.key,
        instrument=instrument.id,
        instrument_version=instrument.version,
        started_at=moment,
        state=Assessment.State.SIGNED,
        signed_at=moment,
        result={},
    )
    write_later(row)
    ASSESSMENTS.add(row)
    return row


def _day_on_record(person: Any, facts: AssessmentFacts) -> datetime | None:
    """When it was finished, as a list of somebody's assessments told; some messages do not."""
    if not facts.listed_as:
        return None
    return on_record.happened_when(person=person, source_key=facts.listed_as)


def _complete(
    row: Assessment, facts: AssessmentFacts, *, is_new: bool, source: UUID | None
) -> bool:
    """Put in what the message tells that is not there yet. Says whether there was anything."""
    news = _news(row, facts)
    changed = _answer(row, facts) or bool(news) or is_new
    if changed:
        amend(row, **news, source=source, version=row.version + (not is_new))
    return changed


def _news(row: Assessment, facts: AssessmentFacts) -> Columns:
    """What the message says of the assessment as a whole that is not kept yet."""
    stated: Columns = {}
    made = ", ".join(part for part in (facts.system, facts.kind, facts.by) if part)
    if facts.is_finished and len(made) > len(row.made_elsewhere):  # some do not say who
        stated["made_elsewhere"] = made
    if facts.is_finished and facts.finished_at:
        stated |= dict.fromkeys(("started_at", "signed_at"), facts.finished_at)
    result = row.result or {}
    there = result.get("elsewhere", [])
    told = [one.as_kept for one in facts.came_to]
    stated["result"] = {**result, "elsewhere": there + [one for one in told if one not in there]}
    return {name: value for name, value in stated.items() if getattr(row, name) != value}


def _answer(row: Assessment, facts: AssessmentFacts) -> bool:
    """Keep the answers that are new, or others than there were. Says whether there were any."""
    assert row.signed_at
    instrument = instrument_of(row)
    known = {one.question: one for one in _of(row, ANSWERS)}
    markings = {one.question: one.marking for one in facts.answers}
    changed = False
    for question, reply in replies_in(instrument, facts.answers).items():
        said = {"state": reply.state, "value": reply.value, "note": reply.note}
        answer = known.get(question)
        if answer is None:
            own = marking_of(row, instrument.section_of[question])
            answer = Answer(
                person=row.person,
                marking=own or markings[question],
                assessment=row,
                question=question,
                answered_at=row.signed_at,
                **said,
            )
            write_later(answer)
            ANSWERS.add(answer)
        elif reply_of(answer) != reply:
            amend(answer, **said, version=answer.version + 1)
        else:
            continue
        changed = True
    return changed


def _work_out(row: Assessment) -> None:
    """Keep what follows from all its answers, in each compartment they lie in."""
    answers = _of(row, ANSWERS)
    replies = {one.question: reply_of(one) for one in answers}
    instrument = as_marked(instrument_of(row), {one.question: one.marking for one in answers})
    instrument = instrument.narrowed({ORDINARY, *_compartments(answers)})
    assert row.signed_at
    assert row.result is not None
    receipts = receipts_of(instrument, replies, person=row.person, on=local_day(row.signed_at))
    there = row.result.get("elsewhere", [])
    amend(row, result={**_of_what_came(receipts.pop(ORDINARY)), "elsewhere": there})
    known = {one.marking: one for one in _of(row, RESULTS)}
    for id, receipt in receipts.items():
        marking = pack().markings[id].number
        if marking in known:
            amend(known[marking], receipt=_of_what_came(receipt))
        elif receipt["inputs"]:
            result = Result(
                person=row.person,
                marking=marking,
                assessment=row,
                receipt=_of_what_came(receipt),
            )
            write_later(result)
            RESULTS.add(result)


def _compartments(answers: list[Answer]) -> set[str]:
    marked = {one.marking for one in answers}
    return {one.id for one in pack().markings.values() if one.number in marked}


def _of_what_came(receipt: Receipt) -> Receipt:
    """Without sections of which nothing came: no answer is not the same as no need."""
    return {**receipt, "sections": [one for one in receipt["sections"] if one["counted"]]}


def _of(row: Assessment, shelf: Shelf[Any]) -> list[Any]:
    return [one for one in shelf.at(row.person_id) if one.assessment_id == row.pk]


@kept
def _assessments(*, people: list[int], keys: list[str]) -> QuerySet[Assessment]:
    found = Assessment.objects.select_for_update(of=("self",)).select_related("person")
    return found.filter(person__among=people, source_key__among=keys)


@kept
def _answers(*, people: list[int]) -> QuerySet[Answer]:
    return Answer.objects.filter(
        person__among=people, assessment__source_key__isnull=False
    ).order_by("answered_at", "id")


@kept
def _results(*, people: list[int]) -> QuerySet[Result]:
    return Result.objects.filter(person__among=people, assessment__source_key__isnull=False)


ASSESSMENTS = Shelf(
    lambda people, keys: _assessments(people=people, keys=keys),
    lambda row: (row.person_id, row.source_key or ""),
)
ANSWERS = Shelf(lambda people, _keys: _answers(people=people), lambda row: (row.person_id, ""))
RESULTS = Shelf(lambda people, _keys: _results(people=people), lambda row: (row.person_id, ""))
