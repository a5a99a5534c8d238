"""What somebody must look at before it goes out, by the rules of the pack. Pure sums."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from throughcare.disclosure.blackout import any_stands_in
from throughcare.disclosure.items import Item
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.disclosure import Look

_LONG_ENOUGH = 3


@dataclass(frozen=True)
class Suggestion:
    """What the pack would do with an item, and every reason to look at it."""

    outcome: str
    ground: str
    reasons: tuple[str, ...]

    @property
    def needs_somebody(self) -> bool:
        return bool(self.reasons)


def suggestion(item: Item, *, names: Iterable[str], elsewhere: Iterable[str]) -> Suggestion:
    """`names`: of the people around them. `elsewhere`: words blacked out in other items."""
    looks = [look for look in pack().subject_access_rule.look if _fits(look, item, names)]
    reasons = [look.because for look in looks]
    also = [passage for passage in elsewhere if any_stands_in([passage], item.texts)]
    first = looks[0] if looks else None
    return Suggestion(
        outcome=first.suggests if first else "part" if also else "include",
        ground=(first.ground or "") if first else "",
        reasons=(*reasons, *(f"“{passage}”" for passage in also)),
    )


def needs_second(item: Item, *, ground: str) -> bool:
    """Whether a second person must agree, whatever was decided."""
    rule = pack().subject_access_rule
    known = rule.grounds.get(ground)
    return bool(known and known.second_check) or any(
        look.second_check and _fits(look, item, ()) for look in rule.look
    )


def _fits(look: Look, item: Item, names: Iterable[str]) -> bool:
    markings = {pack().markings[one].number for one in look.markings}
    asked = (
        (look.markings, item.marking in markings),
        (look.tables, item.table in look.tables),
        (look.kinds, item.kind in look.kinds),
        (look.words, _says(item, look.words)),
        (look.names, _says(item, [one for one in names if len(one) >= _LONG_ENOUGH])),
    )
    return all(holds for is_asked, holds in asked if is_asked)


def _says(item: Item, words: Iterable[str]) -> bool:
    each = "|".join(map(re.escape, words))
    pattern = re.compile(rf"\b(?:{each})\b", re.IGNORECASE) if each else None
    return pattern is not None and any(pattern.search(text) for text in item.texts)
