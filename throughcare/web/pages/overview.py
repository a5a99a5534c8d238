"""A person at a glance: what matters now, what binds them, what is next, who is around them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughcare.calculations import queries as calculations
from throughcare.calculations.queries import CalculationGroup
from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people
from throughcare.people.queries import Around, PersonLine
from throughcare.plans import queries as plans
from throughcare.plans.queries import Glance
from throughcare.record import queries as record
from throughcare.record.queries import Line
from throughcare.risk import queries as risk
from throughcare.risk.queries import ConcernLine, RiskOverview
from throughcare.sentences import queries as sentences
from throughcare.sentences.queries import Binding
from throughcare.supervision import queries as supervision
from throughcare.supervision.queries import AppointmentLine, NextAndLast

LATEST, NOTES = 10, 3


@dataclass(frozen=True)
class Overview:
    """One person's blocks, in the order they are shown."""

    line: PersonLine
    risk: RiskOverview
    concerns: list[ConcernLine]
    """Those nobody has looked at yet."""
    calculations: list[CalculationGroup]
    owed: list[AppointmentLine]
    """Appointments nobody has said the outcome of."""
    binding: Binding
    appointments: NextAndLast
    notes: list[Line]
    """The last things colleagues wrote of meeting them, whole."""
    plan: Glance
    around: Around
    latest: list[Line]
    today: date


def overview(*, actor: Actor, person: Any, at: datetime) -> Overview:
    """Everything the first page about somebody shows, from the modules that own it."""
    today = local_day(at)
    return Overview(
        line=people.lines_of([person])[0],
        risk=risk.risk_overview(actor=actor, person=person, today=today),
        concerns=risk.open_concerns(actor=actor, person=person, today=today),
        calculations=calculations.calculations_of(
            actor=actor, person=person.pk, only_overview=True
        ),
        owed=supervision.without_outcome(actor=actor, now=at, people=[person.pk]),
        binding=sentences.what_binds(actor=actor, person=person, today=today),
        appointments=supervision.next_and_last(actor=actor, person=person.pk, now=at),
        notes=record.last_notes(actor=actor, person=person, n=NOTES),
        plan=plans.at_a_glance(actor=actor, person=person, today=today),
        around=people.around(actor=actor, person=person, today=today),
        latest=record.last_entries(actor=actor, person=person, n=LATEST),
        today=today,
    )
