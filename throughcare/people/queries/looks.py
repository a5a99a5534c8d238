"""Who looked at somebody's record, for the person's manager; what is unusual, in words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from throughcare.foundation.access import SYSTEM, Actor, acting_as, require
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.queries import Around, LookDay, Stretch, looks_by_day, told_by
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import moment
from throughcare.people.models import Grant, Holding, Person
from throughcare.people.queries.merging import stretches
from throughcare.staff import queries as staff

PAGE = 25
COLLEAGUE_SEARCHED = "people.colleague_searched"


@dataclass(frozen=True)
class LookLine:
    """One colleague on one day: who they were, how they came to see the record, how often."""

    looks: LookDay
    roles: list[str]
    how: str
    unusual: list[str]


@dataclass(frozen=True)
class LooksPage:
    """A page of them, the newest day first."""

    lines: list[LookLine]
    after: str
    is_first: bool

    @property
    def unusual(self) -> list[LookLine]:
        return [line for line in self.lines if line.unusual]


def looks_page(
    *, actor: Actor, person: Person, since: date | None, until: date | None, after: str = ""
) -> LooksPage:
    """Who looked from one day to another, both within. Constant queries. Raises AccessDenied.

    Looks at a record that was merged with this one are among them: what it held was this person's,
    or this person's was in it.
    """
    require(actor, SEE_LOOKS, person)
    with acting_as(SYSTEM):
        also = stretches(person)
        found = looks_by_day(
            actor=actor,
            person=person,
            also=also,
            since=_begin(since) if since else None,
            until=_begin(until + timedelta(days=1)) if until else None,
            after=_place(after),
            most=PAGE + 1,
        )
    days = found[:PAGE]
    more = days[-1] if len(found) > PAGE else None
    return LooksPage(
        lines=_lines(person, days, also) if days else [],
        after=f"{more.day.isoformat()}_{more.staff_id}" if more else "",
        is_first=not after,
    )


def _lines(person: Person, days: list[LookDay], also: list[Stretch]) -> list[LookLine]:
    members = {one.staff_id for one in days}
    first, last = min(one.first for one in days), max(one.last for one in days)
    since, until = days[-1].day, days[0].day
    rule = pack().look_rule
    postings = defaultdict(list)
    for posting in staff.postings_between(members, since=since, until=until):
        postings[posting.member_id].append(posting)
    holdings = list(Holding.objects.filter(person=person).select_related("unit"))
    grants = list(Grant.objects.filter(person=person, member__in=members))
    tree = staff.unit_tree()
    theirs = [person.pk, *(stretch.person for stretch in also)]
    around = Around(theirs, members, since=first, until=last, minutes=rule.burst_minutes)
    with acting_as(SYSTEM):
        opened = around.whom()
    # Counted are those the reader sees: a number tells of people too.
    seen = Person.objects.filter(pk__among=opened).values_list("pk", flat=True)
    among = {*theirs, *seen}
    with acting_as(SYSTEM):
        most = around.most(among=among)
        searched = told_by(
            members=members, verb=COLLEAGUE_SEARCHED, since=_begin(since), until=last
        )
    lines = []
    for one in days:
        held = [p for p in postings[one.staff_id] if _on(p, one.day)]
        by_name = [g for g in grants if g.member_id == one.staff_id and _covers(g, one)]
        holders = [holding for holding in holdings if _on(holding, one.day)]
        inside = _is_inside(held, holders, tree)
        unusual = [
            *_outside(inside, by_name, holders),
            *_searches(one, searched),
            *_burst(most.get((one.day, one.staff_id), (0, 0))),
        ]
        roles = [f"{staff.role_title(p.role)}, {p.unit.name}" for p in held]
        lines.append(LookLine(one, roles, _how(inside, by_name), unusual))
    return lines


def _how(inside: bool, by_name: list[Grant]) -> str:
    if inside:
        return _("Of a unit that holds the person")
    if any(grant.is_emergency for grant in by_name):
        return _("Opened in an emergency")
    return _("Named") if by_name else _("By a role that reaches further than their unit")


def _outside(inside: bool, by_name: list[Grant], holders: list[Holding]) -> Iterator[str]:
    if inside or any(not grant.is_emergency for grant in by_name):
        return
    units = ", ".join(sorted({holding.unit.name for holding in holders})) or _("nobody")
    if by_name:
        yield _("Opened the record in an emergency, from outside. Held then by: %(units)s.") % {
            "units": units
        }
    else:
        yield _("Looked from outside the units that hold the person. Held then by: %(units)s.") % {
            "units": units
        }


def _searches(
    one: LookDay, searched: list[tuple[int, datetime, dict[str, object]]]
) -> Iterator[str]:
    for member, at, details in searched:
        if member == one.staff_id and timezone.localdate(at) == one.day:
            yield _("Searched for “%(words)s”, the name of a colleague, %(moment)s.") % {
                "words": details.get("words", ""),
                "moment": moment(at),
            }


def _burst(most: tuple[int, int]) -> Iterator[str]:
    (people, pages), rule = most, pack().look_rule
    if people > rule.burst_people:
        yield _(
            "Opened records of %(count)s people within %(minutes)s minutes; more than %(most)s is "
            "unusual."
        ) % {"count": people, "minutes": rule.burst_minutes, "most": rule.burst_people}
    if pages > rule.burst_pages:
        yield _(
            "Opened %(count)s pages within %(minutes)s minutes; more than %(most)s is unusual."
        ) % {"count": pages, "minutes": rule.burst_minutes, "most": rule.burst_pages}


def _is_inside(held: list[Any], holders: list[Holding], tree: staff.UnitTree) -> bool:
    """Posted to a unit that holds the person, or to one within it or around it."""
    return any(
        posting.unit_id in tree.within(holding.unit_id)
        or holding.unit_id in tree.within(posting.unit_id)
        for posting in held
        for holding in holders
    )


def _on(span: Any, day: date) -> bool:
    return span.since <= day and (span.until is None or span.until >= day)


def _covers(grant: Grant, one: LookDay) -> bool:
    return grant.since <= one.last and (grant.until is None or grant.until >= one.first)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _place(after: str) -> tuple[date, int] | None:
    day, _sep, who = after.partition("_")
    try:
        return date.fromisoformat(day), int(who[:18])
    except ValueError:
        return None
