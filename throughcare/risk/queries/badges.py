"""The words that must not be missed: the level, MAPPA, and the flags that could hurt today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.foundation.access import Actor
from throughcare.foundation.database.kept import kept
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.header import Badge
from throughcare.risk.models import Flag, HarmLevel, Mappa
from throughcare.risk.queries.levels import current_levels, highest
from throughcare.risk.wording import flag_title, level_says, level_title, mappa_says, tone_of

ROOM = 2
"""Flags that have a place in the identity bar. How many more there are is said beside them."""


@dataclass(frozen=True)
class RiskBadges:
    """What stands in the identity bar and in a row of the caseload."""

    levels: tuple[Badge, ...] = ()
    flags: tuple[Badge, ...] = ()
    level: str = ""
    """Code of the highest current level; empty where nobody has said."""


def badges_for(*, actor: Actor, person: int, today: date) -> RiskBadges:
    """One person's badges, by their number."""
    return badges_of(actor=actor, people=[person], today=today).get(person, RiskBadges())


def badges_of(*, actor: Actor, people: Iterable[int], today: date) -> dict[int, RiskBadges]:
    """Badges of many people at once, by number; three queries for any number of them."""
    ids = list(people)
    levels = current_levels(ids)
    mappa = mappa_in_force(ids, today)
    flags = _warning(ids, today)
    return {
        person: badges(levels.get(person, []), mappa.get(person, []), flags.get(person, []))
        for person in ids
        if person in levels or person in mappa or person in flags
    }


def badges(
    levels: Sequence[HarmLevel], mappa: Sequence[Mappa], flags: Sequence[Flag]
) -> RiskBadges:
    """Badges of one person, from the rows that count today, the flags that warn in their order."""
    top = highest(levels)
    shown = []
    if top:
        text = _("Risk of serious harm: %(level)s") % {"level": level_title(top.level).lower()}
        shown.append(Badge(text, tone_of(top.level), note=level_says(top)))
    shown += [Badge(mappa_says(one), "attention") for one in mappa[:1]]
    return RiskBadges(
        levels=tuple(shown), flags=_flag_badges(flags), level=top.level if top else ""
    )


def _flag_badges(flags: Sequence[Flag]) -> tuple[Badge, ...]:
    titles = list(dict.fromkeys(flag_title(flag) for flag in flags))
    badges = [Badge(title, "danger") for title in titles[:ROOM]]
    if left := titles[ROOM:]:
        text = ngettext("%(n)s more warning", "%(n)s more warnings", len(left)) % {"n": len(left)}
        badges.append(Badge(text, "attention", note=", ".join(left)))
    return tuple(badges)


def mappa_in_force(people: list[int], today: date) -> dict[int, list[Mappa]]:
    """What they are managed under today, by person, the latest first."""
    found: dict[int, list[Mappa]] = defaultdict(list)
    for row in _active_mappa(people=people):
        if row.is_in_force(today):
            found[row.person_id].append(row)
    return found


@kept
def _active_mappa(*, people: list[int]) -> QuerySet[Mappa]:
    rows = Mappa.objects.filter(person__among=people, is_active=True)
    return rows.order_by("-started_on", "id")


def _warning(people: list[int], today: date) -> dict[int, list[Flag]]:
    """Flags that are up and could hurt somebody today, those of the pack's first rank first."""
    types = pack().flag_types
    warns = [id for id, one in types.items() if one.warns]
    found: dict[int, list[Flag]] = defaultdict(list)
    for row in _active_flags(people=people, types=warns):
        if row.is_up(today):
            found[row.person_id].append(row)
    for flags in found.values():
        flags.sort(key=lambda flag: types[flag.type].rank)
    return found


@kept
def _active_flags(*, people: list[int], types: list[str]) -> QuerySet[Flag]:
    rows = Flag.objects.filter(person__among=people, is_active=True, type__among=types)
    return rows.order_by("-started_on", "title", "id")
