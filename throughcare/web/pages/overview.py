"""A person at a glance: what matters now, what binds them, what is next, who is around them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.people import queries as people
from throughcare.people.queries import Details, PersonLine
from throughcare.plans import queries as plans
from throughcare.plans.queries import OverdueStep, PlanPage
from throughcare.record import queries as record
from throughcare.record.queries import Line
from throughcare.risk import queries as risk
from throughcare.risk.queries import RiskOverview
from throughcare.sentences import queries as sentences
from throughcare.sentences.queries import Binding
from throughcare.supervision import queries as supervision
from throughcare.supervision.queries import AppointmentLine, NextAndLast

LATEST = 10


@dataclass(frozen=True)
class Overview:
    """One person's blocks, in the order they are shown."""

    line: PersonLine
    risk: RiskOverview
    overdue: list[OverdueStep]
    owed: list[AppointmentLine]
    """Appointments nobody has said the outcome of."""
    binding: Binding
    appointments: NextAndLast
    notes: list[Line]
    """The last three that somebody wrote, whole."""
    plans: list[PlanPage]
    details: Details
    latest: list[Line]
    today: date

    @property
    def beside(self) -> list[str]:
        """Specialist teams and providers that hold the person beside the case holder."""
        return [
            f"{one.unit.name}, {one.holder.name}" if one.holder else one.unit.name
            for one in self.details.holdings
            if one.kind not in ("community", "custody")
        ]

    @property
    def important_people(self) -> list[str]:
        contacts = [one for one in self.details.contacts if not one.until or one.until > self.today]
        return [f"{one.name} ({one.relationship})" for one in contacts if one.relationship][:5]

    @property
    def language(self) -> str:
        """What somebody speaks with us, and whether an interpreter is needed."""
        spoken = self.details.communication
        if spoken is None:
            return ""
        needed = _("interpreter needed") if spoken.needs_interpreter else ""
        return ", ".join(part for part in (spoken.spoken_text, needed) if part)

    @property
    def adjustments(self) -> list[str]:
        now = [one for one in self.details.adjustments if not one.until or one.until > self.today]
        return [one.text for one in now]


def overview(*, actor: Actor, person: Any, at: datetime) -> Overview:
    """Everything the first page about somebody shows, from the modules that own it."""
    today = local_day(at)
    latest = record.last_entries(actor=actor, person=person, n=LATEST)
    return Overview(
        line=people.lines_of([person])[0],
        risk=risk.risk_overview(actor=actor, person=person, today=today),
        overdue=plans.overdue_steps(actor=actor, people=[person.pk], today=today).get(
            person.pk, []
        ),
        owed=supervision.without_outcome(actor=actor, now=at, people=[person.pk]),
        binding=sentences.what_binds(actor=actor, person=person, today=today),
        appointments=supervision.next_and_last(actor=actor, people=[person.pk], now=at)[person.pk],
        notes=[line for line in latest if line.is_note][:3],
        plans=plans.open_plans(actor=actor, person=person, today=today),
        details=people.details_of(actor=actor, person=person, today=today),
        latest=latest,
        today=today,
    )
