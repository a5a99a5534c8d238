"""`@action`: every change is one transaction that asked permission and left an audit entry."""

from throughcare.foundation.actions.decorator import action
from throughcare.foundation.actions.scope import UnfinishedAction, amend, together, write_later
from throughcare.foundation.actions.versions import ChangedMeanwhile, save_version

__all__ = [
    "ChangedMeanwhile",
    "UnfinishedAction",
    "action",
    "amend",
    "save_version",
    "together",
    "write_later",
]
