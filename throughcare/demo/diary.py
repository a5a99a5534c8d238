"""The months behind somebody and the weeks ahead: who met them when, what came of it, what was
written about it. Drawn day by day, so that notes follow one another as a life does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property

from throughcare.demo.chance import Chance
from throughcare.demo.content import Content, Thread
from throughcare.demo.lives import SECTIONS, Life, Lots
from throughcare.demo.sentencing import ACTIVITY, UNPAID_WORK
from throughcare.demo.sentencing import Fact as SentenceFact
from throughcare.demo.writing import Deck, Writer, clock, said_in_english, said_in_welsh
from throughcare.foundation.calendar import is_working_day, local_day, moment_at
from throughcare.sentences.facts import RequirementFacts

# How often somebody is met, by level: days between appointments. And how far back the diary goes.
_EVERY = {"low": 21, "medium": 14, "high": 10, "very-high": 7}
MONTHS_BEHIND = 8
_DAYS_TO_DO_IT = 330  # in which activity days are usually done
_MOST_MEETINGS = 13
_OFFICE, _TELEPHONE, _HOME, _VIDEO, _FIRST = "COAP", "COPT", "CHVS", "COVC", "COAI"
_HOMELESS = frozenset({"sofa", "no-address"})
_TIMES = tuple(time(hour, minute) for hour in range(9, 17) for minute in (0, 30) if hour != 12)
_FAILED = frozenset({"UAAB", "AFTC", "AFTA"})
_ENFORCED = {"UAAB": ("EA02", "WLS"), "AFTC": ("EA02", "WLS"), "AFTA": ("WLS", "EA12")}
_COMPLIED, _WALKED_OUT = "ATTC", "AFTC"


@dataclass(frozen=True)
class Meeting:
    """An appointment; without an outcome it is ahead, or nobody has said yet."""

    type: str
    starts_at: datetime
    booked_at: datetime
    place: str
    outcome: str = ""
    note: str = ""
    enforcement: str = ""
    credit: Decimal | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Activity:
    """Activity days done before the diary begins, and the meetings that count as one."""

    before: int = 0
    credited: frozenset[int] = frozenset()

    def done_by(self, number: int) -> int:
        """Days done altogether once the meeting of that number is over."""
        return self.before + sum(one <= number for one in self.credited)


class Story:
    """Walks along the threads of a life: the next beat of each, and at their end what stays."""

    def __init__(self, life: Life) -> None:
        threads = [life.threads[section] for section in SECTIONS]
        self._told = dict.fromkeys((one.id for one in threads), 0)
        # What matters most comes up first: the needs.
        self._order = sorted(threads, key=lambda one: not one.need)

    def next(self, number: int, chance: Chance) -> dict[str, str]:
        """Two beats of two threads, for the note of that number."""
        first = self._order[number % len(self._order)]
        second = self._order[(number + 3) % len(self._order)]
        return {"life": self._beat(first, chance), "life_two": self._beat(second, chance)}

    def _beat(self, thread: Thread, chance: Chance) -> str:
        told = self._told[thread.id]
        self._told[thread.id] = told + 1
        beats = thread.beats
        if told < len(beats):
            return chance.one(beats[told])
        return thread.still[(told - len(beats)) % len(thread.still)]


@dataclass(frozen=True)
class Diarist:
    """Keeps the diary of one life."""

    life: Life
    words: Mapping[str, str]
    sentence: list[SentenceFact]
    content: Content
    writer: Writer
    today: date
    at: datetime

    @cached_property
    def chance(self) -> Chance:
        return self.life.chance.about("diary")

    @cached_property
    def deck(self) -> Deck:
        return Deck(self.content.words.of, self.life.chance)

    @cached_property
    def activity(self) -> Activity:
        """Which of the appointments count as activity days."""
        requirement = self.requirement(ACTIVITY)
        if requirement is None or requirement.amount is None:
            return Activity()
        chance, amount = self.chance.about("activity"), int(requirement.amount)
        kept = [n for n, outcome in enumerate(self.outcomes) if outcome == _COMPLIED and n]
        credited = [n for n in kept if chance.percent(55)][: max(0, amount - 1)]
        # Other days are done in groups and with services: about as many as the time gone by asks.
        share = (self.today - self.life.began_on).days / _DAYS_TO_DO_IT
        due = round(amount * min(1.0, share) * chance.between(70, 115) / 100)
        before = max(0, min(due, amount - 1) - len(credited))
        return Activity(before, frozenset(credited))

    @cached_property
    def outcomes(self) -> list[str]:
        """What came of the appointments behind, oldest first; the last may still be owed."""
        number = sum(at < self.at for at in self._moments)
        share = self.content.shares["outcome"].of
        outcomes = [self.chance.about("outcome", n).weighed(share) for n in range(number)]
        for n in range(number):
            # A second failure soon after another would already have led to court.
            if outcomes[n] in _FAILED and _FAILED & set(outcomes[max(0, n - 6) : n]):
                outcomes[n] = _COMPLIED
        if outcomes and self._owes_outcome:
            outcomes[-1] = ""
        return outcomes

    def requirement(self, code: str) -> RequirementFacts | None:
        """What the order requires under that code, if it does."""
        required = (one for one in self.sentence if isinstance(one, RequirementFacts))
        return next((one for one in required if one.code == code), None)

    def meetings(self) -> list[Meeting]:
        """Every appointment, oldest first. Somebody in prison is met without one."""
        story = Story(self.life)
        return [self._meeting(number, story) for number in range(len(self._moments))]

    @property
    def _owes_outcome(self) -> bool:
        if self.life.cast:
            return self.life.cast.owed
        return Lots(self.content, self.life.chance).is_one_of("outcome-owed")

    @cached_property
    def _moments(self) -> list[datetime]:
        """When they are met: mostly at the same hour, some months behind, some weeks ahead."""
        if self.life.in_custody or not self.life.holder:
            return []
        usual = self.chance.about("usual time").one(_TIMES)
        chance = self.chance.about("times")
        return [
            moment_at(day, usual if chance.percent(70) else chance.one(_TIMES))
            for day in self._days()
        ]

    def _days(self) -> list[date]:
        step, chance = _EVERY[self.life.level], self.chance.about("days")
        first = max(
            self.life.began_on + timedelta(days=2),
            self.today - timedelta(days=round(MONTHS_BEHIND * 30.4)),
        )
        owes = self.life.cast is not None and self.life.cast.owed
        day = self.today + timedelta(days=2 if owes else chance.between(0, min(step, 18)))
        days: list[date] = []
        while day >= first and len(days) <= _MOST_MEETINGS:
            days.append(next_working_day(day))
            day -= timedelta(days=step + chance.between(-2, 3))
        return sorted(set(days))

    def _meeting(self, number: int, story: Story) -> Meeting:
        chance, starts_at = self.chance.about("meeting", number), self._moments[number]
        type = self._type(number, chance)
        outcome = self.outcomes[number] if number < len(self.outcomes) else ""
        booked_at = min(starts_at - timedelta(days=6, hours=2), self.at - timedelta(days=1))
        meeting = Meeting(type, starts_at, booked_at, self._place(type))
        if not outcome:
            return meeting
        return Meeting(
            type=type,
            starts_at=starts_at,
            booked_at=booked_at,
            place=meeting.place,
            outcome=outcome,
            note=self._note(number, meeting, outcome, story),
            enforcement=chance.one(_ENFORCED[outcome]) if outcome in _ENFORCED else "",
            credit=Decimal(1) if number in self.activity.credited else None,
            recorded_at=min(starts_at + timedelta(minutes=50), self.at),
        )

    def _type(self, number: int, chance: Chance) -> str:
        if number == 0 and local_day(self._moments[0]) - self.life.began_on < timedelta(days=20):
            return _FIRST
        type = chance.weighed({_OFFICE: 80, _TELEPHONE: 11, _HOME: 6, _VIDEO: 3})
        is_homeless = self.life.threads["accommodation"].id in _HOMELESS
        return _OFFICE if type == _HOME and is_homeless else type

    def _place(self, type: str) -> str:
        if type in (_OFFICE, _FIRST):
            return self.content.units[self.life.unit].office
        return {_HOME: self.words["street"], _VIDEO: "By video"}.get(type, "")

    def _note(self, number: int, meeting: Meeting, outcome: str, story: Story) -> str:
        chance = self.chance.about("note", number)
        following = self._following(number)
        given = {
            **story.next(number, chance),
            "requirement": self._requirement_line(number),
            "next": said_in_english(following),
            "next_cy": said_in_welsh(following, self.content),
            "clock": clock(meeting.starts_at - timedelta(minutes=chance.between(5, 90))),
            "place": self.content.units[self.life.unit].office,
            "officer": self.content.staff[self.life.holder].name.split()[0],
        }
        kind = self._kind(meeting.type, outcome, chance)
        return self.writer.note(
            kind, life=self.words, given=given, chance=chance.about("words"), deck=self.deck
        )

    def _following(self, number: int) -> datetime:
        if number + 1 < len(self._moments):
            return self._moments[number + 1]
        day = local_day(self._moments[number]) + timedelta(days=_EVERY[self.life.level])
        return moment_at(next_working_day(day), self.chance.about("following").one(_TIMES))

    def _kind(self, type: str, outcome: str, chance: Chance) -> str:
        if outcome != _COMPLIED:
            return _KINDS.get(outcome, "missed" if outcome in _FAILED else "excused")
        in_welsh = self.life.speaks_welsh and self.content.staff[self.life.holder].speaks_welsh
        if in_welsh and type == _OFFICE and chance.percent(60):
            return "cyfarfod"
        usual = "meeting-under-headings" if chance.percent(35) else "meeting"
        return {_HOME: "home-visit", _TELEPHONE: "by-telephone"}.get(type, usual)

    def _requirement_line(self, number: int) -> str:
        lines = self.content.words.requirement_by_code
        activity, work = self.requirement(ACTIVITY), self.requirement(UNPAID_WORK)
        if activity and number in self.activity.credited:
            return _counted(lines[ACTIVITY], number, self.activity.done_by(number), activity)
        if work and work.used and number % 2:
            behind = len(self.outcomes) - number
            used = max(7, int(work.used) - 7 * behind)
            return _counted(lines[UNPAID_WORK], number, used, work)
        plain = lines["licence" if self.life.under == "licence" else "none"]
        return plain[(number + self.life.number) % len(plain)]


_KINDS = {_WALKED_OUT: "walked-out"}


def _counted(lines: tuple[str, ...], number: int, used: int, requirement: RequirementFacts) -> str:
    line = lines[number % len(lines)]
    return line.replace("{used}", str(used)).replace("{amount}", f"{requirement.amount:f}")


def next_working_day(day: date) -> date:
    """The day itself if people are at work on it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
