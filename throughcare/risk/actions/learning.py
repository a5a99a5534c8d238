"""Taking in what messages say about risk. The same message again changes nothing."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, write_later
from throughcare.foundation.database.kept import kept
from throughcare.foundation.events import announce
from throughcare.foundation.learning import Learnt, Shelf, learn, record_learnt, said_in
from throughcare.foundation.packs import pack
from throughcare.risk import facts as told
from throughcare.risk.access import LEARN_RISK
from throughcare.risk.actions import telling
from throughcare.risk.events import ScoreLearnt
from throughcare.risk.models import Flag, FlagChange, HarmLevel, Mappa, Score


@action
def learn_flag(
    *, actor: Actor, person: Any, facts: told.FlagFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a flag or what became of it. True if that changed anything.

    A flag somebody has ended here stays ended, unless the message says of it what it did not say
    before.
    """
    require(actor, LEARN_RISK, person)
    stated = said_in(facts)
    stated["marking"] = _marking_of(facts)
    stated["notes"] = [
        {**asdict(note), "on": note.on.isoformat() if note.on else None} for note in facts.notes
    ]
    learnt = learn(Flag, person=person, facts=facts, source=source, at=at, stated=stated)
    if learnt.is_news:
        _write_change(learnt, source=source, at=at)
        telling.flag_learnt(actor, learnt, source=source, at=at)
    record_learnt(
        actor,
        "risk.flag_learnt",
        about=person,
        marking=learnt.row.marking,
        key=facts.key,
        changed=learnt.is_news,
    )
    return learnt.is_news


@action
def learn_harm_level(
    *, actor: Actor, person: Any, facts: told.HarmLevelFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a level as it was assessed. True if that is new."""
    require(actor, LEARN_RISK, person)
    said = _said(telling.LEVELS.at(person.pk), facts.key)
    is_new = not _says_the_same(said, facts)
    if is_new:
        row = HarmLevel(
            person=person, source=source, source_key=facts.key, recorded_at=at, **said_in(facts)
        )
        before = telling.level_before(row)
        write_later(row)
        telling.LEVELS.add(row)
        telling.level_set(actor, row, before=before, at=at, is_first=not said)
    record_learnt(actor, "risk.harm_level_learnt", about=person, key=facts.key, changed=is_new)
    return is_new


@action
def learn_mappa(
    *, actor: Actor, person: Any, facts: told.MappaFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of management under MAPPA. True if that changed anything."""
    require(actor, LEARN_RISK, person)
    learnt = learn(Mappa, person=person, facts=facts, source=source, at=at)
    if learnt.is_news:
        telling.mappa_learnt(actor, learnt, source=source, at=at)
    record_learnt(actor, "risk.mappa_learnt", about=person, key=facts.key, changed=learnt.is_news)
    return learnt.is_news


@action
def learn_score(
    *, actor: Actor, person: Any, facts: told.ScoreFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a predictor's result. Old and new ones stand side by side. True if it is new."""
    require(actor, LEARN_RISK, person)
    is_new = not _says_the_same(_said(SCORES.at(person.pk), facts.key), facts)
    if is_new:
        row = Score(
            person=person, source=source, source_key=facts.key, recorded_at=at, **said_in(facts)
        )
        write_later(row)
        SCORES.add(row)
        announce(ScoreLearnt(person=person, at=at, by=actor, score=facts.name))
    record_learnt(actor, "risk.score_learnt", about=person, key=facts.key, changed=is_new)
    return is_new


def _marking_of(facts: told.FlagFacts) -> int:
    """The marking the message asks for; else the one the pack gives a flag of this type."""
    if facts.marking is not None:
        return facts.marking
    known = pack().flag_types.get(facts.type)
    return pack().markings[known.marking].number if known else 0


def _write_change(learnt: Learnt[Flag], *, source: UUID | None, at: datetime) -> None:
    flag = learnt.row
    change = FlagChange(
        person=flag.person,
        marking=flag.marking,
        flag=flag,
        kind=FlagChange.Kind.LEARNT,
        at=at,
        review_on=flag.review_on,
        before={
            name: str(was) if was is not None and not isinstance(was, list) else was
            for name, was in learnt.before.items()
        },
        source=source,
    )
    write_later(change)


def _said(rows: list[Any], key: str) -> list[Any]:
    """What was said under a key, the last at the end."""
    said = [row for row in rows if row.source_key == key]
    return sorted(said, key=lambda row: (row.recorded_at, row.pk))


def _says_the_same(said: list[Any], facts: Any) -> bool:
    """Whether this is what was said last."""
    return bool(said) and all(
        getattr(said[-1], name) == value for name, value in said_in(facts).items()
    )


@kept
def _scores(*, people: list[int]) -> QuerySet[Score]:
    return Score.objects.filter(person__among=people)


SCORES = Shelf(lambda people, _keys: _scores(people=people), lambda row: (row.person_id, ""))
