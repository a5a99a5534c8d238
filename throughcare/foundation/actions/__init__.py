"""`@action`: every change is one transaction that asked permission and left an audit entry."""

from throughcare.foundation.actions.decorator import action
from throughcare.foundation.actions.scope import UnfinishedAction
from throughcare.foundation.actions.versions import ChangedMeanwhile, save_version

__all__ = ["ChangedMeanwhile", "UnfinishedAction", "action", "save_version"]
