"""How rows of `reports` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.packs import pack
from throughcare.foundation.past import Telling, Then
from throughcare.rules.errors import NoSuchRule
from throughcare.signoff.queries.past import says_state, state_then


def _title(row: Any, then: Then) -> str:
    try:
        return str(pack().report_outline_version(row.outline, row.outline_version).title)
    except NoSuchRule:  # a pack that no longer has it
        return str(row.outline)


REPORT = Telling(
    table="reports.Report",
    section="reports",
    what=lazy("Report"),
    title=_title,
    facts={
        "paper": lazy("State"),
        "covers_from": lazy("Covers from"),
        "covers_until": lazy("Covers until"),
        "started_at": lazy("Started"),
    },
    says={"paper": lambda row, then: says_state(row.paper_id, then)},
    untold=frozenset({"outline", "outline_version", "language"}),
    is_over=lambda row, then: state_then(row.paper_id, then) == "withdrawn",
    order=lambda row: -row.started_at.timestamp(),
)

PAST = (REPORT,)
