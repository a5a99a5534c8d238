"""What a merge will do, and what its taking back will leave open, for whoever decides it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from throughcare.foundation.access import SYSTEM, Actor, NotVisible, acting_as
from throughcare.foundation.access.rows import PersonRow
from throughcare.foundation.audit.queries import written_by_colleagues
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import short_day
from throughcare.people.merging import Key
from throughcare.people.models import Exclusion, Grant, Holding, Merge, Person, Restriction, runs
from throughcare.people.parting import belonging_to, noted_rows, since, with_what_hangs_on_it
from throughcare.people.queries.details import Details, details_of
from throughcare.people.queries.finding import Found, find_people
from throughcare.people.queries.opening import LeadsTo, open_person
from throughcare.staff import queries as staff

_SAID_IN = ("title", "type_text", "text", "name", "value", "reason", "note")


def perhaps_the_same(*, actor: Actor, person: Person, text: str) -> list[Found]:
    """People the actor sees who fit what was typed, without the one it is about."""
    found, _more = find_people(actor=actor, text=text)
    return [one for one in found if one.person.id != person.pk]


def open_other(*, actor: Actor, person: Person, ref: UUID) -> Person | None:
    """The other of two; the look is written. None for this very person. Raises NotVisible."""
    try:
        other = open_person(actor=actor, ref=ref)
    except LeadsTo as one:
        if one.ref != person.ref:
            raise NotVisible from None
        return None
    return None if other.pk == person.pk else other


@dataclass(frozen=True)
class Follows:
    """What making two people one does to these two, a sentence each."""

    conflicts: list[str]
    """Where both cannot stand: which of the two does."""
    readers: list[str]
    """Who sees the record afterwards."""


def what_follows(*, actor: Actor, kept: Person, other: Person, at: datetime) -> Follows:
    """What a merge would do, from what the actor reads of both."""
    today = timezone.localdate(at)
    one, two = (details_of(actor=actor, person=one, today=today) for one in (kept, other))
    return Follows(
        conflicts=[*_who_they_are(one, two), *_who_holds(one, two)],
        readers=[*_who_sees(one, two), *_who_is_named(kept, other, at)],
    )


def _who_they_are(one: Details, two: Details) -> Iterator[str]:
    """The name, birth and sex that stand, and what becomes of the others."""
    mine, theirs = _called(one.person, two.person), _called(two.person, one.person)
    if mine != theirs:
        said = _("They are %(mine)s. %(theirs)s stays as another name they are known by.")
        yield said % {"mine": mine, "theirs": theirs}
    if one.person.sex and two.person.sex and one.person.sex != two.person.sex:
        said = _("Sex: %(mine)s, as on the record that stays; the other says %(theirs)s.")
        yield said % {"mine": _sex(one), "theirs": _sex(two)}
    if one.communication and two.communication:
        yield _("Language and interpreter: as on the record that stays. Check it afterwards.")


def _called(person: Person, opposite: Person) -> str:
    """With the date of birth they then have: a record that has none takes over the other's."""
    born_on = person.born_on or opposite.born_on
    if not born_on:
        return person.full_name
    said = _("%(name)s, born %(day)s")
    return said % {"name": person.full_name, "day": short_day(born_on)}


def _holding(holding: Holding) -> str:
    if holding.holder:
        return f"{holding.unit.name}, {holding.holder.name}"
    return holding.unit.name


def _sex(page: Details) -> str:
    known = pack().code_list("sex")
    return known.title_of(page.person.sex) if page.person.sex in known else page.person.sex


def _who_holds(one: Details, two: Details) -> Iterator[str]:
    stands = {holding.kind: holding for holding in one.holdings if holding.is_one_at_a_time}
    for holding in two.holdings:
        theirs, mine = _holding(holding), stands.get(holding.kind)
        if mine and _holding(mine) != theirs:
            said = _("The case stays with %(mine)s. With %(theirs)s it ends today.")
            yield said % {"mine": _holding(mine), "theirs": theirs}
        else:
            yield _("%(who)s: holds both from now on.") % {"who": theirs}


