"""A receipt of `throughcare.rules` in words: its values as people say them, its reasons as
sentences, and the factors of a score by how far they move it.

The receipt itself is plain data that was kept, perhaps years ago: nothing here asks the rule.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.ui.dates import short_day

STATES = {
    "not asked": gettext_lazy("Not asked"),
    "not known": gettext_lazy("Asked, and not known"),
    "does not apply": gettext_lazy("Does not apply"),
}
STATUSES = {
    "verified": gettext_lazy("Verified"),
    "unconfirmed": gettext_lazy("Unconfirmed"),
    "local": gettext_lazy("Local"),
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_CODE = re.compile(r"[A-Z]{3,}(_[A-Z]+)*$")
_NOTHING_TO_SEE = 5e-5  # a number that four decimals write as nothing

_SMALLEST = 0.01  # the smallest percentage that two decimals write


@dataclass(frozen=True)
class Factor:
    """One factor of a score: how far it moves it, and its bar between -100 and 100."""

    says: str
    moves: float
    bar: float

    @property
    def starts(self) -> float:
        """Where the bar begins: at the middle, or left of it."""
        return min(self.bar, 0.0)

    @property
    def written(self) -> str:
        return f"{self.moves:+.2f}".replace("-", "−")


@dataclass(frozen=True)
class Score:
    """One score of a step of several, and its factors, the one that moves it furthest first."""

    says: str
    factors: tuple[Factor, ...]
    without: tuple[str, ...]
    """Factors that leave it where it is."""


def said(value: Any, shown_as: str = "") -> str:
    """A value as people say it: Yes, 46%, 22 Nov 2026, Very high. Nothing is not known."""
    if value is None or value == "":
        return _("not known")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return "; ".join(said(one) for one in value) or _("none")
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')}: {said(one)}" for name, one in value.items())
    if shown_as == "probability" and not isinstance(value, str):
        return _probability(value)
    if shown_as == "percent":
        return f"{value if isinstance(value, str) else number(value)}%"
    if isinstance(value, int | float):
        return number(value)
    text = str(value)
    return text.replace("_", " ").capitalize() if _CODE.match(text) else _day(text)


def called(value: Any, receipt: Mapping[str, Any]) -> Any:
    """A list that holds names of inputs, with what these are called in words."""
    if not isinstance(value, list):
        return value
    titles = {one["name"]: one["says"] for one in [*receipt["inputs"], *receipt["missing"]]}
    return [titles.get(one, one) if isinstance(one, str) else one for one in value]


def number(value: float, *, decimals: int = 4) -> str:
    """A number without decimals that say nothing."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{decimals}f}"
    if value and not float(text):  # so small that more decimals are needed to see it
        text = f"{value:.12f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def because(reason: Mapping[str, Any]) -> str:
    """One reason of a step as a sentence."""
    text = str(reason["says"])
    if "value" in reason:
        text = _("%(what)s: %(value)s") % {"what": text, "value": said(reason["value"])}
    if where := _between(reason):
        text = f"{text} ({where})"
    if reason.get("adds") is not None:
        text = _("%(what)s, adds %(number)s") % {"what": text, "number": number(reason["adds"])}
    return text


def between(least: float | None, less_than: float | None) -> str:
    """The numbers from one bound up to another: 50 or more; under 75; 50 up to 75."""
    if least is None:
        return _("under %(bound)s") % {"bound": number(less_than or 0)}
    if less_than is None:
        return _("%(bound)s or more") % {"bound": number(least)}
    return _("%(least)s up to %(most)s") % {"least": number(least), "most": number(less_than)}


def scores(step: Mapping[str, Any]) -> list[Score]:
    """What moves each score of a step, from the made-up case its rule compares with."""
    found = []
    for name, says in step["gives"].items():
        reasons = [one for one in step["because"] if one["of"] == name]
        if reasons:
            found.append(_score(says, {one["says"]: _moves(one) for one in reasons}))
    return found


def missing_state(state: str) -> str:
    """Why something is missing: which of the three kinds of missing it is."""
    return str(STATES.get(state, state))


def status_said(status: str) -> str:
    """How sure we are of a rule, in a word."""
    return str(STATUSES.get(status, status))


def _score(says: str, moves: Mapping[str, float]) -> Score:
    furthest = max(map(abs, moves.values()), default=0) or 1
    ordered = sorted(moves.items(), key=lambda one: -abs(one[1]))
    return Score(
        says=says,
        factors=tuple(
            Factor(factor, by, round(by / furthest * 100, 1))
            for factor, by in ordered
            if abs(by) >= _NOTHING_TO_SEE
        ),
        without=tuple(factor for factor, by in ordered if abs(by) < _NOTHING_TO_SEE),
    )


def _moves(reason: Mapping[str, Any]) -> float:
    by: float = reason["moves"] if "moves" in reason else reason["adds"]
    return by


def _probability(value: float) -> str:
    """A probability as a percentage; one that is not nothing never reads as nothing."""
    if 0 < value < _SMALLEST / 100:
        return _("under %(bound)s") % {"bound": f"{_SMALLEST}%"}
    return f"{number(value * 100, decimals=2)}%"


def _between(reason: Mapping[str, Any]) -> str:
    if "at_least" not in reason and "less_than" not in reason:
        return ""
    return between(reason.get("at_least"), reason.get("less_than"))


def _day(text: str) -> str:
    if not _DAY.match(text):
        return text
    try:
        return short_day(date.fromisoformat(text))
    except ValueError:
        return text
