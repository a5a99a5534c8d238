"""News `reports` gives."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ReportSubmitted(Event):
    """A report waits for its countersignature, until a day."""

    name: ClassVar[str] = "reports.report_submitted"
    report: Any
    to: Any
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ReportReturned(Event):
    """A report came back to its author with comments."""

    name: ClassVar[str] = "reports.report_returned"
    report: Any
    to: Any


@dataclass(frozen=True, kw_only=True)
class ReportFinal(Event):
    """A report is countersigned and will never change."""

    name: ClassVar[str] = "reports.report_final"
    report: Any
    sha256: str
