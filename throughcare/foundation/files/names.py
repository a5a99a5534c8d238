"""What a file is called: as it was sent, without what could act or mislead. Never a path."""

import re
import unicodedata

LONGEST = 120
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
# Controls, what turns the direction of writing or joins invisibly, line and paragraph breaks.
_ACTS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]+')


def cleaned_name(sent: str, *, ending: str, endings: tuple[str, ...] = ()) -> str:
    """The name with the ending of what the file is; one of `endings` is right already."""
    last = re.split(r"[/\\]", sent)[-1]
    words = " ".join(unicodedata.normalize("NFC", last).split())
    plain = "".join(one for one in words if unicodedata.category(one) not in _ACTS)
    plain = " ".join(_NOT_IN_NAMES.sub(" ", plain).split())
    found = _ENDING.search(plain)
    stem = plain[: found.start()] if found else plain
    said = found.group().lower() if found else ""
    stem = stem.strip(". ")[:LONGEST].strip(". ") or "document"
    return stem + (said if said in endings else ending)
