"""Finding somebody by number, by a name they go or went by, by date of birth."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import day_and_month_swapped
from throughcare.people import identifiers, names
from throughcare.people.models import Identifier, Name, Person
from throughcare.people.queries.summaries import PersonLine, lines_of

PAGE = 25
SPELLINGS = 30  # names in use that are tried for a word typed


@dataclass(frozen=True)
class Found:
    """One person who fits, and why."""

    person: PersonLine
    why: str


def find_people(
    *, actor: Actor, text: str, born_on: date | None = None
) -> tuple[list[Found], bool]:
    """Who fits, best first, at most a page; and whether there are more.

    `text` may be a number in any form it is written in, a name, a former name, or both names in
    either order; a name may be misspelt, and of `born_on` day and month may have changed places.
    Only people the actor may see are found: the database sees to it.
    """
    births = _births(born_on)
    why = {one.person_id: f"{one.kind.upper()} {one.value}" for one in _by_number(text)}
    meant = names.meant_by(text)
    if meant and not why:
        why = _by_name(meant, births)
    elif not text.strip():
        why = dict.fromkeys(_by_birth(births), _("Date of birth"))
    fit = Person.objects.filter(_born(births), pk__among=list(why))
    people = {one.pk: one for one in fit}
    if len(births) > 1:
        as_typed = set(fit.filter(_born(births[:1])).values_list("pk", flat=True))
        for pk in people.keys() - as_typed:
            why[pk] = _("%(why)s; day and month of birth swapped") % {"why": why[pk]}
        why = dict(sorted(why.items(), key=lambda one: one[0] not in as_typed))
    ordered = [people[pk] for pk in why if pk in people]
    return [Found(line, why[line.id]) for line in lines_of(ordered[:PAGE])], len(ordered) > PAGE


def meant_exactly(*, number: str, born_on: date) -> Person | None:
    """The one person with this CRN or NOMIS number and this date of birth; one query."""
    values = [(one.kind, one.value) for one in exact_readings(number)]
    fits = Q()
    for kind, value in values or [("", "")]:
        fits |= Q(kind=kind, value=value)
    named = Identifier.objects.filter(fits).values("person_id")
    people = Person.objects.filter(_born([born_on]), pk__in=named, merged_into=None)
    found = list(people[:2])
    return found[0] if len(found) == 1 else None


def exact_readings(number: str) -> list[identifiers.Canonical]:
    """What a number typed may be, of the two that name one person alone."""
    return [one for one in identifiers.every_reading(number) if one.kind in ("crn", "nomis")]


def _by_number(text: str) -> list[Identifier]:
    values = [one.value for one in identifiers.every_reading(text)]
    if not values:
        return []
    return list(Identifier.objects.filter(value__among=values).order_by("id")[: PAGE + 1])


def _by_birth(births: list[date]) -> list[int]:
    people = Person.objects.filter(born_on__among=births).order_by("sort_key", "id")
    return list(people.values_list("pk", flat=True)[: PAGE + 1])


def _by_name(meant: list[names.Meant], births: list[date]) -> dict[int, str]:
    """People by why they fit: those whose name begins as typed, then those it is spelt like."""
    why: dict[int, str] = {}
    for name in _names_that(meant, births, fit=lambda part, key: Q(**{f"{key}__begins": part})):
        why.setdefault(name.person_id, _because(name))
    if len(why) > PAGE:
        return why
    alike = _names_spelt_like({part for one in meant for part in (one.given, one.family) if part})
    spelt = _names_that(
        meant, births, fit=lambda part, key: Q(**{f"{key}__among": list(alike[part])})
    )
    nearness = {name: place for close in alike.values() for place, name in enumerate(close)}
    spelt.sort(key=lambda one: sum(nearness.get(k, 0) for k in (one.given_key, one.family_key)))
    for name in spelt:
        why.setdefault(name.person_id, _because(name, spelt_otherwise=True))
    return why


def _names_that(
    meant: list[names.Meant], births: list[date], *, fit: Callable[[str, str], Q]
) -> list[Name]:
    fits = Q()
    for one in meant:
        parts = [("given_key", one.given), ("family_key", one.family)]
        fits |= Q(*(fit(part, key) for key, part in parts if part))
    rows = Name.objects.filter(fits)
    if births:
        rows = rows.filter(Q(born_on__among=births) | Q(person__born_on__among=births))
    # In one text, which no index has: read in the index's order, everybody's names would be read
    # until row security has let a page of them through.
    in_order = Concat("family_key", Value(" "), "given_key", output_field=TextField())
    return list(rows.order_by(in_order, "id")[: 4 * PAGE])


def _names_spelt_like(words: Collection[str]) -> dict[str, list[str]]:
    """Names in use that each word may be a misspelling of, the nearest first."""
    alike: dict[str, list[str]] = {word: [] for word in words}
    with connection.cursor() as cursor:
        cursor.execute("select * from app.names_spelt_like(%s, %s)", [list(words), SPELLINGS])
        for word, name in cursor.fetchall():
            alike[word].append(name)
    return alike


def _births(born_on: date | None) -> list[date]:
    """The date typed, and the one it may be meant for: 4 March for 3 April."""
    meant = [born_on, day_and_month_swapped(born_on)] if born_on else []
    return list(dict.fromkeys(one for one in meant if one))


def _born(births: list[date]) -> Q:
    if not births:
        return Q()
    also = Name.objects.filter(born_on__among=births).values("person_id")
    return Q(born_on__among=births) | Q(pk__in=also)


def _because(name: Name, *, spelt_otherwise: bool = False) -> str:
    if name.kind == Name.Kind.CURRENT:
        return _("Name spelt otherwise") if spelt_otherwise else _("Name")
    said = {"kind": name.get_kind_display(), "name": name.full_name}
    return (
        _("%(kind)s, spelt otherwise: %(name)s") if spelt_otherwise else _("%(kind)s: %(name)s")
    ) % said
