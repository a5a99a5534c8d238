"""Every change to what is known of risk."""

from throughcare.risk.actions.concerns import decide_concern, record_concern
from throughcare.risk.actions.flags import end_flag, raise_flag, review_flag
from throughcare.risk.actions.learning import (
    learn_flag,
    learn_harm_level,
    learn_mappa,
    learn_score,
)
from throughcare.risk.actions.levels import NoSuchGroupThere, set_harm_level
from throughcare.risk.actions.safeguarding import (
    NotCountersignedYet,
    close_referral,
    countersign_referral,
    decide_referral,
    take_step,
)
from throughcare.risk.actions.therapeutic import change_risk, close_risk, identify_risk

__all__ = [
    "NoSuchGroupThere",
    "NotCountersignedYet",
    "change_risk",
    "close_referral",
    "close_risk",
    "countersign_referral",
    "decide_concern",
    "decide_referral",
    "end_flag",
    "identify_risk",
    "learn_flag",
    "learn_harm_level",
    "learn_mappa",
    "learn_score",
    "raise_flag",
    "record_concern",
    "review_flag",
    "set_harm_level",
    "take_step",
]
