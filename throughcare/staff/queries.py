"""Questions about who works here."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from throughcare.staff.models import Clearance, Member, Posting, Unit


@dataclass(frozen=True)
class UnitTree:
    """Every unit, its parent and what lies in it. A few thousand rows at national size."""

    units: Mapping[int, Unit]

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = defaultdict(list)
        for unit in self.units.values():
            if unit.parent_id is not None:
                children[unit.parent_id].append(unit.pk)
        return children

    def within(self, unit_id: int) -> frozenset[int]:
        """The unit and everything in it."""
        found, ahead = {unit_id}, [unit_id]
        while ahead:
            inside = self._children[ahead.pop()]
            found.update(inside)
            ahead.extend(inside)
        return frozenset(found)

    def ancestor(self, unit_id: int, kind: str) -> int | None:
        """The nearest unit of that kind that is or contains this one."""
        at: int | None = unit_id
        while at is not None:
            unit = self.units[at]
            if unit.kind == kind:
                return at
            at = unit.parent_id
        return None


def unit_tree() -> UnitTree:
    return UnitTree({unit.pk: unit for unit in Unit.objects.all()})


def unit_coded(code: str) -> Unit | None:
    """The unit with this code, if we know it."""
    return Unit.objects.filter(code=code).first()


def member_coded(code: str) -> Member | None:
    """The colleague other systems know by this code, if we know them."""
    return Member.objects.filter(code=code).first()


def member_numbered(staff_id: int) -> Member | None:
    return Member.objects.filter(pk=staff_id).first()


def postings_of(staff_id: int, *, on: date) -> QuerySet[Posting]:
    """Roles held on that day, several at once as may be."""
    return (
        Posting.objects.filter(member=staff_id, since__lte=on)
        .filter(Q(until=None) | Q(until__gt=on))
        .select_related("unit")
        .order_by("acting_up", "since", "id")
    )


def days_postings_change(staff_id: int, *, after: date) -> list[date]:
    """Days after this one on which a role begins or ends, or a clearance begins or expires."""
    spans = [
        *Posting.objects.filter(member=staff_id).values_list("since", "until"),
        *Clearance.objects.filter(member=staff_id).values_list("since", "until"),
    ]
    return sorted({day for span in spans for day in span if day is not None and day > after})


def clearances_of(staff_id: int, *, on: date) -> list[str]:
    """Levels of clearance that hold on that day."""
    return list(
        Clearance.objects.filter(member=staff_id, since__lte=on, until__gt=on).values_list(
            "level", flat=True
        )
    )


def colleagues_in(units: frozenset[int], *, on: date) -> QuerySet[Member]:
    """Colleagues with a role in any of these units on that day, by name."""
    return (
        Member.objects.filter(postings__unit__in=units, postings__since__lte=on, is_active=True)
        .filter(Q(postings__until=None) | Q(postings__until__gt=on))
        .distinct()
        .order_by("name", "id")
    )


def member_at(email: str) -> Member | None:
    """The colleague who signs in with this address."""
    return Member.objects.filter(email=email.strip().lower(), is_active=True).first()
