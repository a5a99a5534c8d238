"""A query put together once gives whoever asks what they would have been given by a new one."""

from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count, F, QuerySet
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.database.kept import kept
from throughcare.people.models import Holding, Person


@kept
def people_named(*, names: list[str]) -> QuerySet[Person]:
    return Person.objects.filter(family_name__among=names).order_by("given_name")


@kept
def held_since(*, refs: list[UUID], day: date) -> QuerySet[Holding, Any]:
    held = Holding.objects.filter(person__ref__among=refs, since__lte=day, until=None)
    named = held.annotate(where=F("unit__name")).order_by("kind")
    return named.values_list("where", "kind", named=True)


def test_it_answers_each_time_with_what_its_values_ask_for(cast: Any) -> None:
    with acting_as(SYSTEM):
        dan, erin = cast.dan.family_name, cast.erin.family_name

        assert people_named(names=[dan]) == [cast.dan]
        assert set(people_named(names=[dan, erin])) == {cast.dan, cast.erin}
        assert people_named(names=[]) == []


def test_values_of_every_kind_go_where_they_belong(cast: Any) -> None:
    with acting_as(cast.amina):
        today, never = NOW.date(), date(1900, 1, 1)
        rows = Holding.objects.filter(person=cast.dan, until=None, since__lte=today)

        found = held_since(refs=[cast.dan.ref], day=today)

        expected = rows.order_by("kind").values_list("kind", "unit__name")
        assert [(row.kind, row.where) for row in found] == list(expected) != []
        assert held_since(refs=[cast.dan.ref], day=never) == []


def test_it_is_put_together_once(cast: Any) -> None:
    built = []

    @kept
    def anybody(*, id: int) -> QuerySet[Person]:
        built.append(id)
        return Person.objects.filter(pk=id)

    dan, erin = cast.dan, cast.erin
    with acting_as(SYSTEM), CaptureQueriesContext(connection) as asked:
        assert anybody(id=dan.pk) == [dan]
        assert anybody(id=erin.pk) == [erin]

    assert len(built) == 1
    assert len(asked) == 2


def test_it_shows_each_colleague_only_whom_they_may_see(cast: Any) -> None:
    names = [cast.dan.family_name]
    with acting_as(cast.amina):
        assert people_named(names=names) == [cast.dan]
    with acting_as(cast.cara):
        assert people_named(names=names) == []
    with acting_as(cast.amina):
        assert people_named(names=names) == [cast.dan]


def test_rows_come_with_what_they_are_asked_with(cast: Any) -> None:
    @kept
    def homes(*, people: list[int]) -> QuerySet[Holding]:
        rows = Holding.objects.filter(person__among=people, until=None)
        return rows.select_related("unit").annotate(n=Count("person")).order_by("kind")

    with acting_as(cast.amina):
        rows = homes(people=[cast.dan.pk])
        with CaptureQueriesContext(connection) as asked:
            said = [(row.unit.name, row.n) for row in rows]

    assert said
    assert all(n == 1 for _unit, n in said)
    assert len(asked) == 0


def test_a_value_written_into_it_is_refused(cast: Any) -> None:
    @kept
    def known_today(*, people: list[int]) -> QuerySet[Holding]:
        return Holding.objects.filter(person__among=people, since__lte=NOW.date())

    with acting_as(cast.amina), pytest.raises(TypeError, match="would be kept for ever"):
        known_today(people=[cast.dan.pk])


@pytest.mark.parametrize("given", [{}, {"names": [], "more": 1}, {"name": []}])
def test_values_it_does_not_know_are_refused(given: dict[str, Any]) -> None:
    ask: Callable[..., Any] = people_named

    with pytest.raises(TypeError, match="asks for names by name"):
        ask(**given)


def test_each_thread_asks_on_a_connection_of_its_own(cast: Any) -> None:
    answered: list[Any] = []
    name = cast.dan.family_name

    def ask() -> None:
        try:
            with acting_as(SYSTEM):
                answered.extend(people_named(names=[name]))
        finally:
            connection.close()

    with acting_as(cast.cara):
        assert people_named(names=[name]) == []
        other = Thread(target=ask)
        other.start()
        other.join()

    assert answered == [cast.dan]
