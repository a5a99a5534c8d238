"""What the codes of a system's own stand for: `words.csv` of its folder, by list and code.

Codes that mean something to us are on the pack's code lists; these are only read out.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from throughcare.foundation.packs import PackError, pack


def words_of(name: str) -> Mapping[str, str]:
    """The words of a list by code, "nomis/MOVE_RSN". Raises PackError for a list there is not."""
    system, _slash, of = name.partition("/")
    lists = _lists(system)
    if of not in lists:
        raise PackError(pack().folder / "exchange" / system / "words.csv", f"no list {of}")
    return lists[of]


@cache
def _lists(system: str) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    path = pack().folder / "exchange" / system / "words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            found[row["list"]][row["code"]] = row["words"]
    return found
