"""Taking messages in, trying again those put aside, and one person's record out."""

from throughcare.exchange.actions.exports import export_record
from throughcare.exchange.actions.imports import import_files
from throughcare.exchange.actions.retries import (
    retry_all,
    retry_message,
    say_it_is_the_same_person,
)

__all__ = [
    "export_record",
    "import_files",
    "retry_all",
    "retry_message",
    "say_it_is_the_same_person",
]
