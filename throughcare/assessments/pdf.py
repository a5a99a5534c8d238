"""An assessment as a tagged PDF."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from throughcare.assessments.printed import Printed
from throughcare.foundation import printing

LAYOUT = Path(__file__).parent / "typst" / "assessment.typ"


def pdf_of(printed: Printed, *, made_at: datetime) -> bytes:
    """The assessment as PDF. Raises CannotBePrinted."""
    return printing.pdf_of(LAYOUT, asdict(printed), made_at=made_at)
