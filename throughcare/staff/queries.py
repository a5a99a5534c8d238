"""Questions about who works here."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from throughcare.foundation.access import Actor, decide, one_visible, require
from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning import Shelf
from throughcare.foundation.learning.foresight import ANYBODY
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms.text import keepable
from throughcare.staff.access import CHANGE_STAFF, SEE_STAFF
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

    def path(self, unit_id: int) -> list[int]:
        """The unit, the one it lies in, and so on to the nation."""
        found = [unit_id]
        while (parent := self.units[found[-1]].parent_id) is not None:
            found.append(parent)
        return found

    def ancestor(self, unit_id: int, kind: str) -> int | None:
        """The nearest unit of that kind that is or contains this one."""
        return next((at for at in self.path(unit_id) if self.units[at].kind == kind), None)


def unit_tree() -> UnitTree:
    return UnitTree({unit.pk: unit for unit in Unit.objects.all()})


@kept
def _units_coded(*, codes: list[str]) -> QuerySet[Unit]:
    return Unit.objects.filter(code__among=codes)


@kept
def _members_coded(*, codes: list[str]) -> QuerySet[Member]:
    return Member.objects.filter(code__among=codes)


UNITS = Shelf(lambda _people, codes: _units_coded(codes=codes), lambda one: (ANYBODY, one.code))
MEMBERS = Shelf(
    lambda _people, codes: _members_coded(codes=codes), lambda one: (ANYBODY, one.code or "")
)


def unit_coded(code: str) -> Unit | None:
    """The unit with this code, if we know it."""
    return next(iter(UNITS.at(ANYBODY, code)), None)


def unit_codes_known(codes: Collection[str]) -> set[str]:
    """Which of these codes are of units we know."""
    return set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))


def unit_chosen(code: str) -> Unit:
    """The unit a form offered. Raises NotVisible."""
    return one_visible(Unit.objects.all(), code=code)


def member_coded(code: str) -> Member | None:
    """The colleague other systems know by this code, if we know them."""
    return next(iter(MEMBERS.at(ANYBODY, code)), None)


def member_codes_known(codes: Collection[str]) -> set[str]:
    """Which of these codes are of colleagues we know."""
    known = Member.objects.filter(code__in=codes).values_list("code", flat=True)
    return {code for code in known if code}


def member_numbered(staff_id: int) -> Member | None:
    return Member.objects.filter(pk=staff_id).first()


def member_referred(ref: str) -> Member | None:
    """The colleague with this number in addresses, as a form offered them."""
    return Member.objects.filter(ref=ref).first()


def members_numbered(numbers: Collection[int]) -> dict[int, Member]:
    """Colleagues by their number."""
    return Member.objects.in_bulk(numbers) if numbers else {}


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


def colleagues_able(power: str, *, unit: Unit, on: date) -> list[Member]:
    """Colleagues whose role in this very unit gives them the power on that day, by name."""
    roles = [role.id for role in pack().roles.values() if power in role.powers]
    now = Q(until=None) | Q(until__gt=on)
    held = Posting.objects.filter(now, unit=unit, role__in=roles, since__lte=on)
    able = Member.objects.filter(pk__in=held.values("member_id"), is_active=True)
    return list(able.order_by("name", "id"))


def units_of(*kinds: str) -> QuerySet[Unit]:
    """Units of these kinds, each with the one it lies in, by name."""
    return Unit.objects.filter(kind__in=kinds).select_related("parent").order_by("name", "id")


def member_at(email: str) -> Member | None:
    """The colleague who signs in with this address."""
    return Member.objects.filter(email=email.strip().lower(), is_active=True).first()


def member_with_account(account: str) -> Member | None:
    """The colleague who signs in with this account of the organisation."""
    return Member.objects.filter(account=account).first()


@dataclass(frozen=True)
class ColleagueLine:
    """A colleague and the roles they hold on the day asked for."""

    ref: UUID
    name: str
    email: str
    roles: list[str]
    is_active: bool


PAGE = 50


def colleagues(*, actor: Actor, on: date, after: str = "") -> tuple[list[ColleagueLine], str]:
    """A page of colleagues who can sign in, by name; and where the next page begins, if any.

    Raises AccessDenied.
    """
    require(actor, SEE_STAFF)
    found = Member.objects.filter(email__isnull=False).order_by("name", "id")
    if after:
        name, _, number = keepable(after).rpartition("~")
        last_id = int(number) if re.fullmatch("[0-9]{1,18}", number) else 0
        found = found.filter(Q(name__gt=name) | Q(name=name, id__gt=last_id))
    page = list(found[: PAGE + 1])
    shown = page[:PAGE]
    held = roles_of([one.pk for one in shown], on=on)
    lines = [
        ColleagueLine(one.ref, one.name, one.email or "", held.get(one.pk, []), one.is_active)
        for one in shown
    ]
    last = shown[-1] if len(page) > PAGE else None
    return lines, f"{last.name}~{last.pk}" if last else ""


def role_title(role: str) -> str:
    """What a role is called; one the pack no longer has is called by its id."""
    known = pack().roles.get(role)
    return known.title if known else role


def roles_of(members: Collection[int], *, on: date) -> dict[int, list[str]]:
    """What each of these colleagues is and where, on that day."""
    now = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    found: dict[int, list[str]] = defaultdict(list)
    for posting in Posting.objects.filter(now, member__in=members).select_related("unit"):
        found[posting.member_id].append(f"{role_title(posting.role)}, {posting.unit.name}")
    return {member: sorted(roles) for member, roles in found.items()}


@dataclass(frozen=True)
class Colleague:
    """One colleague with every role and clearance, those of today first."""

    member: Member
    postings: list[Posting]
    clearances: list[Clearance]
    second_steps: int
    can_change: bool


def colleague(*, actor: Actor, ref: UUID) -> Colleague:
    """Raises AccessDenied or NotVisible."""
    require(actor, SEE_STAFF)
    member = one_visible(Member.objects.all(), ref=ref)
    return Colleague(
        member=member,
        postings=list(member.postings.select_related("unit").order_by("-since", "id")),
        clearances=list(member.clearances.order_by("-since", "id")),
        second_steps=second_steps_of(member.pk).count(),
        can_change=decide(actor, CHANGE_STAFF).allowed,
    )


def second_steps_of(staff_id: int | None) -> QuerySet[Any]:
    """A colleague's ways to a second step. Recovery codes stand in for one; they are none."""
    codes = Authenticator.Type.RECOVERY_CODES
    found: QuerySet[Any] = Authenticator.objects.filter(user=staff_id).exclude(type=codes)
    return found


