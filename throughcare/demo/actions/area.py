"""Making the units of the area and the colleagues who work there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password

from throughcare.demo.content import Colleague, Content
from throughcare.demo.sentencing import add_months
from throughcare.foundation.access import SYSTEM, Actor
from throughcare.foundation.packs import pack
from throughcare.people.reach import actor_for
from throughcare.staff import actions as staff
from throughcare.staff import queries

PASSWORD = "stay-with-it-2026"
"""Of everybody who can sign in. A fictional world has nothing to hide."""
_YEARS_HERE = 3


@dataclass(frozen=True)
class Area:
    """The units by code and the colleagues by key, as the program knows them."""

    content: Content
    units: dict[str, Any]
    members: dict[str, Any]
    at: datetime

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {}

    def actor(self, key: str) -> Actor:
        """A colleague with the reach they had when first asked for, once everybody was held."""
        if key not in self._actors:
            self._actors[key] = self.actor_now(key)
        return self._actors[key]

    def actor_now(self, key: str) -> Actor:
        """A colleague with the reach they have now."""
        return actor_for(staff_id=self.members[key].pk, at=self.at)


def make_area(*, content: Content, today: date, at: datetime) -> Area:
    """The units, and everybody's roles and clearances counted from today."""
    units = _units(content)
    members = {
        key: _member(one, units, since=add_months(today, -12 * _YEARS_HERE), today=today)
        for key, one in content.staff.items()
    }
    for key, one in content.staff.items():
        _train(members[key], one, since=add_months(today, -12 * _YEARS_HERE), today=today, at=at)
        if one.away:
            staff.arrange_cover(
                actor=SYSTEM,
                member=members[key],
                covered_by=members[one.away.covered_by],
                since=today - timedelta(days=one.away.since_days),
                until=today + timedelta(days=one.away.days - one.away.since_days),
                at=at,
            )
    _let_in([members[key] for key, one in content.staff.items() if one.to_try])
    return Area(content, units, members, at)


def area_as_made(*, content: Content, at: datetime) -> Area:
    """The area as an earlier run made it."""
    codes = [pack().nation.code, *content.units]
    members = {key: queries.member_at(one.address) for key, one in content.staff.items()}
    return Area(content, {code: queries.unit_coded(code) for code in codes}, members, at)


def _let_in(members: list[Any]) -> None:
    """One hash for all: the password is printed anyway, and each hash costs a fifth of a second."""
    rows = apps.get_model("staff.Member").objects.filter(pk__in=[one.pk for one in members])
    rows.update(password=make_password(PASSWORD))


def _units(content: Content) -> dict[str, Any]:
    top = pack().nation
    nation = queries.unit_coded(top.code) or staff.add_unit(
        actor=SYSTEM, kind="nation", code=top.code, name=top.title, parent=None
    )
    units = {top.code: nation}
    for plan in content.area.unit:
        units[plan.code] = staff.add_unit(
            actor=SYSTEM,
            kind=plan.kind,
            code=plan.code,
            name=plan.name,
            parent=units[plan.within or top.code],
        )
    return units


def _member(plan: Colleague, units: dict[str, Any], *, since: date, today: date) -> Any:
    member = staff.add_member(
        actor=SYSTEM,
        name=plan.name,
        email=plan.address,
        code=plan.code or None,
        joined_on=since,
    )
    staff.post(actor=SYSTEM, member=member, unit=units[plan.unit], role=plan.role, since=since)
    if plan.acting_up:
        staff.post(
            actor=SYSTEM,
            member=member,
            unit=units[plan.acting_up.unit],
            role=plan.acting_up.role,
            since=today,
            until=date.fromordinal(today.toordinal() + 7 * plan.acting_up.weeks),
            acting_up=True,
        )
    if plan.clearance:
        staff.clear(
            actor=SYSTEM,
            member=member,
            level=plan.clearance.level,
            since=since,
            until=add_months(today, plan.clearance.months),
        )
    return member


def _train(member: Any, plan: Colleague, *, since: date, today: date, at: datetime) -> None:
    """What the role expects, when it expects it; what runs out was renewed half a term ago."""
    expected = pack().competence_rule.expected_of(plan.role)
    by_when = {kind: one.within_months for one in expected for kind in one.competences}
    for kind, months in {**dict.fromkeys(plan.also, 0), **by_when}.items():
        lasts = pack().competences[kind].lasts_months
        left = plan.runs_out.get(kind, (lasts or 0) // 2)
        staff.award_competence(
            actor=SYSTEM,
            member=member,
            kind=kind,
            awarded_on=add_months(today, left - lasts) if lasts else add_months(since, months),
            evidence="Certificate seen",
            at=at,
        )
