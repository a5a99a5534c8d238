"""Every change to a document's way to being final."""

from throughcare.signoff.actions.keeping import (
    CannotCountersign,
    NotPrinted,
    NotWhole,
    keep_document,
)
from throughcare.signoff.actions.papers import (
    open_paper,
    pass_on_paper,
    submit_paper,
    withdraw_paper,
)
from throughcare.signoff.actions.remarks import (
    CannotReview,
    add_comment,
    ask_peer_review,
    give_peer_review,
    settle_comment,
)
from throughcare.signoff.actions.signing import (
    NothingWaits,
    countersign_paper,
    return_paper,
    take_next,
)

__all__ = [
    "CannotCountersign",
    "CannotReview",
    "NotPrinted",
    "NotWhole",
    "NothingWaits",
    "add_comment",
    "ask_peer_review",
    "countersign_paper",
    "give_peer_review",
    "keep_document",
    "open_paper",
    "pass_on_paper",
    "return_paper",
    "settle_comment",
    "submit_paper",
    "take_next",
    "withdraw_paper",
]
