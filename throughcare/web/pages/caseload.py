"""My caseload: one row a person, what is owed first; no row needs a click to be understood."""

from dataclasses import dataclass
from datetime import date, datetime

from throughcare.calculations import queries as calculations
from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.foundation.ui.header import Badge
from throughcare.people import queries as people
from throughcare.people.queries import EmergencyLine, PersonLine, ToldOfMerge
from throughcare.plans import queries as plans
from throughcare.plans.queries import OverdueStep
from throughcare.record import queries as record
from throughcare.record.queries import Line
from throughcare.risk import queries as risk
from throughcare.risk.queries import RiskBadges
from throughcare.sentences import queries as sentences
from throughcare.sentences.queries import BriefBinding
from throughcare.signoff import queries as signoff
from throughcare.signoff.queries import ForMe
from throughcare.supervision import queries as supervision
from throughcare.supervision.queries import ContactDays


@dataclass(frozen=True)
class CaseloadRow:
    """One person as their holder needs to see them this morning."""

    person: PersonLine
    tier: Badge | None
    badges: RiskBadges
    binding: BriefBinding | None
    contact: ContactDays
    outcomes_owed: int
    """Appointments nobody has said the outcome of."""
    concerns: int
    """Concerns nobody has looked at yet."""
    overdue: list[OverdueStep]
    latest: Line | None

    @property
    def owed(self) -> int:
        """How many things wait: concerns, outcomes nobody recorded, steps that are late."""
        return self.concerns + len(self.overdue) + self.outcomes_owed


@dataclass(frozen=True)
class Caseload:
    """The colleague's own people, those with most owed first."""

    rows: list[CaseloadRow]
    today: date
    concerns: int
    """How many concerns wait for the colleague, also about people they only cover."""
    waiting: int
    """How many people wait for this colleague to give their case to somebody."""
    emergencies: list[EmergencyLine]
    """Records of people the colleague answers for, opened in an emergency and not yet reviewed."""
    merges: list[ToldOfMerge]
    """People whose case the colleague held, made one with others lately."""
    signing: ForMe
    """What waits for the colleague's signature or review, and what came back to them."""

    @property
    def owed(self) -> int:
        return sum(row.owed for row in self.rows)

    @property
    def seen_today(self) -> int:
        """How many have an appointment today still to come."""
        return sum(
            1
            for row in self.rows
            if row.contact.next_at and local_day(row.contact.next_at) == self.today
        )


def caseload(*, actor: Actor, at: datetime) -> Caseload:
    """Everybody the actor holds, on one page; as many queries for ten people as for eighty."""
    today = local_day(at)
    lines = people.lines_of(people.people_held_by(actor=actor))
    ids = [line.id for line in lines]
    tiers = calculations.tiers_of(actor=actor, people=ids)
    badges = risk.badges_of(actor=actor, people=ids, today=today)
    bindings = sentences.bindings_of(actor=actor, people=ids, today=today)
    contact = supervision.contact_days(actor=actor, people=ids, now=at)
    outcomes_owed = supervision.owed_of(actor=actor, people=ids, now=at)
    concerns = risk.open_concerns_of(actor=actor, people=ids, today=today)
    overdue = plans.overdue_steps(actor=actor, people=ids, today=today)
    latest = record.latest_for(actor=actor, people=ids)
    rows = [
        CaseloadRow(
            person=line,
            tier=tiers.get(line.id),
            badges=badges.get(line.id, RiskBadges()),
            binding=bindings.get(line.id),
            contact=contact.get(line.id, ContactDays()),
            outcomes_owed=outcomes_owed.get(line.id, 0),
            concerns=concerns.get(line.id, 0),
            overdue=overdue.get(line.id, []),
            latest=latest.get(line.id),
        )
        for line in lines
    ]
    to_look_at = risk.how_many_to_look_at(actor=actor, today=today)
    waiting = people.how_many_wait(actor=actor)
    told = people.told_of(actor=actor, at=at)
    merges = people.told_of_merges(actor=actor, at=at)
    signing = signoff.for_me(actor=actor)
    rows.sort(key=_what_is_owed_first)
    return Caseload(rows, today, to_look_at, waiting, told, merges, signing)


def _what_is_owed_first(row: CaseloadRow) -> tuple[int, int, float]:
    coming = row.contact.next_at
    return -row.concerns, -row.owed, coming.timestamp() if coming else float("inf")
