"""Every change to what is known of risk."""

from throughcare.risk.actions.learning import (
    learn_flag,
    learn_harm_level,
    learn_mappa,
    learn_score,
)

__all__ = [
    "learn_flag",
    "learn_harm_level",
    "learn_mappa",
    "learn_score",
]
