"""An appointment as it reads in a list."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.packs import badge_of
from throughcare.foundation.ui.header import Tone
from throughcare.supervision.models import Appointment, Recording
from throughcare.supervision.wording import outcome_says, type_says


@dataclass(frozen=True)
class AppointmentLine:
    """One appointment in a row: when, what, with whom, and what came of it."""

    id: UUID
    person_id: int
    starts_at: datetime
    ends_at: datetime | None
    has_time: bool
    type: str
    place: str
    with_whom: str
    description: str
    toward: str
    """The requirement it counts toward."""
    counts: bool
    state: str
    outcome: str
    happened: str
    acceptable: bool | None
    is_failure: bool
    tone: Tone
    credit: Decimal | None
    moved_to: datetime | None
    cancelled_why: str
    badge: str
    version: int

    @property
    def is_owed(self) -> bool:
        """Its time has come and nobody has said what came of it."""
        return self.state == Appointment.State.AWAITED


def with_all(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """What a line needs, in the same query."""
    return rows.select_related(
        "person", "with_whom", "latest__entry", "requirement", "rescheduled_to", "cancelled_by"
    )


def for_lines(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """What `line_of` reads and no more: every table joined is a policy, every column a value."""
    return rows.select_related("with_whom", "latest", "requirement", "rescheduled_to").only(
        *("person", "marking", "version", "type", "type_text", "starts_at", "ends_at", "place"),
        *("with_name", "description", "counts", "cancelled_at", "cancelled_why"),
        *("with_whom__name", "requirement__title", "rescheduled_to__starts_at"),
        *("latest__outcome", "latest__outcome_text", "latest__happened", "latest__acceptable"),
        *("latest__is_failure", "latest__credit"),
    )


def line_of(appointment: Appointment, now: datetime) -> AppointmentLine:
    """The appointment as it reads at that moment."""
    latest = appointment.latest
    return AppointmentLine(
        id=appointment.pk,
        person_id=appointment.person_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        has_time=appointment.has_time,
        type=type_says(appointment),
        place=appointment.place,
        with_whom=appointment.with_words,
        description=appointment.description,
        toward=appointment.requirement.title if appointment.requirement else "",
        counts=appointment.counts,
        state=appointment.state(now),
        outcome=outcome_says(latest) if latest else "",
        happened=latest.happened if latest else "",
        acceptable=latest.acceptable if latest else None,
        is_failure=latest.is_failure if latest else False,
        tone=_tone(latest),
        credit=latest.credit if latest else None,
        moved_to=appointment.rescheduled_to.starts_at if appointment.rescheduled_to else None,
        cancelled_why=appointment.cancelled_why,
        badge=badge_of(appointment.marking),
        version=appointment.version,
    )


def _tone(latest: Recording | None) -> Tone:
    if latest is None or latest.happened in ("", Recording.Happened.RESCHEDULED):
        return "quiet"
    if latest.happened == Recording.Happened.COMPLIED:
        return "good"
    if latest.acceptable is None:
        return "attention"
    return "plain" if latest.acceptable else "danger"
