"""Records opened in an emergency: what runs, what case holders are told, what is to be reviewed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from throughcare.foundation.access import Actor, decide, one_visible
from throughcare.foundation.audit.queries import looks_while
from throughcare.foundation.database.kept import kept
from throughcare.people.access import REVIEW_EMERGENCY
from throughcare.people.models import EmergencyReview, Grant, Holding, Person
from throughcare.people.queries.summaries import PersonLine, lines_of
from throughcare.staff import queries as staff

PAGE = 25
TOLD = 5


@dataclass(frozen=True)
class EmergencyLine:
    """Somebody's record, opened by a colleague who would not have seen it."""

    grant: Grant
    person: PersonLine
    roles: list[str]
    """What the colleague is and where, today."""
    review: EmergencyReview | None
    is_running: bool
    is_their_own: bool


@dataclass(frozen=True)
class EmergencyPage:
    """A page of them, the oldest not yet reviewed first, or the newest reviewed first."""

    lines: list[EmergencyLine]
    after: str
    """The place after which the list goes on; empty at its end."""
    is_first: bool


@dataclass(frozen=True)
class EmergencyDetail:
    """One opening with what whoever answers for it needs to know."""

    line: EmergencyLine
    looks: list[tuple[datetime, str]] | None
    """Which pages they opened while it lasted; None for who does not review it."""
    may_review: bool
    why_not: str


def running_for(*, actor: Actor, ref: UUID, at: datetime) -> Grant | None:
    """The actor's own opening of this record; asks nothing of who has opened none."""
    if not actor.in_emergency:
        return None
    mine = Grant.objects.filter(kind=Grant.Kind.EMERGENCY, member=actor.staff_id, person__ref=ref)
    return mine.filter(since__lte=at, until__gt=at).order_by("-until").first()


def emergency_of(*, actor: Actor, person: Person, id: UUID) -> Grant:
    """One opening of this person's record, running or ended. Raises NotVisible."""
    rows = Grant.objects.select_related("member", "person", "review__reviewer")
    return one_visible(rows, pk=id, person=person, kind=Grant.Kind.EMERGENCY)


def emergency_detail(
    *, actor: Actor, person: Person, grant: Grant, at: datetime
) -> EmergencyDetail:
    """One opening; the pages that were read only for those who review it."""
    decision = decide(actor, REVIEW_EMERGENCY, grant)
    until = at if grant.until is None else min(grant.until, at)
    looks = None
    if decision.allowed:
        looks = looks_while(
            person=person.pk, staff_id=grant.member_id, since=grant.since, until=until
        )
    [line] = _lines(actor, [grant], at)
    return EmergencyDetail(line, looks, decision.allowed, decision.reason)


def told_of(*, actor: Actor, at: datetime) -> list[EmergencyLine]:
    """The newest openings not yet reviewed of people the actor answers for.

    For who holds the case, for those who review, and for those named for a restricted person. One
    query while there are none.
    """
    units, people = _reviewed_by(actor)
    found = _to_tell(
        staff=actor.staff_id,
        units=sorted(units),
        people=sorted(people),
        named=sorted(actor.granted),
    )
    return _lines(actor, found, at)


@kept
def _to_tell(
    *, staff: int | None, units: list[int], people: list[int], named: list[int]
) -> QuerySet[Grant]:
    held = Holding.objects.filter(person=OuterRef("person"), holder=staff, until=None)
    theirs = Exists(held) | _in_places(units, people)
    named_few = Q(person__among=named, person__is_restricted=True)
    rows = Grant.objects.filter(theirs | named_few, kind="emergency", review=None)
    rows = rows.exclude(member=staff).select_related("member", "person")
    return rows.order_by("-since", "id")[:TOLD]


def emergencies(
    *, actor: Actor, at: datetime, reviewed: bool = False, after: str = ""
) -> EmergencyPage:
    """A page of what the actor is to review, or what has been; constant queries."""
    units, people = _reviewed_by(actor)
    rows = Grant.objects.filter(
        _in_places(sorted(units), sorted(people)),
        kind=Grant.Kind.EMERGENCY,
        review__isnull=not reviewed,
    ).select_related("member", "person", "review__reviewer")
    order = ("-since", "-id") if reviewed else ("since", "id")
    found = list(rows.filter(_further(after, back=reviewed)).order_by(*order)[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return EmergencyPage(
        lines=_lines(actor, found[:PAGE], at),
        after=f"{more.since.isoformat()}_{more.pk}" if more else "",
        is_first=not after,
    )


def may_review_any(actor: Actor) -> bool:
    return REVIEW_EMERGENCY.name in actor.powers


def _reviewed_by(actor: Actor) -> tuple[frozenset[int], frozenset[int]]:
    """Units whose people the actor answers for, and people beside them or by name."""
    able = [held for held in actor.held if REVIEW_EMERGENCY.name in held.powers]
    units = frozenset[int]().union(*(held.units for held in able))
    people = frozenset[int]().union(*(held.people for held in able))
    return units, people | frozenset(actor.granted) if able else people


def _in_places(units: Any, people: Any) -> Q:
    return (
        Q(open_to_community__among=units)
        | Q(open_to_custody__among=units)
        | Q(open_to_nation__among=units)
        | Q(person__among=people)
    )


def _further(place: str, *, back: bool) -> Q:
    """Those further down the list than this place; everybody for what is no place in it."""
    moment, _, id = place.partition("_")
    try:
        since, last = datetime.fromisoformat(moment), UUID(id)
    except ValueError:
        return Q()
    if timezone.is_naive(since):
        return Q()
    way = "lt" if back else "gt"
    return Q(**{f"since__{way}": since}) | Q(since=since, **{f"id__{way}": last})


def _lines(actor: Actor, grants: list[Grant], at: datetime) -> list[EmergencyLine]:
    """These openings in a line each; constant queries, none for none."""
    if not grants:
        return []
    people = {line.id: line for line in lines_of([grant.person for grant in grants])}
    members = {grant.member_id for grant in grants}
    roles = staff.roles_of(members, on=timezone.localdate(at))
    return [
        EmergencyLine(
            grant=grant,
            person=people[grant.person_id],
            roles=roles.get(grant.member_id, []),
            review=getattr(grant, "review", None),
            is_running=grant.until is None or grant.until > at,
            is_their_own=grant.member_id == actor.staff_id,
        )
        for grant in grants
    ]
