"""Who is away, and who sees to what waits for them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from throughcare.foundation.access import one_visible
from throughcare.staff.models import Cover, Unit
from throughcare.staff.queries.members import colleagues_in, postings_of, unit_tree

# Colleagues cover for each other within the nearest of these.
_HOUSES = (
    Unit.Kind.DELIVERY_UNIT,
    Unit.Kind.ESTABLISHMENT,
    Unit.Kind.SPECIALIST_TEAM,
    Unit.Kind.PROVIDER,
)


def covered_by(*, member_id: int, on: date) -> tuple[int, ...]:
    """The absent colleagues whose work comes to this one on that day.

    Also through others: whoever covers for somebody who covers is given both. Nothing comes to a
    colleague who is away themselves.
    """
    if cover_of(member_id=member_id, on=on) is not None:
        return ()
    found: set[int] = set()
    ahead = {member_id}
    while ahead:
        away = _running(on).filter(covered_by__in=ahead).values_list("member_id", flat=True)
        ahead = set(away) - found - {member_id}
        found |= ahead
    return tuple(sorted(found))


def cover_of(*, member_id: int, on: date) -> int | None:
    """Whoever sees to this colleague's work on that day; None if they are here.

    None also where all who would are away and cover for each other.
    """
    seen = {member_id}
    while (by := _stands_in(member_id, on)) is not None:
        if by in seen:
            return None
        seen.add(by)
        member_id = by
    return member_id if len(seen) > 1 else None


def is_away(*, member_id: int, since: date, until: date | None) -> bool:
    """Whether the colleague is away on any of these days."""
    return _overlapping(since, until).filter(member=member_id).exists()


@dataclass(frozen=True)
class CoverLine:
    """One absence as a page lists it."""

    id: UUID
    member_id: int
    member: str
    covered_by: str
    since: date
    until: date | None
    is_running: bool


def covers_around(*, member_id: int, on: date) -> list[CoverLine]:
    """Absences of the colleague and those they cover for, running or to come, the next first."""
    ahead = Cover.objects.filter(
        Q(until=None) | Q(until__gt=on, since__lt=F("until")),
        Q(member=member_id) | Q(covered_by=member_id),
    )
    return [
        CoverLine(
            id=one.pk,
            member_id=one.member_id,
            member=one.member.name,
            covered_by=one.covered_by.name,
            since=one.since,
            until=one.until,
            is_running=one.since <= on,
        )
        for one in ahead.select_related("member", "covered_by").order_by("since", "id")
    ]


def cover_numbered(id: UUID, *, ref: UUID) -> Cover:
    """One absence of this colleague's. Raises NotVisible."""
    return one_visible(Cover.objects.select_related("member"), pk=id, member__ref=ref)


def cover_choices(*, member_id: int, on: date) -> list[tuple[str, str]]:
    """Colleagues who could cover: those of the same office, prison, team or provider, by name."""
    tree = unit_tree()
    units: set[int] = set()
    for posting in postings_of(member_id, on=on):
        path = tree.path(posting.unit_id)
        house = next((at for at in path if tree.units[at].kind in _HOUSES), None)
        units |= {posting.unit_id} if house is None else tree.within(house)
    near = colleagues_in(frozenset(units), on=on).exclude(pk=member_id)
    return [(str(one.ref), one.name) for one in near]


def _stands_in(member_id: int, on: date) -> int | None:
    running = _running(on).filter(member=member_id)
    return running.values_list("covered_by_id", flat=True).first()


def _running(on: date) -> QuerySet[Cover]:
    return Cover.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)


def _overlapping(since: date, until: date | None) -> QuerySet[Cover]:
    begins = Q() if until is None else Q(since__lt=until)
    not_called_off = Q(until=None) | Q(until__gt=F("since"))
    return Cover.objects.filter(begins, not_called_off, Q(until=None) | Q(until__gt=since))
