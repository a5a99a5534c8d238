"""Finding somebody by number, by a name they go or went by, by date of birth."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.people import identifiers, names
from throughcare.people.models import Identifier, Name, Person
from throughcare.people.queries.summaries import PersonLine, lines_of

PAGE = 25


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
    either order. Only people the actor may see are found: the database sees to it.
    """
    why: dict[int, str] = {}
    for identifier in _by_number(text):
        why.setdefault(identifier.person_id, f"{identifier.kind.upper()} {identifier.value}")
    if not why:
        for name in _by_name(text, born_on):
            why.setdefault(name.person_id, _because(name))
        if not text.strip() and born_on:
            for pk in Person.objects.filter(born_on=born_on).order_by("sort_key", "id")[: PAGE + 1]:
                why.setdefault(pk.pk, _("Date of birth"))
    people = Person.objects.filter(pk__in=list(why)[: PAGE + 1])
    if born_on:
        people = people.filter(_born(born_on))
    in_order = {pk: place for place, pk in enumerate(why)}
    ordered = sorted(people, key=lambda person: in_order[person.pk])
    lines = lines_of(ordered[:PAGE])
    return [Found(line, why[line.id]) for line in lines], len(ordered) > PAGE


def meant_exactly(*, number: str, born_on: date) -> Person | None:
    """The one person with this CRN or NOMIS number and this date of birth; one query."""
    values = [(one.kind, one.value) for one in exact_readings(number)]
    fits = Q()
    for kind, value in values or [("", "")]:
        fits |= Q(kind=kind, value=value)
    named = Identifier.objects.filter(fits).values("person_id")
    found = list(Person.objects.filter(_born(born_on), pk__in=named)[:2])
    return found[0] if len(found) == 1 else None


def exact_readings(number: str) -> list[identifiers.Canonical]:
    """What a number typed may be, of the two that name one person alone."""
    return [one for one in identifiers.every_reading(number) if one.kind in ("crn", "nomis")]


def _by_number(text: str) -> list[Identifier]:
    read = identifiers.every_reading(text)
    if not read:
        return []
    values = [one.value for one in read]
    return list(Identifier.objects.filter(value__in=values).order_by("id")[: PAGE + 1])


def _by_name(text: str, born_on: date | None) -> list[Name]:
    family_first = "," in text
    words = [key for word in text.replace(",", " ").split() if (key := names.key(word))]
    if not words:
        return []
    fits = _either_order(words, family_first=family_first)
    rows = Name.objects.filter(fits)
    if born_on:
        rows = rows.filter(Q(born_on=born_on) | Q(person__born_on=born_on))
    return list(rows.order_by("family_key", "given_key", "id")[: 4 * PAGE])


def _either_order(words: list[str], *, family_first: bool) -> Q:
    if len(words) == 1:
        return Q(family_key__begins=words[0]) | Q(given_key__begins=words[0])
    # Double-barrelled and two-part names are one key: "Anne Marie Lloyd", "Lloyd Davies".
    fits = Q()
    for split in range(1, len(words)):
        first, last = "".join(words[:split]), "".join(words[split:])
        fits |= Q(family_key__begins=first, given_key__begins=last)
        if not family_first:
            fits |= Q(given_key__begins=first, family_key__begins=last)
    if len(words) > 2 and not family_first:
        # A middle name in between.
        fits |= Q(given_key__begins=words[0], family_key__begins=words[-1])
    return fits


def _born(on: date) -> Q:
    return Q(born_on=on) | Q(pk__in=Name.objects.filter(born_on=on).values("person_id"))


def _because(name: Name) -> str:
    if name.kind == Name.Kind.CURRENT:
        return _("Name")
    return _("%(kind)s: %(name)s") % {"kind": name.get_kind_display(), "name": name.full_name}
