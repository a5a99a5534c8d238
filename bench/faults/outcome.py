"""What came of a fault, in figures, and the page of them all."""

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIGURES = HERE / "figures.json"
PAGE = HERE.parents[1] / "docs" / "faults.md"

HEAD = """\
# When something fails

Written by `python3 start.py bench faults` from its last figures; not by hand. Six colleagues save
one thing after the other through the real server, an onlooker who may not know the person asks
after them all the while, and the fault happens. **Lost** are saves that were answered and are not
there; **half** are notes, outcomes and audit entries one of which lacks the other; **leaks** are
answers to the onlooker that name the person. **Again after** is the time from the end of the fault
until a save is answered; **answered** and **not** count saves.

| fault | times | answered | not | lost | twice | half | leaks | audit | again after |
|---|--:|--:|--:|--:|--:|--:|--:|---|---|
"""


class CannotBeTried(Exception):
    """What the fault needs is not on this machine."""


@dataclass
class Outcome:
    """One fault, done so many times."""

    name: str
    title: str
    times: int
    again_after: list[float] = field(default_factory=list)
    answered: int = 0
    unanswered: int = 0
    lost: int = 0
    twice: int = 0
    half: int = 0
    looked_for: int = 0
    leaks: int = 0
    audit: str = ""
    """What `audit verify` says: "whole", or the first that is not as it was sealed."""
    broken: int = 0
    """What else must be none, as `notes` say."""
    notes: list[str] = field(default_factory=list)
    taken: str = ""

    @property
    def is_clean(self) -> bool:
        counts = (self.lost, self.twice, self.half, self.leaks, self.broken)
        return not any(counts) and self.audit in ("", "whole")


def report(outcome: Outcome) -> str:
    """The same for whoever waits at the terminal."""
    lines = [
        f"{outcome.title}, {outcome.times} times; again after {_seconds(outcome.again_after)}",
        f"  {outcome.answered} saves answered, {outcome.unanswered} not",
        f"  {outcome.lost} answered saves lost, {outcome.twice} there twice,"
        f" {outcome.half} half there",
        f"  {outcome.leaks} leaks in {outcome.looked_for} answers to the onlooker",
        f"  audit: {outcome.audit or 'not asked'}",
        *(f"  {note}" for note in outcome.notes),
    ]
    return "\n".join(lines)


def keep(outcome: Outcome) -> None:
    """Put these figures in the place of the last of this fault, and write the page anew."""
    outcome.taken = (
        f"{datetime.now(UTC):%d %B %Y}, {platform.system()} {platform.machine()},"
        f" {os.cpu_count()} cores"
    )
    kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    kept[outcome.name] = asdict(outcome)
    FIGURES.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    PAGE.write_text(page([Outcome(**one) for one in kept.values()]))


def page(outcomes: list[Outcome]) -> str:
    """The page with a row for each fault, and below it what each was and showed."""
    rows = [
        f"| {o.title} | {o.times} | {o.answered} | {o.unanswered} | {o.lost} | {o.twice} | {o.half}"
        f" | {o.leaks} of {o.looked_for} | {o.audit or '–'} | {_seconds(o.again_after)} |"
        for o in outcomes
    ]
    parts = [
        f"## {o.title}\n\n" + "\n".join(f"- {note}" for note in [*o.notes, f"Taken {o.taken}."])
        for o in outcomes
    ]
    return HEAD + "\n".join(rows) + "\n\n" + "\n\n".join(parts) + "\n"


def _seconds(took: list[float]) -> str:
    if not took:
        return "–"
    least, most = f"{min(took):.1f}", f"{max(took):.1f}"
    return f"{least} s" if least == most else f"{least} to {most} s"
