"""What the page asks when an outcome is recorded, with what each answer would lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.supervision import Outcome
from throughcare.sentences import queries as sentences
from throughcare.sentences.queries import LegalStanding
from throughcare.staff import queries as staff
from throughcare.supervision.compliance import (
    Consequence,
    consequence,
    credit_for,
    next_suggested,
)
from throughcare.supervision.models import Appointment, Recording


@dataclass(frozen=True)
class Asked:
    """An outcome that can be chosen, and what choosing it would do."""

    code: str
    title: str
    happened: str
    acceptable: bool | None
    needs_enforcement: bool
    consequence: Consequence


@dataclass(frozen=True)
class Suggested:
    """The next appointment: one booked already, or when it could be."""

    booked_at: datetime | None
    suggested_at: datetime | None


@dataclass(frozen=True)
class OutcomePage:
    """Everything the page needs to ask what came of an appointment."""

    outcomes: list[Asked]
    unit: str
    """What the requirement is counted in; empty where nothing can be credited."""
    toward: str
    credit: Decimal | None
    next: Suggested

    @property
    def earlier(self) -> tuple[date, ...]:
        """Days of the failures a further one would be added to."""
        return next((one.consequence.earlier for one in self.outcomes if one.consequence.nth), ())

    @property
    def source(self) -> str:
        """Where the rule that then holds is written."""
        return next((one.consequence.source for one in self.outcomes if one.consequence.nth), "")


def outcome_form(*, actor: Actor, appointment: Appointment, now: datetime) -> OutcomePage:
    """What to ask of this appointment; a fixed number of queries."""
    requirement = appointment.requirement
    standing = sentences.legal_standing(
        actor=actor,
        person=appointment.person,
        day=local_day(appointment.starts_at),
        conviction=requirement.conviction_id if requirement else None,
    )
    failures = _failures(appointment)
    return OutcomePage(
        outcomes=[
            _asked(outcome, appointment, failures, standing=standing)
            for outcome in pack().contact_outcomes.values()
        ],
        unit=requirement.unit if requirement else "",
        toward=requirement.title if requirement else "",
        credit=credit_for(
            unit=requirement.unit if requirement else "",
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
        ),
        next=_next(appointment, now),
    )


def who_could_meet(*, actor: Actor, on: date) -> list[Any]:
    """Colleagues of the units the actor works in, by name: who an appointment can be with."""
    units = frozenset(held.unit_id for held in actor.held)
    return list(staff.colleagues_in(units, on=on))


def _failures(appointment: Appointment) -> list[date]:
    """Days of this person's other failures, as far as the reader may know of them."""
    others = Appointment.objects.filter(
        person=appointment.person_id, latest__is_failure=True
    ).exclude(pk=appointment.pk)
    return [local_day(moment) for moment in others.values_list("starts_at", flat=True)]


def _asked(
    outcome: Outcome, appointment: Appointment, failures: Sequence[date], *, standing: LegalStanding
) -> Asked:
    return Asked(
        code=outcome.code,
        title=outcome.title,
        happened=outcome.happened,
        acceptable=outcome.acceptable,
        needs_enforcement="needs-action" in outcome.changes,
        consequence=consequence(
            outcome,
            rules=pack().outcome_rule,
            regime=standing.regime,
            counts=appointment.counts,
            on=local_day(appointment.starts_at),
            failures=failures,
            breaches=standing.breaches,
        ),
    )


def _next(appointment: Appointment, now: datetime) -> Suggested:
    later = Appointment.objects.filter(
        person=appointment.person_id, starts_at__gt=now, latest=None, cancelled_at=None
    ).exclude(pk=appointment.pk)
    booked = later.order_by("starts_at").values_list("starts_at", flat=True).first()
    if booked is not None:
        return Suggested(booked_at=booked, suggested_at=None)
    before = Appointment.objects.filter(
        person=appointment.person_id,
        starts_at__lt=appointment.starts_at,
        type_text=appointment.type_text,
        latest__happened=Recording.Happened.COMPLIED,
    )
    last = before.order_by("-starts_at").values_list("starts_at", flat=True).first()
    return Suggested(
        booked_at=None,
        suggested_at=next_suggested(appointment.starts_at, before=last, not_before=now),
    )
