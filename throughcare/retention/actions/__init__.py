"""Holding records back from deletion, and deleting them."""

from throughcare.retention.actions.deleting import NotDue, delete_record, sweep
from throughcare.retention.actions.holds import end_hold, place_hold

__all__ = ["NotDue", "delete_record", "end_hold", "place_hold", "sweep"]
