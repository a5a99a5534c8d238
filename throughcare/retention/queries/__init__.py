"""What may be asked about what is kept, and for how long."""

from throughcare.retention.queries.due import (
    all_they_were,
    counts_due,
    every_row_of,
    is_due,
    one_at_a_time,
    rows_due,
)
from throughcare.retention.queries.pages import (
    DueLine,
    PersonPage,
    RetentionPage,
    holds_of,
    person_page,
    retention_page,
)

__all__ = [
    "DueLine",
    "PersonPage",
    "RetentionPage",
    "all_they_were",
    "counts_due",
    "every_row_of",
    "holds_of",
    "is_due",
    "one_at_a_time",
    "person_page",
    "retention_page",
    "rows_due",
]
