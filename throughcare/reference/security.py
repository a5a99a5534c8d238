"""The security standard we hold ourselves against, requirement by requirement, as a page."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

ROWS = Path(settings.FOLDER) / "docs" / "security.csv"
STATES = {"met": "met", "n/a": "not applicable", "open": "**open**"}
ABOUT = """# Security, held against OWASP ASVS 5.0.0, levels 1 and 2

Every requirement of the [Application Security Verification
Standard](https://owasp.org/asvs) up to level
2, in order: what it asks in a few words of ours, whether it is met, how, and the test that would
fail if it were not. **The numbers and what they ask are recalled, not copied: they were written
without the standard at hand and must be held against it before anybody relies on this table.**
The standard is the OWASP Foundation's (CC BY-SA 4.0); none of its text is here.

The rows are `docs/security.csv`; this page is made from them by `python3 start.py docs`, and a
test looks that every test named is there. What is *open* is either not done yet or for whoever
runs it to do, and says so."""


@dataclass(frozen=True)
class Requirement:
    """One line of the standard, and how we stand to it. `test` names a test, or a file of them."""

    chapter: str
    number: str
    level: int
    asks: str
    state: str
    how: str
    test: str


def requirements() -> list[Requirement]:
    """All of them, in the order of the standard."""
    with ROWS.open(newline="", encoding="utf-8") as file:
        return [
            Requirement(**{**row, "level": int(row["level"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]


def security_page() -> str:
    """The table, a heading for each chapter."""
    rows = requirements()
    counted = Counter(row.state for row in rows)
    lines = [ABOUT, "", ", ".join(f"{counted[one]} {said}" for one, said in STATES.items()) + "."]
    chapter = ""
    for row in rows:
        if row.chapter != chapter:
            chapter = row.chapter
            lines += ["", f"## {chapter}", "", "| number | level | asks | is | how | test |"]
            lines += ["|---|---|---|---|---|---|"]
        test = f"`{row.test}`" if row.test else ""
        cells = (row.number, str(row.level), row.asks, STATES[row.state], row.how, test)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
