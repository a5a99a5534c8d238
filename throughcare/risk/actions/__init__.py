"""Every change to what is known of risk."""

from throughcare.risk.actions.flags import end_flag, raise_flag, review_flag
from throughcare.risk.actions.learning import (
    learn_flag,
    learn_harm_level,
    learn_mappa,
    learn_score,
)
from throughcare.risk.actions.levels import NoSuchGroupThere, set_harm_level

__all__ = [
    "NoSuchGroupThere",
    "end_flag",
    "learn_flag",
    "learn_harm_level",
    "learn_mappa",
    "learn_score",
    "raise_flag",
    "review_flag",
    "set_harm_level",
]
