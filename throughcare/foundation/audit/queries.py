"""What a page may ask of the audit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, TruncDate

from throughcare.foundation.access import Actor, require
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.models import Change, Deed, Look

PAGE = 50
LONGEST = 500
"""So many pages of one emergency are listed."""


@dataclass(frozen=True)
class LookLine:
    """Somebody opened a page of the record."""

    at: datetime
    actor: str
    page: str


@dataclass(frozen=True)
class Stretch:
    """Looks at another record that are looks at this one as well, while the two were one."""

    person: int
    since: datetime | None = None
    until: datetime | None = None

    def fits(self) -> Q:
        """The looks that lie in it."""
        since = Q(at__gte=self.since) if self.since else Q()
        until = Q(at__lte=self.until) if self.until else Q()
        return Q(since, until, person_id=self.person)


def looks_at(*, actor: Actor, person: Model, also: Collection[Stretch] = ()) -> list[LookLine]:
    """The newest looks at a person's record, a page of them. Raises AccessDenied.

    Rows of `also` are shown to the program alone, which asks here whether the actor may see them.
    """
    require(actor, SEE_LOOKS, person)
    rows = Look.objects.filter(_theirs(person, also)).order_by("-at", "-id")[:PAGE]
    return [LookLine(row.at, row.actor, row.page) for row in rows]


def looks_between(
    *, actor: Actor, person: Model, since: datetime, until: datetime, most: int
) -> list[tuple[datetime, int | None, str]]:
    """When who opened a page of the record, the earliest first. Raises AccessDenied."""
    require(actor, SEE_LOOKS, person)
    looks = Look.objects.filter(person_id=person.pk, at__gt=since, at__lte=until)
    return list(looks.order_by("at", "id").values_list("at", "staff_id", "actor")[:most])


def moments_of(*, staff_id: int | None, verbs: Collection[str], since: datetime) -> list[datetime]:
    """When a colleague did one of these since then, the earliest first."""
    deeds = Deed.objects.filter(staff_id=staff_id, at__gt=since, verb__in=verbs)
    return list(deeds.order_by("at").values_list("at", flat=True))


def looks_while(
    *, person: int, staff_id: int, since: datetime, until: datetime
) -> list[tuple[datetime, str]]:
    """When a colleague opened which pages of somebody's record in that time, the earliest first."""
    looks = Look.objects.filter(
        person_id=person, staff_id=staff_id, at__gte=since, at__lte=until
    ).order_by("at", "id")
    return list(looks.values_list("at", "page")[:LONGEST])


@dataclass(frozen=True)
class LookDay:
    """What one colleague opened of somebody's record on one day."""

    day: date
    staff_id: int
    actor: str
    pages: int
    first: datetime
    last: datetime


def looks_by_day(
    *,
    actor: Actor,
    person: Model,
    also: Collection[Stretch] = (),
    since: datetime | None,
    until: datetime | None,
    after: tuple[date, int] | None,
    most: int,
) -> list[LookDay]:
    """Looks at a record by day and colleague, the newest day first; one query.

    `after` is the place in that list to go on from; `also` as above. Raises AccessDenied.
    """
    require(actor, SEE_LOOKS, person)
    rows = Look.objects.filter(
        Q(at__gte=since) if since else Q(),
        Q(at__lt=until) if until else Q(),
        _theirs(person, also),
    ).annotate(day=TruncDate("at"), who=Coalesce("staff_id", 0))
    if after:
        day, who = after
        rows = rows.filter(Q(day__lt=day) | Q(day=day, who__gt=who))
    days = rows.values("day", "who").annotate(
        name=Max("actor"), pages=Count("id"), first=Min("at"), last=Max("at")
    )
    return [
        LookDay(one["day"], one["who"], one["name"], one["pages"], one["first"], one["last"])
        for one in days.order_by("-day", "who")[:most]
    ]


def _theirs(person: Model, also: Collection[Stretch]) -> Q:
    found = Q(person_id=person.pk)
    for stretch in also:
        found |= stretch.fits()
    return found


@dataclass(frozen=True)
class Around:
    """Looks of these colleagues at these people's records, and what else each of them opened in so
    many minutes before. Asked as the program.
    """

    people: Collection[int]
    members: Collection[int]
    since: datetime
    until: datetime
    minutes: int

    def whom(self) -> set[int]:
        """Whose records they opened, theirs among them. Not for a page: who asks may not know."""
        others = ArraySubquery(self._before().values("person_id").distinct())
        found = self._looks().annotate(others=others).values_list("others", flat=True)
        return {person for others in found for person in others if person is not None}

    def most(self, *, among: Collection[int]) -> dict[tuple[date, int], tuple[int, int]]:
        """By day and colleague: the most people, and pages, counted among these people alone."""
        counted = (
            self._before()
            .filter(person_id__among=among)
            .values("staff_id")
            .annotate(people=Count("person_id", distinct=True), pages=Count("id"))
        )
        looks = self._looks().annotate(
            day=TruncDate("at"),
            people=Subquery(counted.values("people")),
            many=Subquery(counted.values("pages")),
        )
        days = looks.values("day", "staff_id").annotate(most=Max("people"), most_pages=Max("many"))
        return {(one["day"], one["staff_id"]): (one["most"], one["most_pages"]) for one in days}

    def _looks(self) -> QuerySet[Look]:
        return Look.objects.filter(
            person_id__in=self.people,
            staff_id__in=self.members,
            at__gte=self.since,
            at__lte=self.until,
        )

    def _before(self) -> QuerySet[Look]:
        return Look.objects.filter(
            staff_id=OuterRef("staff_id"),
            at__gt=OuterRef("at") - timedelta(minutes=self.minutes),
            at__lte=OuterRef("at"),
        ).order_by()


def told_by(
    *, members: Collection[int], verb: str, since: datetime, until: datetime
) -> list[tuple[int, datetime, dict[str, object]]]:
    """Who did this when, with its details. Asked as the program: it is about nobody's record."""
    deeds = Deed.objects.filter(staff_id__in=members, verb=verb, at__gte=since, at__lte=until)
    rows = deeds.order_by("at").values_list("staff_id", "at", "details")
    return [(staff_id, at, details) for staff_id, at, details in rows if staff_id]


def last_change() -> int:
    """The number of the newest change. Asked as the program."""
    return Change.objects.aggregate(last=Max("id"))["last"] or 0


@dataclass(frozen=True)
class ChangeLine:
    """One row about somebody that this transaction has changed."""

    table: str
    row: str
    operation: str
    before: dict[str, Any]
    after: dict[str, Any]


def changes_made(*, person: int, after: int) -> list[ChangeLine]:
    """What this very transaction has changed about somebody since. Asked as the program."""
    mine = RawSQL("pg_current_xact_id()::text::bigint + app.number_added()", [])
    rows = Change.objects.filter(person_id=person, id__gt=after, transaction=mine).order_by("id")
    return [
        ChangeLine(one.table, one.row, one.operation, one.before or {}, one.after or {})
        for one in rows
    ]


def written_by_colleagues(*, person: int, since: tuple[str, str]) -> dict[tuple[str, str], Change]:
    """Rows about somebody that colleagues have written since that row was (table and key).

    Asked as the program: it names rows, and whoever shows them reads them as who they are.
    """
    written = Change.objects.filter(person_id=person, operation="insert")
    table, key = since
    then = written.filter(table=table, row=key).values("id")[:1]
    rows = written.filter(id__gt=Subquery(then), staff_id__isnull=False)
    return {(one.table, one.row): one for one in rows.order_by("id")}
