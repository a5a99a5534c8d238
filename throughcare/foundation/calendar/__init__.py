"""Days and hours as people here count them: working days, spans, local time, ages, typed dates.

Pure sums over arguments: nothing here asks what day it is or touches the database. Bank holidays
come from the pack.
"""

from throughcare.foundation.calendar.ages import age_on, birthday_in
from throughcare.foundation.calendar.moments import LONDON, day_span, local, local_day, moment_at
from throughcare.foundation.calendar.spans import EndsBeforeItBegins, Span
from throughcare.foundation.calendar.typed import (
    NotDate,
    NotTime,
    day_and_month_swapped,
    typed_date,
    typed_time,
)
from throughcare.foundation.calendar.working_days import (
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)
from throughcare.rules.months import months_after

__all__ = [
    "LONDON",
    "EndsBeforeItBegins",
    "NotDate",
    "NotTime",
    "Span",
    "age_on",
    "birthday_in",
    "day_and_month_swapped",
    "day_span",
    "is_working_day",
    "local",
    "local_day",
    "moment_at",
    "months_after",
    "typed_date",
    "typed_time",
    "working_days_after",
    "working_days_before",
    "working_days_between",
]
