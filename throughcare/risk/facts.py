"""What a message tells us about risk, already in our words. Plain values, nothing of Django.

Nothing here is worked out by us: levels, bands and scores are those the message gives. `key` is
what the other system calls the fact ("ndelius:registration:2500120717").
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Setting = Literal["community", "custody", ""]
Severity = Literal["", "low", "medium", "high", "very-high"]


@dataclass(frozen=True, kw_only=True)
class NoteFacts:
    """A note somebody wrote to a flag."""

    text: str
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FlagFacts:
    """A warning kept on a register or as an alert."""

    key: str
    type: str = ""
    """Id of a flag type of the pack, where the message means one; what it hurts follows from it."""
    code: str = ""
    """The other system's own code: ALSH, XTACT, HA."""
    title: str
    register_code: str = ""
    register: str = ""
    """The register or kind of alert it is on: "Public Protection", "Self Harm"."""
    category: str = ""
    level: str = ""
    colour: str = ""
    """As given: Red, Amber, Green, White."""
    notes: tuple[NoteFacts, ...] = ()
    """Newest first."""
    started_on: date | None = None
    review_on: date | None = None
    reviewed_on: date | None = None
    ended_on: date | None = None
    end_note: str = ""
    is_active: bool = True
    raised_by: str = ""
    marking: int | None = None
    """Number of a marking; None: the one the pack gives its type, else ordinary."""


@dataclass(frozen=True, kw_only=True)
class HarmLevelFacts:
    """The risk of serious harm to one group of people, in one setting, on one day.

    `group` is a code of the pack's list "rosh-group", or "overall" (with an empty setting) where
    the message gives only one level. `level` is a code of "rosh-level".
    """

    key: str
    group: str
    setting: Setting
    level: str
    assessed_on: date
    assessed_by: str = ""
    reason: str = ""
    marking: int = 0


@dataclass(frozen=True, kw_only=True)
class MappaFacts:
    """Management under MAPPA: codes of the pack's lists where they are on them, else as given."""

    key: str
    category: str = ""
    category_text: str = ""
    level: str = ""
    level_text: str = ""
    started_on: date | None = None
    review_on: date | None = None
    ended_on: date | None = None
    is_active: bool = True
    note: str = ""
    marking: int = 0


@dataclass(frozen=True, kw_only=True)
class ScoreFacts:
    """One result of a predictor, as given; never worked out here.

    `name` is a code of the pack's list "score" (ogrs3, ogrs4g, ogp, ovp, rsr, osp-dc…), else as
    given; `period` says how far it looks ("1-year", "2-years", "").
    """

    key: str
    name: str
    value: Decimal | None = None
    period: str = ""
    band: Severity | Literal["not-applicable"] = ""
    band_text: str = ""
    basis: str = ""
    """static or dynamic."""
    algorithm: str = ""
    """The version of the predictor, as given."""
    scored_on: date | None = None
