"""What is done about calculations: noting who is due, and working them out."""

from throughcare.calculations.actions.noting import note_due, note_everybody_due, noting
from throughcare.calculations.actions.recalculating import recalculate, work_off

__all__ = ["note_due", "note_everybody_due", "noting", "recalculate", "work_off"]
