"""Deleting for good. What is left says which rule, who decided and how much there was."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, forgetting, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.audit.blanking import blank
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.retention import RowsRule
from throughcare.retention.access import DECIDE_DELETION
from throughcare.retention.models import Deletion
from throughcare.retention.queries import (
    all_they_were,
    every_row_of,
    is_due,
    one_at_a_time,
    rows_due,
)


class NotDue(Exception):
    """Its time is not over, or something stops it."""


@action
def delete_record(
    *, actor: Actor, person: Any, rule: str, because: str, at: datetime, id: UUID
) -> None:
    """Delete everything about one person, if that is due at this moment.

    `id` is the number of what is left. Raises AccessDenied or NotDue.
    """
    require(actor, DECIDE_DELETION, person)
    with forgetting():
        one_at_a_time(person.pk)
        known = pack().retention_rule.records.get(rule)
        if known is None or not is_due(person=person.pk, rule=known, at=at):
            raise NotDue
        people = all_they_were(person.pk)
        rows = Counter[str]()
        for label, found in every_row_of(people):
            rows[label] += found._raw_delete("default") or 0
        blanked = blank(people=people, deletion=id)
        _leave(actor, rule, because, at, id, rows=dict(+rows))
    # About nobody: the person is not to be found through this either.
    record(
        actor,
        "retention.record_deleted",
        deletion=id,
        rule=rule,
        blanked=blanked,
    )


@action
def sweep(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Delete rows whose own time is over, of everybody who is not on hold; how many, by rule."""
    require(actor, DECIDE_DELETION)
    done: dict[str, int] = {}
    for rule in pack().retention_rule.rows:
        with forgetting():
            done[rule.id] = _remove(rule, at)
            if done[rule.id]:
                _leave(actor, rule.id, "", at, uuid4(), rows={rule.table: done[rule.id]})
    record(actor, "retention.swept", **done)
    return done


def _remove(rule: RowsRule, at: datetime) -> int:
    rows = rows_due(rule=rule, on=local_day(at), at=at)
    if rule.blank:
        return int(rows.update(**{rule.blank: None}))
    return int(rows._raw_delete("default"))


def _leave(
    actor: Actor, rule: str, because: str, at: datetime, id: UUID, *, rows: dict[str, int]
) -> None:
    Deletion.objects.create(
        id=id,
        rule=rule,
        rule_version=pack().retention_rule.name,
        decided_by_id=actor.staff_id,
        decided_at=at,
        because=because,
        rows=rows,
    )
