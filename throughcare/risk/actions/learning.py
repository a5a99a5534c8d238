"""Taking in what messages say about risk. The same message again changes nothing."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.events import announce
from throughcare.foundation.learning import Learnt, learn
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
    stated = asdict(facts)
    key = stated.pop("key")
    stated["marking"] = _marking_of(facts)
    stated["notes"] = [
        {**asdict(note), "on": note.on.isoformat() if note.on else None} for note in facts.notes
    ]
    learnt = learn(Flag, person=person, key=key, source=source, at=at, stated=stated)
    if learnt.is_news:
        _write_change(learnt, source=source, at=at)
        telling.flag_learnt(actor, learnt, source=source, at=at)
    record(
        actor,
        "risk.flag_learnt",
        about=person,
        marking=learnt.row.marking,
        key=key,
        changed=learnt.is_news,
    )
    return learnt.is_news


@action
def learn_harm_level(
    *, actor: Actor, person: Any, facts: told.HarmLevelFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a level as it was assessed. True if that is new."""
    require(actor, LEARN_RISK, person)
    stated = asdict(facts)
    key = stated.pop("key")
    last = _last_under(HarmLevel, person, key)
    is_new = last is None or any(getattr(last, name) != value for name, value in stated.items())
    if is_new:
        row = HarmLevel(person=person, source=source, source_key=key, recorded_at=at, **stated)
        before = telling.level_before(row)
        row.save()
        telling.level_set(actor, row, before=before, at=at)
    record(actor, "risk.harm_level_learnt", about=person, key=key, changed=is_new)
    return is_new


@action
def learn_mappa(
    *, actor: Actor, person: Any, facts: told.MappaFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of management under MAPPA. True if that changed anything."""
    require(actor, LEARN_RISK, person)
    stated = asdict(facts)
    key = stated.pop("key")
    learnt = learn(Mappa, person=person, key=key, source=source, at=at, stated=stated)
    if learnt.is_news:
        telling.mappa_learnt(actor, learnt.row, source=source, at=at)
    record(actor, "risk.mappa_learnt", about=person, key=key, changed=learnt.is_news)
    return learnt.is_news


@action
def learn_score(
    *, actor: Actor, person: Any, facts: told.ScoreFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a predictor's result. Old and new ones stand side by side. True if it is new."""
    require(actor, LEARN_RISK, person)
    stated = asdict(facts)
    key = stated.pop("key")
    last = _last_under(Score, person, key)
    is_new = last is None or any(getattr(last, name) != value for name, value in stated.items())
    if is_new:
        Score.objects.create(person=person, source=source, source_key=key, recorded_at=at, **stated)
        announce(ScoreLearnt(person=person, at=at, by=actor, score=facts.name))
    record(actor, "risk.score_learnt", about=person, key=key, changed=is_new)
    return is_new


def _marking_of(facts: told.FlagFacts) -> int:
    """The marking the message asks for; else the one the pack gives a flag of this type."""
    if facts.marking is not None:
        return facts.marking
    known = pack().flag_types.get(facts.type)
    return pack().markings[known.marking].number if known else 0


def _write_change(learnt: Learnt[Flag], *, source: UUID | None, at: datetime) -> None:
    flag = learnt.row
    FlagChange.objects.create(
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


def _last_under(kind: Any, person: Any, key: str) -> Any:
    rows = kind.objects.filter(person=person, source_key=key)
    return rows.order_by("-recorded_at", "-id").first()
