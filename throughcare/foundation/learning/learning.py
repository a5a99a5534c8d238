"""Learning one fact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from throughcare.foundation.database.kept import kept
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
    key: str,
    source: UUID | None,
    at: datetime,
    stated: Mapping[str, Any],
) -> Learnt[R]:
    """Keep what a message of that moment says under this key. A step inside an action.

    Only what the message says differently from the last one is changed; a message older than the
    last one changes nothing.
    """
    said = {field: _plain(value) for field, value in stated.items()}
    row = next(iter(_under_key(kind)(person=person.pk, key=key)), None)
    if row is None:
        row = kind(person=person, source_key=key, **stated)
        return _keep(row, said, source=source, at=at, is_new=True, before={})
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
    for field, value in news.items():
        setattr(row, field, value)
    return _keep(row, {**last, **said}, source=source, at=at, is_new=False, before=before)


@cache
def _under_key(kind: type[R]) -> Callable[..., list[R]]:
    """The row kept under a key, nobody else's until this transaction ends."""

    @kept
    def rows(*, person: int, key: str) -> QuerySet[R]:
        return kind._default_manager.select_for_update().filter(person=person, source_key=key)

    return rows


def _keep(
    row: R,
    said: Mapping[str, Any],
    *,
    source: UUID | None,
    at: datetime,
    is_new: bool,
    before: Mapping[str, Any],
) -> Learnt[R]:
    row.learnt, row.learnt_at, row.source = dict(said), at, source
    if not is_new:
        row.version += 1
    row.save()
    return Learnt(row, is_new=is_new, before=before)


def _plain(value: Any) -> Any:
    """The value as JSON keeps it, the same for the same fact however it was written."""
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
