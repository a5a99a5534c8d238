"""Everything on record of people's sentences, in a fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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


ALL = {
    "convictions": (Conviction, ("-convicted_on", "-number", "id")),
    "offences": (Offence, ("-is_main", "code", "title", "id")),
    "orders": (Order, ("-started_on", "title", "id")),
    "requirements": (Requirement, ("-started_on", "title", "id")),
    "conditions": (LicenceCondition, ("title", "sub_title", "-started_on", "id")),
    "terms": (SupervisionTerm, ("title", "-started_on", "id")),
    "custody": (Custody, ("-sentence_started_on", "id")),
    "breaches": (Breach, ("-is_pending", "-status_on", "id")),
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
        for over in Conviction.objects.filter(person__among=ids, is_active=False):
            found[over.person_id].convictions.append(over)
    for name in only:
        kind, order = ALL[name]
        assert issubclass(kind, LearntRow)
        for row in kind._default_manager.filter(person__among=ids).order_by(*order):
            getattr(found[row.person_id], name).append(row)
    standing = KeyDate.objects.filter(person__among=ids, superseded_at=None)
    for one in standing.order_by("on", "kind", "id"):
        found[one.person_id].key_dates.append(one)
    return found


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
