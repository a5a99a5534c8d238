"""Every change to a report."""

from throughcare.reports.actions.passing_on import (
    CannotWriteIt,
    give_report,
    take_over_report,
)
from throughcare.reports.actions.signing import (
    MissingParts,
    NoSuchSource,
    submit_report,
)
from throughcare.reports.actions.starting import gather_again, leave_out, start_report
from throughcare.reports.actions.writing import (
    NotForItsReaders,
    StillReferredTo,
    cite_entry,
    drop_citation,
    write_section,
)

__all__ = [
    "CannotWriteIt",
    "MissingParts",
    "NoSuchSource",
    "NotForItsReaders",
    "StillReferredTo",
    "cite_entry",
    "drop_citation",
    "gather_again",
    "give_report",
    "leave_out",
    "start_report",
    "submit_report",
    "take_over_report",
    "write_section",
]
