"""Marking for fewer people what was marked too low. Nothing is ever marked for more."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from throughcare.foundation.access import Actor, NotVisible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.events import announce
from throughcare.foundation.ui.forms.text import keepable
from throughcare.record.access import RAISE_MARKING, would_still_read
from throughcare.record.events import MarkingRaised
from throughcare.record.models import Entry
from throughcare.record.narrower import narrower_than, wider_than


class NotNarrower(Exception):
    """Somebody who may not read the entry now would, with this marking."""


class WouldLoseSight(Exception):
    """Whoever raises it could not read it any more, and has not said that they know."""


@action
def raise_marking(
    *,
    actor: Actor,
    entry: Entry,
    marking: int,
    reason: str,
    at: datetime,
    knows_it_will_be_hidden: bool = False,
) -> None:
    """Mark the entry, and every version of it, so that fewer people may read it; from now on.

    Raises AccessDenied, NotVisible, NotNarrower or WouldLoseSight.
    """
    require(actor, RAISE_MARKING, entry)
    if marking not in {one.number for one in narrower_than(entry.marking)}:
        raise NotNarrower(entry)
    if not knows_it_will_be_hidden and not would_still_read(actor, entry, marking):
        raise WouldLoseSight(entry)
    sources = _sources(entry)
    _raise(actor, entry, marking, keepable(reason), at=at)
    first = entry.original_id or entry.pk
    announce(
        MarkingRaised(
            person=entry.person, at=at, by=actor, entry=first, marking=marking, sources=sources
        )
    )
    record(
        actor,
        "record.marking_raised",
        about=entry.person_id,
        marking=marking,
        entry=first,
        was=entry.marking,
        now=marking,
    )


def _sources(entry: Entry) -> tuple[UUID, ...]:
    first = entry.original_id or entry.pk
    rows = Entry.objects.filter(Q(pk=first) | Q(original=first)).order_by("recorded_at", "id")
    return tuple(source for source in rows.values_list("source", flat=True) if source)


def _raise(actor: Actor, entry: Entry, marking: int, reason: str, *, at: datetime) -> None:
    """Through the one function that may: it also marks versions the actor is not shown."""
    by = (actor.staff_id, actor.name)
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.raise_marking(%s, %s, %s::smallint[], %s::smallint, %s, %s, %s, %s)",
            [uuid4(), entry.pk, wider_than(marking), marking, *by, reason, at],
        )
        [is_done] = cursor.fetchone()
    if not is_done:
        raise NotVisible