def _who_sees(one: Details, two: Details) -> Iterator[str]:
    """Which units see more afterwards, and which see nothing."""
    if one.person.is_restricted or two.person.is_restricted:
        yield _("The record is restricted, because one of the two is. Only those named see it.")
        return
    taken = {holding.kind for holding in one.holdings if holding.is_one_at_a_time}
    mine = {holding.unit_id: holding.unit.name for holding in one.holdings}
    theirs = {holding.unit_id: holding.unit.name for holding in two.holdings}
    after = mine | {one.unit_id: one.unit.name for one in two.holdings if one.kind not in taken}
    more = sorted(name for unit, name in after.items() if not (unit in mine and unit in theirs))
    none = sorted(name for unit, name in theirs.items() if unit not in after)
    if more:
        said = _("%(units)s see both records, where they saw one of them.")
        yield said % {"units": ", ".join(more)}
    if none:
        said = _("%(units)s see neither any more, unless their own role reaches further.")
        yield said % {"units": ", ".join(none)}
    if not (more or none):
        yield _("The units that see both now.")


def _who_is_named(kept: Person, other: Person, at: datetime) -> Iterator[str]:
    grants = Grant.objects.filter(runs(at), person__in=(kept, other)).select_related("member")
    names = ", ".join(sorted({one.member.name for one in grants}))
    if names:
        said = _("Named to see one of them: %(names)s. A name goes on only for who sees both now.")
        yield said % {"names": names}
    kept_out = Exclusion.objects.filter(runs(at), person__in=(kept, other))
    names = ", ".join(sorted({one.member.name for one in kept_out.select_related("member")}))
    if names:
        said = _("Kept from seeing one of them, and from now on both: %(names)s.")
        yield said % {"names": names}


@dataclass(frozen=True)
class Since:
    """One thing a colleague has written since two people were made one."""

    key: str
    """Table and key of its row, as the form sends it back."""
    what: str
    who: str
    at: datetime


def written_since(*, actor: Actor, merge: Merge) -> list[Since]:
    """What colleagues have written since, as far as the actor reads it, the newest first.

    Not what goes to one of the two anyway: with a row it hangs on, or from a message.
    """
    kept = merge.person
    with acting_as(SYSTEM):
        noted = noted_rows(merge)
        going = with_what_hangs_on_it(kept, noted, {})
        written = written_by_colleagues(person=kept.pk, since=(Merge._meta.db_table, str(merge.pk)))
        left = {
            model: {pk for pk in rows - going[model] if (model._meta.db_table, str(pk)) in written}
            for model, rows in since(kept, noted).items()
            if model not in (Exclusion, Restriction)
        }
        hanging = {model: belonging_to(model, rows, left) for model, rows in left.items()}
    titles = dict(_titles(left))
    names = staff.members_numbered({one.staff_id for one in written.values() if one.staff_id})
    found = []
    for model, rows in left.items():
        # As the actor: a row that is not theirs to read stays, and is not spoken of.
        for row in model._base_manager.filter(pk__in=rows - hanging[model]):
            change = written[model._meta.db_table, str(row.pk)]
            by = names.get(change.staff_id or 0)
            what = titles.get(f"{model._meta.label_lower}:{row.pk}") or _said_of(row)
            key = f"{model._meta.db_table}:{row.pk}"
            found.append(Since(key, what, by.name if by else "", change.at))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _titles(left: dict[type[PersonRow], set[Key]]) -> Iterable[tuple[str, str]]:
    """What entries of the record call the rows they came from."""
    for model, rows in left.items():
        names = {one.name for one in model._meta.fields}
        if {"link", "title"} <= names:
            entries: Any = model._base_manager.filter(pk__in=rows)
            yield from entries.values_list("link", "title")


def _said_of(row: PersonRow) -> str:
    """What kind of thing it is, and its first words."""
    said = filter(None, (str(getattr(row, name, "") or "").strip() for name in _SAID_IN))
    words = Truncator(" ".join(": ".join(islice(said, 2)).split())).chars(120)
    # A kind of entry is called as the pack calls it; of other tables the name is its kind.
    entry = pack().entry_kinds.kinds.get(getattr(row, "kind", ""))
    kind = entry.title if entry else _(str(row._meta.verbose_name)).capitalize()
    return f"{kind}: {words}" if words else kind
