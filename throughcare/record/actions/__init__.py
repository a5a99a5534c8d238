"""Every change to the record: entries are added, never changed; drafts come and go."""

from throughcare.record.actions.documents import attach_document, withdraw_document
from throughcare.record.actions.drafts import discard_draft, keep_draft
from throughcare.record.actions.entries import (
    AlreadyCorrected,
    correct_entry,
    happened,
    learn_entries,
    write_note,
)
from throughcare.record.actions.marking import NotNarrower, WouldLoseSight, raise_marking

__all__ = [
    "AlreadyCorrected",
    "NotNarrower",
    "WouldLoseSight",
    "attach_document",
    "correct_entry",
    "discard_draft",
    "happened",
    "keep_draft",
    "learn_entries",
    "raise_marking",
    "withdraw_document",
    "write_note",
]
