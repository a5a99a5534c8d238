"""Names as they are compared and ordered, whatever way they were typed."""

import re
import unicodedata
from dataclasses import dataclass

# Letters that do not fall apart into a base letter and a mark.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def key(name: str) -> str:
    """The name for comparison: small letters without accents, hyphens, apostrophes or spaces."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_WHOLE))
    return re.sub(r"[^0-9a-z]", "", "".join(c for c in folded if not unicodedata.combining(c)))


def sort_key(*, family: str, given: str) -> str:
    """The order of a list of people: family name, then given name."""
    return f"{key(family)} {key(given)}"


@dataclass(frozen=True)
class Meant:
    """What somebody may have meant who typed a name, as it is compared; empty is any."""

    given: str
    family: str


def meant_by(typed: str) -> list[Meant]:
    """Every way to read a name typed: in either order, double-barrelled, with a middle name.

    A comma says which is the family name. None if no letter or figure was typed.
    """
    words = [part for word in typed.replace(",", " ").split() if (part := key(word))]
    family_first = "," in typed
    # Double-barrelled and two-part names are one key: "Anne Marie Lloyd", "Lloyd Davies".
    cuts = [("".join(words[:at]), "".join(words[at:])) for at in range(len(words) + 1)]
    ways = [(last, first) for first, last in cuts]
    if not family_first:
        ways += [cut for cut in cuts if cut not in ways]
        if len(words) > 2:
            ways.append((words[0], words[-1]))  # a middle name in between
    return [Meant(given, family) for given, family in ways if given or family]
