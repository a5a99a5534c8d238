"""A row in plain words: what it is, what it says, who wrote it down and when.

Each module writes down for each of its tables how its rows are told (`Telling`): every column is
either told, under a label, or named as one that says nothing by itself. A test holds them to it,
so that a new column cannot be left out unnoticed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model
from django.utils.translation import gettext as _

from throughcare.foundation.calendar import local_day
from throughcare.foundation.learning import provenance_of
from throughcare.foundation.packs import badge_of
from throughcare.foundation.past.history import Hand, Past, Stood
from throughcare.foundation.ui.dates import written_day, written_moment
from throughcare.foundation.ui.words import Words


@dataclass(frozen=True)
class Names:
    """What colleagues and units are called, by number."""

    members: Mapping[int, str] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)

    def hand(self, hand: Hand | None) -> str:
        """Who wrote something down; the program itself where no colleague did."""
        if hand is None or hand.staff_id is None:
            return _("Throughcare")
        return self.members.get(hand.staff_id, _("a colleague"))


@dataclass(frozen=True)
class Then:
    """The moment a row is told at: the other rows of it, and what everybody is called."""

    past: Past
    names: Names

    @property
    def today(self) -> date:
        """The day it was."""
        return local_day(self.past.at)

    def find(self, label: str, key: Any) -> Any:
        return self.past.find(_model(label), key)

    def those(self, label: str, column: str, value: Any) -> list[Any]:
        """Rows of a table in which a column says this, as they stood."""
        return self.past.by_column(_model(label), column).get(value, [])


Says = Callable[[Any, Then], str]


def where_so(column: str) -> Says:
    """How a column reads that is said only where it holds: “no” in every row would tell nothing."""
    return lambda row, then: _("yes") if getattr(row, column) else ""


@dataclass(frozen=True)
class Telling:
    """How the rows of one table are told.

    `facts` are columns with their labels, in the order they are said; `says` how one reads whose
    value alone would not be understood; `also` what else belongs to the row (and `also_is` what
    that is called), from tables (`within`) whose rows are only told as a part of it. `untold`:
    columns that say nothing of the person, or that the title has said. `by` names who said so,
    where the row itself knows.
    """

    table: str
    section: str
    what: Words
    title: Says
    facts: Mapping[str, Words]
    says: Mapping[str, Says] = field(default_factory=dict)
    also: Callable[[Any, Then], "list[Fact]"] = lambda row, then: []
    also_is: Words = ""
    within: tuple[str, ...] = ()
    untold: frozenset[str] = frozenset()
    by: Says = lambda row, then: ""
    is_over: Callable[[Any, Then], bool] = lambda row, then: False
    order: Callable[[Any], Any] = lambda row: 0

    @property
    def model(self) -> type[Model]:
        return _model(self.table)

    @property
    def models(self) -> list[type[Model]]:
        """The tables it reads."""
        return [_model(label) for label in (self.table, *self.within)]


@dataclass(frozen=True)
class Fact:
    """One thing a row says."""

    label: str
    value: str


@dataclass(frozen=True)
class Told:
    """One row in words. `key` is the same for the same row at every moment."""

    key: str
    what: str
    title: str
    facts: tuple[Fact, ...]
    more: tuple[Fact, ...]
    """What may be long, such as the answers of an assessment; `more_is` says what it is."""
    more_is: str
    is_over: bool
    """Ended, closed, withdrawn or replaced by then."""
    marking: str
    """The marking's badge; empty for what is ordinary."""
    source: str
    """The other system it came from; empty for what was written here."""
    recorded_at: datetime | None
    """When it was written down here; of what came from another system, when it arrived."""
    recorded_by: str
    """Empty for what another system said and names nobody for."""
    changed_at: datetime | None
    changed_by: str


def tell(telling: Telling, then: Then) -> list[Told]:
    """The rows of one table in words, what was over by then last."""
    stood = sorted(then.past.of(telling.model), key=lambda one: telling.order(one.row))
    told = [_told(telling, one, then) for one in stood]
    return sorted(told, key=lambda one: one.is_over)


def _told(telling: Telling, stood: Stood, then: Then) -> Told:
    row, names = stood.row, then.names
    came = provenance_of(row) if hasattr(row, "source_key") else None
    source = came.system if came else ""
    return Told(
        key=f"{telling.table.lower()}:{row.pk}",
        what=str(telling.what),
        title=telling.title(row, then),
        facts=tuple(_facts(telling, row, then)),
        more=tuple(telling.also(row, then)),
        more_is=str(telling.also_is),
        is_over=telling.is_over(row, then),
        marking=badge_of(getattr(row, "marking", 0)),
        source=source,
        recorded_at=stood.recorded.at if stood.recorded else None,
        recorded_by=telling.by(row, then) or _recorded_by(stood.recorded, source, names),
        changed_at=stood.changed.at if stood.changed else None,
        changed_by=names.hand(stood.changed) if stood.changed else "",
    )


def _recorded_by(hand: Hand | None, source: str, names: Names) -> str:
    """Nobody, where another system said so and it was taken in by the program."""
    return "" if source and (hand is None or hand.staff_id is None) else names.hand(hand)


def _facts(telling: Telling, row: Any, then: Then) -> Iterator[Fact]:
    for name, label in telling.facts.items():
        says = telling.says.get(name)
        value = says(row, then) if says else in_words(row, name, then.names)
        if value:
            yield Fact(str(label), value)


def in_words(row: Any, name: str, names: Names) -> str:
    """What one column says; nothing where it is empty."""
    column = row._meta.get_field(name)
    value = getattr(row, column.attname)
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(column, models.ForeignKey):
        return _named(column, value, names)
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    return _plain(value)


def _plain(value: Any) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return written_moment(value)
        case date():
            return written_day(value)
        case Decimal():
            return f"{value.normalize():f}"
        case list():
            return "; ".join(map(str, value))
    return str(value)


def _named(column: models.ForeignKey, value: Any, names: Names) -> str:
    kind = column.related_model._meta.label  # type: ignore[union-attr]
    known = {"staff.Member": names.members, "staff.Unit": names.units}.get(kind, {})
    return known.get(value, "")


def _model(label: str) -> type[Model]:
    return apps.get_model(label)
