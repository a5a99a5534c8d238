"""Everything that changes a request, what is decided about it, and what is handed out."""

from throughcare.disclosure.actions.bundles import NotSettled, finish, hand_out
from throughcare.disclosure.actions.checking import Answer, check_decisions
from throughcare.disclosure.actions.deciding import CannotDecide, Given, decide_items
from throughcare.disclosure.actions.requests import (
    HasEnded,
    check_identity,
    extend,
    open_request,
    take_over,
    withdraw,
)

__all__ = [
    "Answer",
    "CannotDecide",
    "Given",
    "HasEnded",
    "NotSettled",
    "check_decisions",
    "check_identity",
    "decide_items",
    "extend",
    "finish",
    "hand_out",
    "open_request",
    "take_over",
    "withdraw",
]
