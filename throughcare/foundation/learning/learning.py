"""Learning one fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from throughcare.foundation.access.actor import Actor
from throughcare.foundation.actions import scope
from throughcare.foundation.audit import record
from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning.foresight import Place, Shelf, in_batch
from throughcare.foundation.learning.rows import LearntRow

R = TypeVar("R", bound=LearntRow)


@dataclass(frozen=True)
class Learnt(Generic[R]):
    """What came of a fact: its row, and each field it changed with what stood there before."""

    row: R
    is_new: bool
    before: Mapping[str, Any]

    @property
    def is_news(self) -> bool:
        return self.is_new or bool(self.before)


def learn(
    kind: type[R],
    *,
    person: Any,
    facts: Any,
    source: UUID | None,
    at: datetime,
    stated: Mapping[str, Any] | None = None,
) -> Learnt[R]:
    """Keep what a message of that moment says under the key of these facts. A step of an action.

    `stated` is what the columns are to hold, where that is not what the facts do. Only what the
    message says differently from the last one is changed; a message older than the last one
    changes nothing. In a batch a new row is written at its end.
    """
    stated = said_in(facts) if stated is None else stated
    said = {field: _plain(value) for field, value in stated.items()}
    row = standing(kind, person, facts.key, expected_as=type(facts))
    if row is None:
        row = kind(person=person, source_key=facts.key, **stated)
        row.learnt, row.learnt_at, row.source = said, at, source
        begin(row)
        return Learnt(row, is_new=True, before={})
    if row.learnt_at and at < row.learnt_at:
        return Learnt(row, is_new=False, before={})
    last: Mapping[str, Any] = row.learnt or {}
    news = {
        field: stated[field] for field in said if field not in last or said[field] != last[field]
    }
    if not news:
        return Learnt(row, is_new=False, before={})
    before = {
        field: getattr(row, field)
        for field, value in news.items()
        if _plain(getattr(row, field)) != _plain(value)
    }
    if row._state.adding:
        scope.write_waiting(kind)  # what an earlier message said is a change of its own
    for field, value in news.items():
        setattr(row, field, value)
    row.learnt, row.learnt_at, row.source = {**last, **said}, at, source
    row.version += 1
    row.save()
    return Learnt(row, is_new=False, before=before)


def record_learnt(actor: Actor, verb: str, *, about: Any, **details: Any) -> None:
    """Write that a fact was learnt, if that is a deed by itself.

    A message that is taken in is one deed, whatever number of facts it tells: its own. What each of
    them changed is in the audit of changes, of the same transaction.
    """
    if in_batch():
        scope.audited()
    else:
        record(actor, verb, about=about, **details)


def said_in(facts: Any) -> dict[str, Any]:
    """What a fact says, by field; all but its key."""
    return {one.name: getattr(facts, one.name) for one in fields(facts) if one.name != "key"}


def standing(kind: type[R], person: Any, key: str, *, expected_as: type) -> R | None:
    """The row kept under a key, nobody else's until this transaction ends."""
    return next(iter(_under_key(kind).at(person.pk, key, expected_as=expected_as)), None)


def begin(row: LearntRow) -> None:
    """Put a new row under its key."""
    scope.write_later(row)
    _under_key(type(row)).add(row)


@cache
def _under_key(kind: type[R]) -> Shelf[R]:
    @kept
    def rows(*, people: list[int], keys: list[str]) -> QuerySet[R]:
        found = kind._default_manager.select_for_update()
        return found.filter(person__among=people, source_key__among=keys)

    def ask(people: list[int], keys: list[str]) -> Iterable[R]:
        return rows(people=people, keys=keys)

    return Shelf(ask, _place)


def _place(row: LearntRow) -> Place:
    return row.person_id, row.source_key or ""


def _plain(value: Any) -> Any:
    """The value as JSON keeps it, the same for the same fact however it was written."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (date, UUID)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return value
