"""What colleagues wrote about somebody beside their appointments: who, when, marked how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from throughcare.demo.chance import Chance
from throughcare.demo.diary import MONTHS_BEHIND, Diarist, Story, next_working_day
from throughcare.demo.lives import IN_CUSTODY
from throughcare.demo.population import COMMUNITY_WING
from throughcare.demo.sentencing import PROGRAMME
from throughcare.demo.writing import clock, said_in_english
from throughcare.foundation.calendar import local_day, moment_at
from throughcare.foundation.packs import pack

_HOURS = tuple(time(hour, minute) for hour in range(9, 18) for minute in (5, 20, 35, 50))
_ON_THE_WING = ("so", "shaun")
_OF_THE_COMMUNITY = ("tc", "theo", "acting-up")
MANAGERS = {"MARWYR1": "manager", "MARWYR2": "paul", "MARLLF1": "deiniol"}
_FACILITATORS = {"MARWYR1": "facilitator", "MARWYR2": "facilitator"}
_READS_VICTIM_NOTES = ("probation-officer", "team-manager")
_WRITES_HEALTH_NOTES = ("probation-officer", "therapeutic-community-officer")


@dataclass(frozen=True)
class Note:
    """One note as its author wrote it."""

    note_type: str
    author: str
    happened_at: datetime
    text: str
    marking: int
    important: bool


@dataclass(frozen=True)
class Wanted:
    """So many notes of a kind, by any of these colleagues."""

    kind: str
    number: int
    authors: tuple[str, ...]


@dataclass(frozen=True)
class NoteTaker:
    """What is needed to write the notes about one life."""

    diarist: Diarist

    @cached_property
    def chance(self) -> Chance:
        return self.diarist.life.chance.about("notes")

    def notes(self) -> list[Note]:
        """Every note, oldest first."""
        story = Story(self.diarist.life)
        wanted = [*self._by_the_holder(), *self._in_custody(), *self._by_others(), *self._marked()]
        dated = sorted(
            (at, place, one) for place, one in enumerate(wanted) for at in self._moments(one, place)
        )
        return [self._note(number, one, at, story) for number, (at, _, one) in enumerate(dated)]

    def _by_the_holder(self) -> Iterator[Wanted]:
        life = self.diarist.life
        if not life.holder:
            return
        if life.under not in IN_CUSTODY:
            yield Wanted("others", self.chance.about("others").between(1, 3), (life.holder,))
        risky = 2 if life.is_high_risk else self.chance.about("risk").percent(22)
        yield Wanted("risk", int(risky), (life.holder,))
        overseen = 2 if life.is_high_risk else self.chance.about("oversight").percent(25)
        yield Wanted("oversight", int(overseen), (MANAGERS[life.unit],))

    def _in_custody(self) -> Iterator[Wanted]:
        life, chance = self.diarist.life, self.chance.about("in custody")
        if not life.in_custody:
            return
        if life.wing == COMMUNITY_WING:
            yield Wanted("therapy-group", chance.between(4, 7), _OF_THE_COMMUNITY)
            yield Wanted("counselling", chance.between(1, 3), (life.wing_holder,))
            yield Wanted("key-work", chance.between(2, 4), (life.wing_holder,))
            yield Wanted("wing", chance.between(1, 3), (*_OF_THE_COMMUNITY, "so"))
            return
        yield Wanted("key-work", chance.between(2, 5), _ON_THE_WING)
        yield Wanted("wing", chance.between(1, 4), _ON_THE_WING)
        if life.wing_holder:
            yield Wanted("resettlement", chance.between(2, 4), (life.wing_holder,))

    def _by_others(self) -> Iterator[Wanted]:
        life, chance = self.diarist.life, self.chance.about("by others")
        if life.partner:
            yield Wanted("partner", chance.between(3, 6), (life.partner,))
        programme = self.diarist.requirement(PROGRAMME)
        if programme and programme.used and life.unit in _FACILITATORS:
            yield Wanted("programme-session", chance.between(2, 5), (_FACILITATORS[life.unit],))

    def _marked(self) -> Iterator[Wanted]:
        """Notes that not everybody may read."""
        life, chance = self.diarist.life, self.chance.about("marked")
        children = life.threads["family"].answers.get("children") == "yes"
        if "ct" in life.marked:
            yield Wanted("ct", chance.between(4, 6), ("ct", "ct", "ct-lead"))
        if "safeguarding" in life.marked or (children and life.holder and chance.percent(16)):
            yield Wanted("safeguarding", chance.between(1, 2), (life.holder,))
        if not life.unit:
            return
        known = life.offence.harm == "known-adult" and life.is_high_risk
        if "victim" in life.marked or known:
            yield Wanted("victim", 1, (self._who(_READS_VICTIM_NOTES),))
        if "sensitive" in life.marked or (life.is_high_risk and chance.percent(25)):
            yield Wanted("sensitive", 1, (MANAGERS[life.unit],))
        if "health" in life.marked or (life.threads["health"].need and chance.percent(20)):
            yield Wanted("health", 1, (self._who(_WRITES_HEALTH_NOTES),))

    def _who(self, roles: tuple[str, ...]) -> str:
        """Whoever holds them, if their role may read what it writes; else the team's manager."""
        life, staff = self.diarist.life, self.diarist.content.staff
        holders = [key for key in (life.holder, life.wing_holder) if key]
        return next((key for key in holders if staff[key].role in roles), MANAGERS[life.unit])

    def _moments(self, wanted: Wanted, place: int) -> Iterator[datetime]:
        """When these notes were written: spread over the months behind, on working days."""
        life, today = self.diarist.life, self.diarist.today
        chance = self.chance.about("when", place)
        first = max(
            life.began_on + timedelta(days=3), today - timedelta(days=round(MONTHS_BEHIND * 30.4))
        )
        last = max(life.began_on, today - timedelta(days=chance.between(1, 6)))
        for _ in range(wanted.number):
            day = first + timedelta(days=chance.between(0, max(0, (last - first).days)))
            yield moment_at(min(next_working_day(day), last), chance.one(_HOURS))

    def _note(self, number: int, wanted: Wanted, at: datetime, story: Story) -> Note:
        diarist, chance = self.diarist, self.chance.about("note", number)
        later = next_working_day(local_day(at) + timedelta(days=chance.between(5, 16)))
        holder = diarist.content.staff[diarist.life.holder or wanted.authors[0]]
        given = {
            **story.next(number, chance),
            "requirement": "",
            "next": said_in_english(moment_at(later, chance.one(_HOURS))),
            "clock": clock(at - timedelta(minutes=chance.between(10, 80))),
            "session": str(chance.between(2, 20)),
            "place": diarist.words["town"],
            "officer": holder.name.split()[0],
        }
        plan = diarist.content.notes[wanted.kind]
        marking = pack().note_types[plan.type].marking
        return Note(
            note_type=plan.type,
            author=chance.one(wanted.authors),
            happened_at=at,
            text=diarist.writer.note(
                wanted.kind,
                life=diarist.words,
                given=given,
                chance=chance.about("text"),
                deck=diarist.deck,
            ),
            marking=pack().markings[marking].number if marking else 0,
            important=wanted.kind in ("risk", "safeguarding") and chance.percent(60),
        )
