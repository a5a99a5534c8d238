"""A signed plan as a tagged PDF."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from throughcare.foundation import printing
from throughcare.plans.printed import Printed

LAYOUT = Path(__file__).parent / "typst" / "plan.typ"


def pdf_of(printed: Printed, *, made_at: datetime) -> bytes:
    """The plan as PDF. Raises CannotBePrinted."""
    return printing.pdf_of(LAYOUT, asdict(printed), made_at=made_at)
