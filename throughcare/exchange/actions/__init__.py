"""Taking messages in, and trying again those put aside."""

from throughcare.exchange.actions.imports import import_files
from throughcare.exchange.actions.retries import (
    retry_all,
    retry_message,
    say_it_is_the_same_person,
)

__all__ = ["import_files", "retry_all", "retry_message", "say_it_is_the_same_person"]
