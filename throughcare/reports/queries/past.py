"""How rows of `reports` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.packs import pack
from throughcare.foundation.past import Fact, Telling, Then
from throughcare.foundation.ui.dates import written_moment
from throughcare.rules.errors import NoSuchRule


def _title(row: Any, then: Then) -> str:
    try:
        return str(pack().report_outline_version(row.outline, row.outline_version).title)
    except NoSuchRule:  # a pack that no longer has it
        return str(row.outline)


def _stages(row: Any, then: Then) -> list[Fact]:
    """Its way so far: who did what, and what they said."""
    found = then.those("reports.Stage", "report_id", row.pk)
    members = then.names.members
    return [
        Fact(
            f"{one.get_kind_display()}, {written_moment(one.at)}",
            ": ".join(part for part in (members.get(one.by_id, ""), one.comment) if part),
        )
        for one in sorted(found, key=lambda one: one.pk)
    ]


REPORT = Telling(
    table="reports.Report",
    section="reports",
    what=lazy("Report"),
    title=_title,
    facts={
        "state": lazy("State"),
        "author": lazy("Author"),
        "waits_for": lazy("Waits for"),
        "due_on": lazy("To be countersigned by"),
        "covers_from": lazy("Covers from"),
        "covers_until": lazy("Covers until"),
        "started_at": lazy("Started"),
        "final_at": lazy("Final since"),
    },
    also=_stages,
    also_is=lazy("Its way"),
    within=("reports.Stage",),
    untold=frozenset({"outline", "outline_version", "language"}),
    is_over=lambda row, then: row.state == "withdrawn",
    order=lambda row: -row.started_at.timestamp(),
)

PAST = (REPORT,)
