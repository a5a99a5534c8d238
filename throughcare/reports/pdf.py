"""A report as a tagged PDF."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from throughcare.foundation import printing
from throughcare.reports.printed import Printed

LAYOUT = Path(__file__).parent / "typst" / "report.typ"


def pdf_of(printed: Printed, *, made_at: datetime) -> bytes:
    """The report as PDF. Raises CannotBePrinted. (The Word document has every letter.)"""
    return printing.pdf_of(LAYOUT, asdict(printed), made_at=made_at)
