"""How rows of `supervision` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.packs import pack
from throughcare.foundation.past import Fact, Telling, Then
from throughcare.foundation.ui.dates import written_day, written_moment
from throughcare.supervision.wording import outcome_says, type_says


def _title(row: Any, then: Then) -> str:
    return _("%(what)s, %(when)s") % {"what": type_says(row), "when": written_moment(row.starts_at)}


def _with_whom(row: Any, then: Then) -> str:
    return then.names.members.get(row.with_whom_id) or str(row.with_name)


def _requirement(row: Any, then: Then) -> str:
    found = then.find("sentences.Requirement", row.requirement_id)
    return found.title if found else ""


def _moved_to(row: Any, then: Then) -> str:
    found = then.find("supervision.Appointment", row.rescheduled_to_id)
    return written_moment(found.starts_at) if found else ""


def _outcome(row: Any, then: Then) -> str:
    """What came of it, as far as anybody had said by then."""
    said = then.find("supervision.Recording", row.latest_id)
    if said:
        return outcome_says(said)
    is_owed = row.starts_at <= then.past.at and row.cancelled_at is None
    return _("Nobody had said what came of it") if is_owed else ""


def _recorded(row: Any, then: Then) -> list[Fact]:
    """Each recording of its outcome, the first one first."""
    found = then.those("supervision.Recording", "appointment_id", row.pk)
    return [
        Fact(
            _("Outcome recorded %(when)s") % {"when": written_moment(one.recorded_at)},
            "\n".join(part for part in _parts(one, then) if part),
        )
        for one in sorted(found, key=lambda one: one.number)
    ]


def _parts(row: Any, then: Then) -> list[str]:
    actions = pack().code_list("enforcement-action")
    enforced = actions.title_of(row.enforcement) if row.enforcement else ""
    asked = row.reply_by and _("A reason was asked for by %(day)s.") % {
        "day": written_day(row.reply_by)
    }
    return [
        f"{outcome_says(row)} ({then.names.members.get(row.recorded_by_id) or _('Throughcare')})",
        _("Counts as a failure to comply.") if row.is_failure else "",
        enforced,
        asked or "",
        row.why_corrected,
    ]


APPOINTMENT = Telling(
    table="supervision.Appointment",
    section="appointments",
    what=lazy("Appointment"),
    title=_title,
    facts={
        "latest": lazy("Outcome"),
        "place": lazy("Place"),
        "with_whom": lazy("With"),
        "requirement": lazy("Counts toward"),
        "description": lazy("About"),
        "rescheduled_to": lazy("Moved to"),
        "cancelled_at": lazy("Cancelled"),
        "cancelled_by": lazy("Cancelled by"),
        "cancelled_why": lazy("Why it was cancelled"),
    },
    says={
        "latest": _outcome,
        "with_whom": _with_whom,
        "requirement": _requirement,
        "rescheduled_to": _moved_to,
    },
    also=_recorded,
    also_is=lazy("What was recorded of it"),
    within=("supervision.Recording",),
    untold=frozenset({"type", "type_text", "starts_at", "ends_at", "with_name", "counts"}),
    is_over=lambda row, then: row.latest_id is not None or row.cancelled_at is not None,
    order=lambda row: -row.starts_at.timestamp(),
)

PAST = (APPOINTMENT,)
