"""Narrowing a timeline down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import day_span
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry

HERE = "here"
"""Stands for what was written in this program, among the systems messages come from."""


@dataclass(frozen=True)
class EntryFilter:
    """What somebody wants to see of a timeline; empty, everything."""

    group: str = ""
    kind: str = ""
    system: str = ""
    author: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    """This day included."""
    important: bool = False
    known_on: date | None = None
    """The record as it was known at the end of this day."""
    known_at: datetime | None = None
    """The record as it was known at this moment."""

    @property
    def is_particular(self) -> bool:
        """Whether something was asked for by kind or words: then nothing is folded away."""
        return bool(self.group or self.kind or self.words)

    @property
    def is_empty(self) -> bool:
        return self == EntryFilter()


@dataclass(frozen=True)
class FilterOptions:
    """What there is to choose from on this person's record, as far as the reader may see it."""

    groups: tuple[tuple[str, str], ...]
    systems: tuple[tuple[str, str], ...]
    authors: tuple[tuple[str, str], ...]


def filter_options(*, actor: Actor, person: Any) -> FilterOptions:
    """Kinds, systems and authors of the entries the actor sees of this person."""
    rows = (
        Entry.objects.filter(person=person)
        .annotate(system=system_of_row())
        .values_list("kind", "system", "author_text")
        .distinct()
    )
    return _options(set(rows))


def system_of_row() -> Any:
    """The system in a row's source key; empty for what was written here."""
    key = Coalesce(F("source_key"), Value(""))
    return Func(key, Value(":"), Value(1), function="split_part", output_field=TextField())


def rows_wanted(wanted: EntryFilter) -> Q:
    """The rows a filter lets through, words aside."""
    q = Q()
    if wanted.kind:
        q &= Q(kind=wanted.kind)
    elif wanted.group:
        q &= Q(kind__in=pack().entry_kinds.kinds_of(wanted.group))
    if wanted.system == HERE:
        q &= ~_comes_from(pack().entry_kinds.systems) | Q(source_key=None)
    elif wanted.system:
        q &= _comes_from([wanted.system])
    if wanted.author:
        q &= Q(author_text=wanted.author)
    if wanted.since:
        q &= Q(happened_at__gte=day_span(wanted.since).since)
    if wanted.until:
        q &= Q(happened_at__lt=day_span(wanted.until).until)
    if wanted.important:
        q &= Q(is_important=True)
    return q & known_by(wanted)


def known_by(wanted: EntryFilter) -> Q:
    """Only what was on the record at the end of the day, or at the moment, asked about."""
    if wanted.known_at is not None:
        return Q(recorded_at__lte=wanted.known_at)
    if wanted.known_on is None:
        return Q()
    return Q(recorded_at__lt=day_span(wanted.known_on).until)


def sought(words: str) -> SearchQuery:
    """The words as the search function of the database reads them, accents and endings aside."""
    query = SearchQuery(words, search_type="raw")
    query.function = "app.words_sought"
    return query


def _comes_from(systems: Iterable[str]) -> Q:
    q = Q(pk=None)  # from none of none
    for system in systems:
        q |= Q(source_key__startswith=f"{system}:")
    return q


def _options(rows: set[tuple[str, str, str]]) -> FilterOptions:
    rules = pack().entry_kinds
    here = {kind.group for kind in rules.kind if kind.id in {row[0] for row in rows}}
    systems = [(one.id, one.title) for one in rules.system if one.id in {row[1] for row in rows}]
    return FilterOptions(
        groups=tuple((group.id, group.title) for group in rules.group if group.id in here),
        systems=((HERE, _("Written here")), *systems),
        authors=tuple((name, name) for name in sorted({row[2] for row in rows}) if name),
    )
