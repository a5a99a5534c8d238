"""Questions about risk that other modules and pages may ask."""

from throughcare.risk.queries.badges import RiskBadges, badges_for, badges_of
from throughcare.risk.queries.concerns import (
    ConcernLine,
    ConcernPage,
    PersonConcerns,
    Raised,
    concern_page,
    concerns_of,
    open_concerns,
    open_concerns_of,
    raised_by_signals,
)
from throughcare.risk.queries.flags import (
    FlagLine,
    flag_line,
    flag_to_change,
    markings_to_use,
    usual_review,
)
from throughcare.risk.queries.for_rules import RiskRows, newest_levels, rows_for_rules
from throughcare.risk.queries.inboxes import Inbox, how_many_to_look_at, inbox, may_oversee
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
from throughcare.risk.queries.safeguarding import (
    ReferralLine,
    ReferralPage,
    referral_page,
    referrals_of,
    usual_referral_marking,
)
from throughcare.risk.queries.therapeutic import (
    TherapeuticLine,
    therapeutic_lines,
    therapeutic_register,
    therapeutic_risks,
    therapeutic_to_change,
    usual_therapeutic_marking,
)

__all__ = [
    "ConcernLine",
    "ConcernPage",
    "FlagLine",
    "Inbox",
    "PersonConcerns",
    "Raised",
    "ReferralLine",
    "ReferralPage",
    "RiskBadges",
    "RiskOverview",
    "RiskPage",
    "RiskRows",
    "ScoreOverTime",
    "TherapeuticLine",
    "badges_for",
    "badges_of",
    "concern_page",
    "concerns_of",
    "facts_offered",
    "flag_line",
    "flag_to_change",
    "highest",
    "how_many_to_look_at",
    "inbox",
    "markings_to_use",
    "may_oversee",
    "most_serious",
    "newest_levels",
    "open_concerns",
    "open_concerns_of",
    "places_of_groups",
    "raised_by_signals",
    "referral_page",
    "referrals_of",
    "risk_overview",
    "risk_page",
    "rows_for_rules",
    "scores_over_time",
    "therapeutic_lines",
    "therapeutic_register",
    "therapeutic_risks",
    "therapeutic_to_change",
    "usual_referral_marking",
    "usual_review",
    "usual_therapeutic_marking",
]
