"""Pages on which reports are written, signed and read."""

from throughcare.reports.views.documents import document, preview, preview_pdf
from throughcare.reports.views.listing import reports
from throughcare.reports.views.passing_on import give, take_over
from throughcare.reports.views.signing import decide, submit
from throughcare.reports.views.writing import (
    cite,
    drop_source,
    gather,
    report,
    save_section,
    section,
)

__all__ = [
    "cite",
    "decide",
    "document",
    "drop_source",
    "gather",
    "give",
    "preview",
    "preview_pdf",
    "report",
    "reports",
    "save_section",
    "section",
    "submit",
    "take_over",
]
