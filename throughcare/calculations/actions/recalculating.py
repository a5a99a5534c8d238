"""Working people out again: everything the pack says, from what is known of them now."""

import logging
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import DatabaseError

from throughcare.calculations.access import WORK_OUT
from throughcare.calculations.events import LOOKING_ON
from throughcare.calculations.known import Rows, known_of
from throughcare.calculations.models import Calculation, Due
from throughcare.calculations.queries.newest import Newest, newest_of
from throughcare.calculations.queries.rows import rows_of
from throughcare.calculations.working_out import Before, WorkedOut, work_out
from throughcare.foundation.access import SYSTEM, acting_as, require
from throughcare.foundation.access.actor import SEALED
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.loading import mark_used
from throughcare.rules.ruleset import RuleSet

log = logging.getLogger(__name__)
AT_ONCE = 200
ORDINARY = 0
AGAIN_AFTER = timedelta(hours=1)


def recalculate(people: Collection[int], *, at: datetime) -> None:
    """Work these people out now, as the program. Raises nothing: what fails is logged, and they
    stay due. What they are due for has happened already."""
    try:
        with acting_as(SYSTEM):
            _recalculate(people=sorted(people), at=at)
    except DatabaseError:
        log.exception("%s people are still due: the database did not answer", len(people))
    except Exception:
        log.exception("%s people were not worked out together", len(people))
        _one_by_one(people, at)


def work_off(*, at: datetime, most: int | None = None) -> int:
    """Work out whoever is due, some at once, until nobody is or `most` were. How many were."""
    done = 0
    while most is None or done < most:
        people = _due(at)
        if not people:
            break
        recalculate(people, at=at)
        if _due(at) == people:
            break  # the database did not let it: they are due the next time
        done += len(people)
    return done


def _due(at: datetime) -> set[int]:
    with acting_as(SYSTEM):
        due = Due.objects.filter(not_before__lte=at).order_by("not_before", "id")
        return set(due.values_list("person_id", flat=True)[:AT_ONCE])


def _one_by_one(people: Iterable[int], at: datetime) -> None:
    for person in people:
        try:
            with acting_as(SYSTEM):
                _recalculate(people=[person], at=at)
        except Exception:
            log.exception("Person %s was not worked out", person)
            with suppress(DatabaseError), acting_as(SYSTEM):
                Due.objects.filter(person_id=person).update(not_before=at + AGAIN_AFTER)


@action
def _recalculate(*, people: list[int], at: datetime) -> None:
    """Nothing is kept of what comes to the same as before."""
    require(SYSTEM, WORK_OUT)
    # Whoever else works the same people out waits; what is noted from now on stays due.
    due = list(Due.objects.select_for_update().filter(person_id__in=people).values_list("pk"))
    kept = [row for rows in _worked_out(people, at) for row in rows]
    Calculation.objects.bulk_create(kept)
    for look in LOOKING_ON:
        look(people, at)
    Due.objects.filter(pk__in=[pk for [pk] in due]).delete()
    record(SYSTEM, "calculations.worked_out", people=len(people), kept=len(kept))


def _worked_out(people: list[int], at: datetime) -> Iterable[list[Calculation]]:
    before = newest_of(people)
    used: dict[str, RuleSet] = {}
    for person, rows in rows_of(actor=SYSTEM, ids=people).items():
        kept: list[Calculation] = []
        newest = dict(before.get(person, {}))
        for marking in _markings(rows, newest):
            for one in _of(rows, marking, at, newest):
                last = newest.get((one.subject, marking))
                row = _row(person, marking, one, _after(last, at))
                if _adds_something(row, newest):
                    newest[one.subject, marking] = row
                    used[one.rule.name] = one.rule
                    kept.append(row)
        yield kept
    for rule in used.values():
        mark_used(rule, at=at)


def _markings(rows: Rows, newest: Newest) -> list[int]:
    """Ordinary first; then every marking that something about this person has, or had."""
    marked = {*rows.markings(), *(marking for _, marking in newest)} - {ORDINARY, SEALED}
    return [ORDINARY, *sorted(marked)]


def _of(rows: Rows, marking: int, at: datetime, newest: Newest) -> list[WorkedOut]:
    """What is not as it was, of all that follows from ordinary facts and those so marked."""
    today = local_day(at)
    before = {
        subject: Before(f"{row.rule} {row.rule_version}", row.given, row.result)
        for (subject, seen), row in newest.items()
        if seen == marking
    }
    facts = known_of(rows, markings={ORDINARY, marking}, today=today)
    return work_out(facts, on=today, before=before)


def _adds_something(row: Calculation, newest: Newest) -> bool:
    """Whether it belongs beside the ordinary one: what is marked made a difference, or did once."""
    if row.marking == ORDINARY or (row.subject, row.marking) in newest:
        return True
    ordinary = newest.get((row.subject, ORDINARY))
    but_its_day = pack().calculation_rule.by_id[row.subject].but_its_day
    return (
        ordinary is None
        or row.result != ordinary.result
        or but_its_day(row.given) != but_its_day(ordinary.given)
    )


def _after(last: Calculation | None, at: datetime) -> datetime:
    """The moment of a new one: later than the last, whatever the clock of whoever works it out."""
    return max(at, last.calculated_at + timedelta(microseconds=1)) if last else at


def _row(person: int, marking: int, one: WorkedOut, at: datetime) -> Calculation:
    field, message = one.refused or ("", "")
    return Calculation(
        id=uuid4(),
        person_id=person,
        marking=marking,
        subject=one.subject,
        rule=one.rule.id,
        rule_version=one.rule.version,
        on=local_day(at),
        given=one.given,
        result=one.result,
        receipt=one.receipt,
        refused_field=field,
        refused_message=message,
        calculated_at=at,
    )
