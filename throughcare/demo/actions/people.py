"""Putting people on the record as today's systems would tell of them: who, where, under what."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from throughcare.demo.actions.area import Area
from throughcare.demo.circumstances import circumstances_of, identity_of
from throughcare.demo.diary import Diarist, Meeting
from throughcare.demo.lives import Life
from throughcare.demo.notes import Note, NoteTaker
from throughcare.demo.risks import risk_of
from throughcare.demo.sentencing import ACTIVITY, sentence_of
from throughcare.demo.writing import Writer, words_of
from throughcare.foundation.access import SYSTEM
from throughcare.foundation.calendar import moment_at
from throughcare.people import actions as people
from throughcare.people.actions.learning import learn_circumstances, learn_person
from throughcare.risk import actions as risk
from throughcare.risk.facts import FlagFacts, HarmLevelFacts, MappaFacts
from throughcare.sentences import actions as sentences
from throughcare.sentences import facts as told

_MORNING = time(9, 15)
# What happened in these last days is put on record by the actions colleagues use; what lies
# further back is written in one go (past.py).
_DAYS_BY_ACTION = 12
_LEARNT: dict[type, Callable[..., bool]] = {
    told.ConvictionFacts: sentences.learn_conviction,
    told.OffenceFacts: sentences.learn_offence,
    told.OrderFacts: sentences.learn_order,
    told.RequirementFacts: sentences.learn_requirement,
    told.LicenceConditionFacts: sentences.learn_licence_condition,
    told.SupervisionTermFacts: sentences.learn_supervision_term,
    told.CustodyFacts: sentences.learn_custody,
    told.KeyDatesFacts: sentences.learn_key_dates,
    told.BreachFacts: sentences.learn_breach,
    FlagFacts: risk.learn_flag,
    HarmLevelFacts: risk.learn_harm_level,
    MappaFacts: risk.learn_mappa,
}


@dataclass(frozen=True)
class Someone:
    """A life, everything written about it, and the person it has become on the record."""

    life: Life
    person: Any
    diarist: Diarist
    meetings: list[Meeting]
    notes: list[Note]

    @cached_property
    def recent_from(self) -> datetime:
        return self.diarist.at - timedelta(days=_DAYS_BY_ACTION)

    @property
    def past_meetings(self) -> list[Meeting]:
        return [one for one in self.meetings if one.outcome and one.starts_at < self.recent_from]

    @property
    def recent_meetings(self) -> list[Meeting]:
        """Those of these days, owed or ahead."""
        past = {one.starts_at for one in self.past_meetings}
        return [one for one in self.meetings if one.starts_at not in past]


def add_someone(life: Life, *, area: Area, writer: Writer, seed: int, today: date) -> Someone:
    """Somebody with everything other systems would tell, held by whom they are held."""
    content = area.content
    words = words_of(life, content)
    sentence = sentence_of(life, words, content, today)
    diarist = Diarist(life, words, sentence, content, writer, today, area.at)
    at = min(moment_at(life.began_on + timedelta(days=1), _MORNING), area.at)
    person = learn_person(
        actor=SYSTEM,
        facts=identity_of(life, seed=seed),
        source=None,
        at=at,
        is_fictional=True,
    )
    _hold(person, life, area, at=at)
    someone = Someone(life, person, diarist, diarist.meetings(), NoteTaker(diarist).notes())
    learn_circumstances(
        actor=SYSTEM,
        person=person,
        facts=circumstances_of(life, words, content),
        source=None,
        at=at,
    )
    facts = [_counted(fact, someone) for fact in sentence]
    for fact in [*facts, *risk_of(life, words, content, today)]:
        told_at = min(max(at, _moment_of(fact, at)), area.at)
        _LEARNT[type(fact)](actor=SYSTEM, person=person, facts=fact, source=None, at=told_at)
    return someone


def _counted(fact: Any, someone: Someone) -> Any:
    """The activity requirement, with the days done up to these last weeks."""
    if not isinstance(fact, told.RequirementFacts) or fact.code != ACTIVITY:
        return fact
    credits = sum((one.credit or Decimal(0) for one in someone.past_meetings), Decimal(0))
    return replace(fact, used=someone.diarist.activity.before + credits)


def _moment_of(fact: Any, otherwise: datetime) -> datetime:
    on = getattr(fact, "assessed_on", None) or getattr(fact, "started_on", None)
    return moment_at(on, _MORNING) if on else otherwise


def _hold(person: Any, life: Life, area: Area, *, at: datetime) -> None:
    """Every unit that holds them, with the colleague who does so."""
    chance = life.chance.about("held")
    held = [
        ("community", life.unit, life.holder, "New sentence"),
        ("custody", life.wing, life.wing_holder, ""),
        ("specialist", "MARCT" if life.specialist else "", life.specialist, "In scope"),
        ("provider", "BRIDGEWAY" if life.partner else "", life.partner, "Work and mentoring"),
    ]
    for kind, code, holder, reason in held:
        if code:
            people.hold(
                actor=SYSTEM,
                person=person,
                kind=kind,
                unit=area.units[code],
                holder=area.members.get(holder),
                on=life.began_on,
                at=at,
                place=_cell(life, chance.between(1, 3)) if kind == "custody" else "",
                reason=reason,
            )


def _cell(life: Life, landing: int) -> str:
    return f"{life.wing}-{landing}-{life.number % 40 + 1:02d}"
