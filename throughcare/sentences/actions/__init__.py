"""Every change to what is on record of a sentence."""

from throughcare.sentences.actions.learning import (
    learn_breach,
    learn_conviction,
    learn_custody,
    learn_hearing,
    learn_key_dates,
    learn_licence_condition,
    learn_offence,
    learn_order,
    learn_requirement,
    learn_supervision_term,
)
from throughcare.sentences.actions.requirements import (
    EndsBeforeItBegan,
    LessThanNothing,
    credit,
    end_requirement,
    record_progress,
)

__all__ = [
    "EndsBeforeItBegan",
    "LessThanNothing",
    "credit",
    "end_requirement",
    "learn_breach",
    "learn_conviction",
    "learn_custody",
    "learn_hearing",
    "learn_key_dates",
    "learn_licence_condition",
    "learn_offence",
    "learn_order",
    "learn_requirement",
    "learn_supervision_term",
    "record_progress",
]
