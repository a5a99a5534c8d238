"""What files in a folder are answers to, where they were saved without an envelope.

Some answers say whom they are about, or which assessment they are of, only in the address they came
from. A folder may hold `addresses.csv`, with a file and its url on each line.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

NAME = "addresses.csv"
_COLUMNS = ["file", "url"]


def is_addresses(file: Path) -> bool:
    """Whether this is such a list, and no message."""
    if file.name != NAME:
        return False
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return next(csv.reader(lines), []) == _COLUMNS


def addresses_in(folder: Path) -> Mapping[str, str]:
    """The address of each file of the folder that has one, by its name."""
    file = folder / NAME
    if not file.is_file() or not is_addresses(file):
        return {}
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return {row["file"]: row["url"] for row in csv.DictReader(lines) if row["url"]}
