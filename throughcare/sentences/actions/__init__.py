"""Every change to what is on record of a sentence."""

from throughcare.sentences.actions.learning import (
    learn_breach,
    learn_conviction,
    learn_custody,
    learn_key_dates,
    learn_licence_condition,
    learn_offence,
    learn_order,
    learn_requirement,
    learn_supervision_term,
)

__all__ = [
    "learn_breach",
    "learn_conviction",
    "learn_custody",
    "learn_key_dates",
    "learn_licence_condition",
    "learn_offence",
    "learn_order",
    "learn_requirement",
    "learn_supervision_term",
]