def posting_numbered(id: UUID) -> Posting:
    """One role held. Raises NotVisible."""
    return one_visible(Posting.objects.select_related("member"), pk=id)


def postings_between(members: Collection[int], *, since: date, until: date) -> list[Posting]:
    """Roles these colleagues held on any of those days."""
    held = Posting.objects.filter(Q(until=None) | Q(until__gt=since), since__lte=until)
    rows = held.filter(member__in=members).select_related("unit")
    return list(rows.order_by("acting_up", "since", "id"))


def postings_in(places: Mapping[str, Collection[int]], *, on: date, most: int) -> list[Posting]:
    """Roles held on that day in these units (by role), by the colleague's name."""
    where = Q(pk=None)
    for role, units in places.items():
        if units:
            where |= Q(role=role, unit__in=units)
    now = Q(until=None) | Q(until__gt=on)
    held = Posting.objects.filter(where, now, since__lte=on).select_related("member", "unit")
    return list(held.order_by("member__name", "id")[:most])


def names_of(numbers: Collection[int]) -> dict[int, str]:
    """What these colleagues are called."""
    return dict(Member.objects.filter(pk__in=numbers).values_list("pk", "name"))


def unit_names(numbers: Collection[int]) -> dict[int, str]:
    """What these units are called."""
    return dict(Unit.objects.filter(pk__in=numbers).values_list("pk", "name"))


def is_somebodys_name(words: str) -> bool:
    """Whether a colleague is called just so."""
    return Member.objects.filter(name__iexact=" ".join(words.split())).exists()


def unit_choices() -> list[tuple[str, str]]:
    """Every unit with where it lies, for choosing one."""
    tree = unit_tree()
    named = []
    for unit in tree.units.values():
        parent = tree.units[unit.parent_id].name if unit.parent_id else ""
        named.append((unit.code, f"{unit.name} ({parent})" if parent else unit.name))
    return sorted(named, key=lambda choice: choice[1])
