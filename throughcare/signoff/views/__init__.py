"""Pages of sign-off that are the same for every kind of document."""

from throughcare.signoff.views.papers import decide, document, paper, withdraw
from throughcare.signoff.views.queue import queue, returned, take_next
from throughcare.signoff.views.remarks import ask_review, comment, review, settle

__all__ = [
    "ask_review",
    "comment",
    "decide",
    "document",
    "paper",
    "queue",
    "returned",
    "review",
    "settle",
    "take_next",
    "withdraw",
]
