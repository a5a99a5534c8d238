"""How calculations are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from throughcare.calculations.wording import row_says
from throughcare.foundation.past import Telling, Then


def _was_replaced(row: Any, then: Then) -> bool:
    """Whether something else had been worked out by then."""
    same = then.those("calculations.Calculation", "subject", row.subject)
    return any(one.marking == row.marking and one.calculated_at > row.calculated_at for one in same)


CALCULATION = Telling(
    table="calculations.Calculation",
    section="calculations",
    what=lazy("Calculation"),
    title=lambda row, then: row_says(row),
    facts={
        "calculated_at": lazy("Worked out"),
        "rule": lazy("Rule"),
        "rule_version": lazy("Version"),
    },
    untold=frozenset(
        {"subject", "on", "given", "result", "receipt", "refused_field", "refused_message"}
    ),
    is_over=_was_replaced,
    order=lambda row: (row.subject, -row.calculated_at.timestamp()),
)

PAST = (CALCULATION,)
