"""News `risk` gives. Flags are named by number: what they say may be marked."""

from dataclasses import dataclass
from typing import Any, ClassVar

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class FlagRaised(Event):
    """A flag is up that was not there before."""

    name: ClassVar[str] = "risk.flag_raised"
    flag: Any


@dataclass(frozen=True, kw_only=True)
class FlagReviewed(Event):
    """Somebody looked at a flag again, or a message changed what it says."""

    name: ClassVar[str] = "risk.flag_reviewed"
    flag: Any


@dataclass(frozen=True, kw_only=True)
class FlagEnded(Event):
    """A flag has been taken down."""

    name: ClassVar[str] = "risk.flag_ended"
    flag: Any


@dataclass(frozen=True, kw_only=True)
class HarmLevelChanged(Event):
    """A level of risk of serious harm was assessed anew. `before` is empty for the first."""

    name: ClassVar[str] = "risk.harm_level_changed"
    group: str
    setting: str
    level: str
    before: str


@dataclass(frozen=True, kw_only=True)
class MappaChanged(Event):
    """Management under MAPPA began, changed or ended."""

    name: ClassVar[str] = "risk.mappa_changed"
    mappa: Any


@dataclass(frozen=True, kw_only=True)
class ScoreLearnt(Event):
    """A message brought a predictor's result."""

    name: ClassVar[str] = "risk.score_learnt"
    score: str
