"""Taking in what messages say about a sentence. The same message again changes nothing."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, amend, write_later
from throughcare.foundation.calendar import local_day
from throughcare.foundation.database.kept import kept
from throughcare.foundation.events import announce
from throughcare.foundation.learning import (
    Learnt,
    LearntRow,
    Shelf,
    begin,
    learn,
    record_learnt,
    said_in,
    standing,
)
from throughcare.sentences import facts as told
from throughcare.sentences.access import LEARN_SENTENCE
from throughcare.sentences.actions import telling
from throughcare.sentences.events import BreachBegan, SentenceLearnt
from throughcare.sentences.models import (
    Breach,
    Conviction,
    Custody,
    Hearing,
    KeyDate,
    LicenceCondition,
    Offence,
    Order,
    Requirement,
    SupervisionTerm,
)

R = TypeVar("R", bound=LearntRow)


@action
def learn_conviction(
    *, actor: Actor, person: Any, facts: told.ConvictionFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a conviction. True if that changed anything."""
    return _learn(actor, Conviction, person, facts, source=source, at=at).is_news


@action
def learn_offence(
    *, actor: Actor, person: Any, facts: told.OffenceFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of an offence. True if that changed anything."""
    return _learn(actor, Offence, person, facts, source=source, at=at).is_news


@action
def learn_order(
    *, actor: Actor, person: Any, facts: told.OrderFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a sentence of the court. True if that changed anything."""
    return _learn(actor, Order, person, facts, source=source, at=at).is_news


@action
def learn_requirement(
    *, actor: Actor, person: Any, facts: told.RequirementFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a requirement. True if that changed anything."""
    learnt = _learn(actor, Requirement, person, facts, source=source, at=at)
    if "used" in learnt.before or (learnt.is_new and facts.used is not None):
        amend(learnt.row, used_on=local_day(at), used_by="")
    return learnt.is_news


@action
def learn_licence_condition(
    *,
    actor: Actor,
    person: Any,
    facts: told.LicenceConditionFacts,
    source: UUID | None,
    at: datetime,
) -> bool:
    """Learn of a licence condition. True if that changed anything."""
    return _learn(actor, LicenceCondition, person, facts, source=source, at=at).is_news


@action
def learn_supervision_term(
    *,
    actor: Actor,
    person: Any,
    facts: told.SupervisionTermFacts,
    source: UUID | None,
    at: datetime,
) -> bool:
    """Learn of a requirement of supervision after the sentence. True if that changed anything."""
    return _learn(actor, SupervisionTerm, person, facts, source=source, at=at).is_news


@action
def learn_custody(
    *, actor: Actor, person: Any, facts: told.CustodyFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn where a custodial sentence stands. True if that changed anything."""
    return _learn(actor, Custody, person, facts, source=source, at=at).is_news


@action
def learn_breach(
    *, actor: Actor, person: Any, facts: told.BreachFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a breach. True if that changed anything."""
    learnt = _learn(actor, Breach, person, facts, source=source, at=at)
    if facts.is_pending and (learnt.is_new or "is_pending" in learnt.before):
        announce(BreachBegan(person=person, at=at, by=actor, breach=learnt.row))
    return learnt.is_news


@action
def learn_key_dates(
    *, actor: Actor, person: Any, facts: told.KeyDatesFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn all legal dates of a booking. Dates given otherwise before, or no longer, give way."""
    require(actor, LEARN_SENTENCE, person)
    known = [
        row
        for row in _DATES.at(person.pk, facts.key, expected_as=told.KeyDatesFacts)
        if row.superseded_at is None
    ]
    before = {(row.kind, row.is_override, row.on): row for row in known}
    given = {(one.kind, one.is_override, one.on): one for one in facts.dates}
    gone = [row for which, row in before.items() if which not in given]
    new = [one for which, one in given.items() if which not in before]
    overtaken = any(row.given_at > at for row in before.values())
    changed = bool(gone or new) and not overtaken
    if changed:
        KeyDate.objects.filter(pk__in=[row.pk for row in gone]).update(superseded_at=at)
        for row in gone:
            row.superseded_at = at
        conviction = _conviction(person, facts.conviction, source=source)
        came = [
            KeyDate(
                person=person,
                conviction=conviction,
                source=source,
                source_key=facts.key,
                given_at=at,
                **asdict(one),
            )
            for one in new
        ]
        for row in came:
            write_later(row)
            _DATES.add(row)
        telling.dates_moved(actor, person, gone, came, source=source, at=at)
        announce(SentenceLearnt(person=person, at=at, by=actor, what="key_dates", key=facts.key))
    record_learnt(actor, "sentences.key_dates_learnt", about=person, key=facts.key, changed=changed)
    return changed


@action
def learn_hearing(
    *, actor: Actor, person: Any, facts: told.HearingFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of a hearing at court, or what came of it. True if that changed anything.

    Two systems tell of the same hearing, each a part: what one does not say stays as it was.
    """
    require(actor, LEARN_SENTENCE, person)
    said = _as_kept(asdict(facts))
    key = said.pop("key")
    stated = {name: value for name, value in said.items() if value not in ("", None, [])}
    days = sorted(set(facts.days))
    stated |= {
        "days": [day.isoformat() for day in days],
        "begins_at": days[0] if days else None,
        "ends_at": days[-1] if days else None,
    }
    learnt = learn(Hearing, person=person, facts=facts, source=source, at=at, stated=stated)
    if learnt.is_news:
        telling.hearing_told(actor, learnt, source=source, at=at)
        announce(SentenceLearnt(person=person, at=at, by=actor, what="hearing", key=key))
    record_learnt(actor, "sentences.hearing_learnt", about=person, key=key, changed=learnt.is_news)
    return learnt.is_news


def _as_kept(value: Any) -> Any:
    """Lists of facts as JSON keeps them: a day inside one is its text."""
    if isinstance(value, dict):
        return {name: _as_kept(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_kept(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _learn(
    actor: Actor,
    kind: type[R],
    person: Any,
    facts: Any,
    *,
    source: UUID | None,
    at: datetime,
) -> Learnt[R]:
    require(actor, LEARN_SENTENCE, person)
    stated = said_in(facts)
    if kind is not Conviction:
        stated["conviction"] = _conviction(person, facts.conviction, source=source)
    learnt = learn(kind, person=person, facts=facts, source=source, at=at, stated=stated)
    what = kind._meta.model_name or ""
    if learnt.is_news:
        telling.learnt(actor, learnt, source=source, at=at)
        announce(SentenceLearnt(person=person, at=at, by=actor, what=what, key=facts.key))
    record_learnt(
        actor, f"sentences.{what}_learnt", about=person, key=facts.key, changed=learnt.is_news
    )
    return learnt


def _conviction(person: Any, key: str | None, *, source: UUID | None) -> Conviction | None:
    """The conviction of that key; a bare one where its own message has not come yet."""
    if key is None:
        return None
    known = standing(Conviction, person, key, expected_as=told.ConvictionFacts)
    if known is None:
        known = Conviction(person=person, source_key=key, source=source, number="")
        begin(known)
    return known


@kept
def _dates(*, people: list[int], keys: list[str]) -> QuerySet[KeyDate]:
    rows = KeyDate.objects.select_for_update()
    return rows.filter(person__among=people, source_key__among=keys, superseded_at=None)


_DATES = Shelf(
    lambda people, keys: _dates(people=people, keys=keys),
    lambda row: (row.person_id, row.source_key or ""),
)
