"""Queries put together once and asked with other values each time, for pages opened all day.

Putting a query together and writing it as SQL takes Django longer than the database takes to
answer it. Nobody needs to do that again where only the values differ:

    @kept
    def _late(*, people: list[int], today: date) -> QuerySet[Step]:
        return Step.objects.filter(person__among=people, closed_on=None, due_on__lt=today)

    _late(people=[1, 2], today=today)     # the steps, as list(queryset) would give them

The function runs once, with places instead of values. So whatever may differ from one time to the
next has to be one of its values: a day, a colleague, a code of the pack.
"""

from collections.abc import Callable
from copy import copy
from functools import cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.db import connections
from django.db.models import Expression, QuerySet

Values = ParamSpec("Values")
Row = TypeVar("Row")


def kept(build: Callable[Values, QuerySet[Any, Row]]) -> Callable[Values, list[Row]]:
    """The query this puts together, to be asked with values by name. It answers with all its rows.

    Raises TypeError, when it is asked first, for a value that the function itself wrote into it.
    """
    names = frozenset(signature(build).parameters)
    put_together: Callable[..., QuerySet[Any, Row]] = build

    @cache
    def shape() -> _Shape:
        return _Shape(put_together(**{name: Place(name) for name in names}))

    @wraps(build)
    def asked(*_: Values.args, **given: Values.kwargs) -> list[Row]:
        if given.keys() != names:
            raise TypeError(f"{build.__qualname__} asks for {', '.join(sorted(names))} by name")
        return list(shape().asked(given))

    return asked


class Place(Expression):
    """Where a value goes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def _resolve_output_field(self) -> None:
        return None  # what it is compared with says what it is


class _Shape:
    """A query as Django writes it in SQL, and how what comes back is made into rows."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.queryset: Any = queryset
        self.compiler: Any = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.params = self.compiler.as_sql()
        for one in self.params:
            _refuse_values(one)

    def asked(self, given: dict[str, Any]) -> QuerySet[Any, Any]:
        params = [given[one.name] if isinstance(one, Place) else one for one in self.params]
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # each thread has its own
        compiler.as_sql = lambda *_: (self.sql, params)
        query = copy(self.queryset.query)
        query.get_compiler = lambda *_, **__: compiler
        rows: Any = QuerySet(self.queryset.model, query, self.queryset.db)
        rows._iterable_class = self.queryset._iterable_class
        rows._fields = self.queryset._fields
        return rows  # type: ignore[no-any-return]


def _refuse_values(given: object) -> None:
    if isinstance(given, list | tuple):
        for one in given:
            _refuse_values(one)
    elif not (given is None or isinstance(given, Place | str | bool | int)):
        raise TypeError(f"{given!r} would be kept for ever; make it a value of the query.")
