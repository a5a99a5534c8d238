"""Everything on record of people's sentences, in a fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning import LearntRow
from throughcare.foundation.packs import pack
from throughcare.sentences.models import (
    Breach,
    Conviction,
    Custody,
    KeyDate,
    LicenceCondition,
    Offence,
    Order,
    Requirement,
    SupervisionTerm,
)


@dataclass
class OnRecord:
    """The rows of one person, in the order they are read."""

    convictions: list[Conviction] = field(default_factory=list)
    offences: list[Offence] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    conditions: list[LicenceCondition] = field(default_factory=list)
    terms: list[SupervisionTerm] = field(default_factory=list)
    custody: list[Custody] = field(default_factory=list)
    breaches: list[Breach] = field(default_factory=list)
    key_dates: list[KeyDate] = field(default_factory=list)

    def closed(self) -> set[Any]:
        """Convictions the source calls over: what hangs on them binds no longer."""
        return {row.pk for row in self.convictions if row.is_active is False}


def _in_order(kind: type[LearntRow], *order: str) -> Callable[..., list[Any]]:
    @kept
    def rows(*, people: list[int]) -> QuerySet[Any]:
        return kind._default_manager.filter(person__among=people).order_by(*order)

    return rows


ALL = {
    "convictions": _in_order(Conviction, "-convicted_on", "-number", "id"),
    "offences": _in_order(Offence, "-is_main", "code", "title", "id"),
    "orders": _in_order(Order, "-started_on", "title", "id"),
    "requirements": _in_order(Requirement, "-started_on", "title", "id"),
    "conditions": _in_order(LicenceCondition, "title", "sub_title", "-started_on", "id"),
    "terms": _in_order(SupervisionTerm, "title", "-started_on", "id"),
    "custody": _in_order(Custody, "-sentence_started_on", "id"),
    "breaches": _in_order(Breach, "-is_pending", "-status_on", "id"),
}
BRIEF = ("orders", "requirements", "breaches")
BINDING = (*BRIEF, "conditions", "terms")


def on_record(people: Iterable[int], only: Iterable[str] = tuple(ALL)) -> dict[int, OnRecord]:
    """What is on record of each of these people: one query a kind of row.

    Of convictions not asked for, those that are over are there all the same: they close the rest.
    """
    ids = list(people)
    found: dict[int, OnRecord] = defaultdict(OnRecord)
    if "convictions" not in only:
        for over in _convictions_over(people=ids):
            found[over.person_id].convictions.append(over)
    for name in only:
        for row in ALL[name](people=ids):
            getattr(found[row.person_id], name).append(row)
    for one in _standing_dates(people=ids):
        found[one.person_id].key_dates.append(one)
    return found


@kept
def _convictions_over(*, people: list[int]) -> QuerySet[Conviction]:
    return Conviction.objects.filter(person__among=people, is_active=False)


@kept
def _standing_dates(*, people: list[int]) -> QuerySet[KeyDate]:
    rows = KeyDate.objects.filter(person__among=people, superseded_at=None)
    return rows.order_by("on", "kind", "id")


@dataclass(frozen=True)
class NextDate:
    """A legal date that is still to come."""

    title: str
    on: date
    days: int
    is_override: bool = False


def next_date(record: OnRecord, today: date) -> NextDate | None:
    """The first legal date from today on: of release, of licence, of the end of an order."""
    closed = record.closed()
    kinds = pack().code_list("sentence-date")
    coming = [
        (row.on, kinds.title_of(row.kind), row.is_override)
        for row in in_place_of_calculated(record.key_dates)
        if row.on >= today and row.conviction_id not in closed
    ]
    coming += [
        (order.ends_on, order.title, False)
        for order in record.orders
        if order.ends_on and order.ends_on >= today
        if order.conviction_id not in closed and not order.has_ended(today)
    ]
    if not coming:
        return None
    on, title, is_override = min(coming)
    return NextDate(title=title, on=on, days=(on - today).days, is_override=is_override)


def in_place_of_calculated(rows: Iterable[KeyDate]) -> list[KeyDate]:
    """The dates that hold: one set by hand stands in place of the calculated one beside it."""
    rows = list(rows)
    by_hand = {(row.source_key, row.kind) for row in rows if row.is_override}
    return [row for row in rows if row.is_override or (row.source_key, row.kind) not in by_hand]
