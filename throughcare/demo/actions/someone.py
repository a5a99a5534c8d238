"""Somebody of the world: a life with everything written about it, and the person on the record."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from throughcare.demo.actions.area import Area
from throughcare.demo.circumstances import circumstances_of, identity_of
from throughcare.demo.diary import Diarist, Meeting
from throughcare.demo.lives import Life
from throughcare.demo.notes import Note, NoteTaker
from throughcare.demo.risks import risk_of
from throughcare.demo.sentencing import ACTIVITY, sentence_of
from throughcare.demo.writing import Writer, words_of
from throughcare.foundation.calendar import moment_at
from throughcare.people.facts import Fact as Circumstance
from throughcare.people.facts import IdentityFacts
from throughcare.sentences.facts import RequirementFacts

_MORNING = time(9, 15)
# What happened in these last days is put on record by the actions colleagues use.
_THESE_DAYS = timedelta(days=12)


@dataclass(frozen=True)
class Held:
    """A unit that holds somebody, and the colleague who does so."""

    kind: str
    unit: Any
    holder: Any
    place: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Someone:
    """A life, what is known and written of it; `person` once it is on the record."""

    life: Life
    diarist: Diarist
    identity: IdentityFacts
    held: list[Held]
    circumstances: list[Circumstance]
    facts: list[tuple[Any, datetime]]
    """What other systems tell of sentence and risk, each with the moment it came."""
    known_from: datetime
    meetings: list[Meeting]
    notes: list[Note]
    works_by_action: bool
    """Whether these last days are put on record by actions, as themselves."""
    person: Any = None

    @property
    def past_meetings(self) -> list[Meeting]:
        """What is written in one go: for those nobody signs in for, everything."""
        if not self.works_by_action:
            return self.meetings
        return [one for one in self.meetings if _is_past(one, self.diarist.at)]

    @property
    def recent_meetings(self) -> list[Meeting]:
        """What is put on record by actions: these days, owed or ahead."""
        past = {one.starts_at for one in self.past_meetings}
        return [one for one in self.meetings if one.starts_at not in past]


@dataclass(frozen=True)
class Composer:
    """Composes everybody, one after another, so that no two notes read alike."""

    area: Area
    writer: Writer
    seed: int
    today: date

    def someone(self, life: Life) -> Someone:
        """Everything about one life."""
        content, area = self.area.content, self.area
        words = words_of(life, content)
        sentence = sentence_of(life, words, content, self.today)
        diarist = Diarist(life, words, sentence, content, self.writer, self.today, area.at)
        at = min(moment_at(life.began_on + timedelta(days=1), _MORNING), area.at)
        holder = content.staff.get(life.holder)
        by_action = bool(life.cast or (holder and holder.key in _DO_THEIR_OWN_WORK))
        meetings = diarist.meetings()
        facts = [
            *(_counted(fact, meetings, diarist, by_action) for fact in sentence),
            *risk_of(life, words, content, self.today),
        ]
        return Someone(
            life=life,
            diarist=diarist,
            identity=identity_of(life, seed=self.seed),
            held=list(_held(life, area)),
            circumstances=circumstances_of(life, words, content),
            facts=[(fact, min(max(at, _came(fact, at)), area.at)) for fact in facts],
            known_from=at,
            meetings=meetings,
            notes=NoteTaker(diarist).notes(),
            works_by_action=by_action,
        )


# Colleagues whose work of these last days goes through every action, with all it brings about.
_DO_THEIR_OWN_WORK = frozenset({"pso"})


def _is_past(meeting: Meeting, at: datetime) -> bool:
    return bool(meeting.outcome) and meeting.starts_at < at - _THESE_DAYS


def _counted(fact: Any, meetings: list[Meeting], diarist: Diarist, by_action: bool) -> Any:
    """The activity requirement with the days done; those of these days count as they come."""
    if not isinstance(fact, RequirementFacts) or fact.code != ACTIVITY:
        return fact
    past = [one for one in meetings if not by_action or _is_past(one, diarist.at)]
    credits = sum((one.credit or Decimal(0) for one in past), Decimal(0))
    return replace(fact, used=diarist.activity.before + credits)


def _came(fact: Any, otherwise: datetime) -> datetime:
    on = getattr(fact, "assessed_on", None) or getattr(fact, "started_on", None)
    return moment_at(on, _MORNING) if on else otherwise


def _held(life: Life, area: Area) -> Iterator[Held]:
    landing = life.chance.about("held").between(1, 3)
    cell = f"{life.wing}-{landing}-{life.number % 40 + 1:02d}"
    if life.unit:
        yield _by(life.unit, life.holder, area, "community", reason="New sentence")
    if life.wing:
        yield _by(life.wing, life.wing_holder, area, "custody", place=cell)
    if life.specialist:
        yield _by("MARCT", life.specialist, area, "specialist", reason="In scope")
    if life.partner:
        yield _by("BRIDGEWAY", life.partner, area, "provider", reason="Work and mentoring")


def _by(unit: str, holder: str, area: Area, kind: str, **said: str) -> Held:
    return Held(kind, area.units[unit], area.members.get(holder), **said)
