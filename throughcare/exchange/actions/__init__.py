"""Taking messages in, and trying again those put aside."""

from throughcare.exchange.actions.imports import import_files
from throughcare.exchange.actions.retries import retry_all, retry_message

__all__ = ["import_files", "retry_all", "retry_message"]
