"""Names as they are compared and ordered, whatever way they were typed."""

import re
import unicodedata

# Letters that do not fall apart into a base letter and a mark.
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def key(name: str) -> str:
    """The name for comparison: small letters without accents, hyphens, apostrophes or spaces."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_WHOLE))
    return re.sub(r"[^0-9a-z]", "", "".join(c for c in folded if not unicodedata.combining(c)))


def sort_key(*, family: str, given: str) -> str:
    """The order of a list of people: family name, then given name."""
    return f"{key(family)} {key(given)}"
