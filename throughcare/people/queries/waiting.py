"""People whose case in the community nobody holds yet, for those who can give it out."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Cast

from throughcare.foundation.access import Actor
from throughcare.people.access import GRANT_ACCESS, HOLD_CASE
from throughcare.people.models import Holding, Person
from throughcare.people.queries.summaries import PersonLine, lines_of
from throughcare.staff import queries as staff

PAGE = 25


@dataclass(frozen=True)
class WaitingLine:
    """Somebody whose case waits to be given to a colleague."""

    person: PersonLine
    since: date
    """So long they have been held without anybody who holds the case in the community."""
    holding: UUID | None
    """What is to be given out; None where no team in the community has the case either."""


@dataclass(frozen=True)
class WaitingPage:
    """A page of them, those who have waited longest first."""

    lines: list[WaitingLine]
    after: str
    """The place after which the list goes on; empty at its end."""
    is_first: bool


def how_many_wait(*, actor: Actor) -> int:
    """How many wait for the actor to give them to somebody: one query, none without the power."""
    waiting = _waiting(actor)
    return 0 if waiting is None else waiting.count()


def people_waiting(*, actor: Actor, after: str = "") -> WaitingPage:
    """Whose case the actor could give out, and nobody holds; five queries, whoever asks."""
    waiting = _waiting(actor, after)
    found = [] if waiting is None else list(waiting.order_by("waits_since", "ref")[: PAGE + 1])
    shown = found[:PAGE]
    people = Person.objects.filter(ref__in=[one["ref"] for one in shown])
    lines = {line.ref: line for line in lines_of(list(people))}
    more = shown[-1] if len(found) > PAGE else None
    return WaitingPage(
        lines=[
            WaitingLine(lines[one["ref"]], one["waits_since"], one["holding"])
            for one in shown
            if one["ref"] in lines  # out of sight since a moment ago
        ],
        after=f"{more['waits_since'].isoformat()}_{more['ref']}" if more else "",
        is_first=not after,
    )


def _waiting(actor: Actor, after: str = "") -> QuerySet[Any, dict[str, Any]] | None:
    """With a team but nobody of it; or with no team, and the actor's in another way.

    Whoever sees a whole prison is not told of everybody there who has no team outside: only of
    people their specialist team holds, or for whom they are named.
    """
    able = [held for held in actor.held if HOLD_CASE.name in held.powers]
    if not able:
        return None
    units = frozenset().union(*(held.units for held in able))
    beside = frozenset(actor.granted).union(*(held.people for held in able))
    # Whoever takes a restricted case is named with it: for those who may name others.
    may_name = GRANT_ACCESS.name in actor.powers
    asked, further = ("waits_since", "ref", "holding"), _after(after)
    open_ones = Holding.objects.filter(until=None)
    with_a_team = open_ones.filter(
        Q() if may_name else Q(person__is_restricted=False),
        kind=Holding.Kind.COMMUNITY,
        holder=None,
        unit__among=units,
    ).annotate(waits_since=F("since"), ref=F("person__ref"), holding=F("pk"))
    found = with_a_team.filter(further).values(*asked)
    if not beside:
        return found
    teams = staff.units_of("team").filter(pk__in=units)
    of_them = open_ones.filter(person=OuterRef("pk")).order_by("since")
    without_a_team = Person.objects.filter(
        Q() if may_name else Q(is_restricted=False),
        Exists(teams),
        Exists(of_them),
        ~Exists(of_them.filter(kind=Holding.Kind.COMMUNITY)),
        pk__in=beside,
    ).annotate(
        waits_since=Subquery(of_them.values("since")[:1]),
        holding=Cast(Value(None), UUIDField()),
    )
    return found.union(without_a_team.filter(further).values(*asked), all=True)


def _after(place: str) -> Q:
    """Those further down the list than this place; everybody for what is no place in it."""
    day, _, ref = place.partition("_")
    try:
        since, last = date.fromisoformat(day), UUID(ref)
    except ValueError:
        return Q()
    return Q(waits_since__gt=since) | Q(waits_since=since, ref__gt=last)
