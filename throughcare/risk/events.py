"""News `risk` gives. What may be marked is named by number, and its marking goes with it."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

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


@dataclass(frozen=True, kw_only=True)
class ConcernRecorded(Event):
    """Somebody saw or heard something that might raise risk, or a `signal` of the pack did."""

    name: ClassVar[str] = "risk.concern_recorded"
    concern: UUID
    marking: int
    signal: str


@dataclass(frozen=True, kw_only=True)
class ConcernClosed(Event):
    """Somebody decided about a concern: "no-change", "watch" (it comes back) or "review-now"."""

    name: ClassVar[str] = "risk.concern_closed"
    concern: UUID
    marking: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class TherapeuticRiskChanged(Event):
    """A therapeutic risk was "identified", "changed" or "closed"."""

    name: ClassVar[str] = "risk.therapeutic_risk_changed"
    therapeutic_risk: UUID
    marking: int
    what: str


@dataclass(frozen=True, kw_only=True)
class SafeguardingChanged(Event):
    """Something was done about a child or adult at risk; `what` is a step of a referral."""

    name: ClassVar[str] = "risk.safeguarding_changed"
    referral: UUID
    marking: int
    what: str
