"""Questions about risk that other modules and pages may ask."""

from throughcare.risk.queries.badges import RiskBadges, badges_for, badges_of
from throughcare.risk.queries.flags import (
    FlagLine,
    flag_line,
    flag_to_change,
    markings_to_use,
    usual_review,
)
from throughcare.risk.queries.for_rules import RiskRows, newest_levels, rows_for_rules
from throughcare.risk.queries.levels import highest, most_serious
from throughcare.risk.queries.offered import facts_offered
from throughcare.risk.queries.over_time import ScoreOverTime, scores_over_time
from throughcare.risk.queries.page import (
    RiskOverview,
    RiskPage,
    places_of_groups,
    risk_overview,
    risk_page,
)

__all__ = [
    "FlagLine",
    "RiskBadges",
    "RiskOverview",
    "RiskPage",
    "RiskRows",
    "ScoreOverTime",
    "badges_for",
    "badges_of",
    "facts_offered",
    "flag_line",
    "flag_to_change",
    "highest",
    "markings_to_use",
    "most_serious",
    "newest_levels",
    "places_of_groups",
    "risk_overview",
    "risk_page",
    "rows_for_rules",
    "scores_over_time",
    "usual_review",
]
