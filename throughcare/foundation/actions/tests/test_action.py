"""What `@action` promises: asked and recorded, or undone; one whole, with all it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as, require
from throughcare.foundation.actions import (
    UnfinishedAction,
    action,
    amend,
    scope,
    together,
    write_later,
)
from throughcare.foundation.audit import record
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.events import Event, announce
from throughcare.foundation.events.models import Outbox


@dataclass(frozen=True, kw_only=True)
class BellRang(Event):
    """News of these tests alone."""

    name: ClassVar[str] = "tests.bell_rang"
    room: str = "hall"


def _make_a_change() -> None:
    Outbox.objects.create(name="tests.changed", at=NOW, person_id=1)


def _changes() -> int:
    return Outbox.objects.filter(name="tests.changed").count()


def _verbs() -> list[str]:
    return list(Deed.objects.filter(verb__startswith="tests.").values_list("verb", flat=True))


@action
def ring(*, actor: Any, person: Any, fails: bool = False) -> None:
    require(actor, SEE_LOOKS)
    _make_a_change()
    record(actor, "tests.rang", about=person)
    announce(BellRang(person=person, at=NOW, by=actor))
    if fails:
        raise RuntimeError


@action
def ring_twice(*, actor: Any, person: Any, second: Callable[..., None] = ring) -> None:
    require(actor, SEE_LOOKS)
    ring(actor=actor, person=person)
    second(actor=actor, person=person)
    record(actor, "tests.rang_twice", about=person)


def test_an_action_that_asked_nobody_is_undone(cast):
    @action
    def asks_nobody() -> None:
        _make_a_change()
        record(SYSTEM, "tests.done")

    with acting_as(SYSTEM):
        with pytest.raises(UnfinishedAction):
            asks_nobody()
        assert (_changes(), _verbs()) == (0, [])


def test_an_action_that_recorded_nothing_is_undone(cast):
    @action
    def records_nothing() -> None:
        require(SYSTEM, SEE_LOOKS)
        _make_a_change()

    with acting_as(SYSTEM):
        with pytest.raises(UnfinishedAction):
            records_nothing()
        assert _changes() == 0


def test_what_a_part_asked_and_recorded_does_not_count_for_the_whole(cast):
    @action
    def leaves_it_to_the_part(*, person: Any) -> None:
        ring(actor=SYSTEM, person=person)

    with acting_as(SYSTEM):
        with pytest.raises(UnfinishedAction):
            leaves_it_to_the_part(person=cast.dan)
        assert (_changes(), _verbs()) == (0, [])


def test_a_refused_action_leaves_nothing(cast):
    with acting_as(cast.amina), pytest.raises(AccessDenied):
        ring_twice(actor=cast.amina, person=cast.dan)
    with acting_as(SYSTEM):
        assert (_changes(), _verbs()) == (0, [])


def test_an_action_is_recorded_with_everything_it_is_made_of(cast):
    with acting_as(SYSTEM):
        ring_twice(actor=SYSTEM, person=cast.dan)

        assert sorted(_verbs()) == ["tests.rang", "tests.rang", "tests.rang_twice"]
        news = Outbox.objects.filter(name=BellRang.name)
        assert [(one.person_id, one.facts) for one in news] == [(cast.dan.pk, {"room": "hall"})] * 2


def test_all_it_is_made_of_is_recorded_in_one_statement_a_table(cast):
    with acting_as(SYSTEM), CaptureQueriesContext(connection) as asked:
        ring_twice(actor=SYSTEM, person=cast.dan)

    written = [one["sql"] for one in asked if 'INTO "audit_deed"' in one["sql"]]
    assert len(written) == 1


def test_a_part_that_fails_undoes_the_whole(cast):
    def fails(**given: Any) -> None:
        ring(**given, fails=True)

    with acting_as(SYSTEM):
        with pytest.raises(RuntimeError):
            ring_twice(actor=SYSTEM, person=cast.dan, second=fails)
        assert (_changes(), _verbs()) == (0, [])


def test_a_whole_cannot_go_on_as_if_its_part_had_not_failed(cast):
    def fails_unheard(**given: Any) -> None:
        with pytest.raises(RuntimeError):
            ring(**given, fails=True)
        _make_a_change()

    with acting_as(SYSTEM):
        with pytest.raises(TransactionManagementError):
            ring_twice(actor=SYSTEM, person=cast.dan, second=fails_unheard)
        assert (_changes(), _verbs()) == (0, [])


def test_what_cannot_be_recorded_is_undone(cast, monkeypatch):
    def refuse(*given: Any, **named: Any) -> None:
        raise RuntimeError

    with acting_as(SYSTEM):
        with monkeypatch.context() as patched:
            patched.setattr("throughcare.foundation.actions.scope.add", refuse)
            with pytest.raises(RuntimeError):
                ring(actor=SYSTEM, person=cast.dan)
        assert (_changes(), _verbs()) == (0, [])


def test_a_deed_has_the_number_of_the_transaction_its_changes_have(cast):
    with acting_as(SYSTEM):
        ring(actor=SYSTEM, person=cast.dan)
        with connection.cursor() as cursor:
            cursor.execute("select pg_current_xact_id()::text::bigint")
            number = cursor.fetchone()[0]

        assert Deed.objects.get(verb="tests.rang").transaction == number


def _later(name: str) -> None:
    write_later(Outbox(name=name, at=NOW, person_id=1))


def _waiting() -> set[str]:
    return set(Outbox.objects.filter(name__startswith="tests.").values_list("name", flat=True))


def test_a_row_that_waits_is_there_for_whoever_asks_its_table(cast):
    with acting_as(SYSTEM), together(), CaptureQueriesContext(connection) as asked:
        _later("tests.one")
        _later("tests.two")
        assert not asked.captured_queries
        assert _waiting() == {"tests.one", "tests.two"}


def _fail_having_kept(name: str) -> None:
    with transaction.atomic():
        _later(name)
        raise RuntimeError


def test_what_waiting_rows_refer_to_is_written_before_them(cast):
    people, names = apps.get_model("people.Person"), apps.get_model("people.Name")
    with acting_as(SYSTEM):
        with together():
            person = people(given_name="Al", family_name="Bo", sort_key="bo al")
            write_later(person)
            write_later(names(person=person, kind="alias", given_name="A", family_name="B"))
            scope.write_waiting(names)

            assert not person._state.adding

        kept = names.objects.select_related("person").get(person__sort_key="bo al")
        assert kept.open_to_nation == kept.person.open_to_nation is not None


def test_what_is_undone_to_a_savepoint_takes_with_it_only_what_came_to_wait_since(cast):
    with acting_as(SYSTEM), together():
        _later("tests.before")
        with pytest.raises(RuntimeError):
            _fail_having_kept("tests.since")
        _later("tests.after")
        assert _waiting() == {"tests.before", "tests.after"}


def test_rows_wait_for_nobody_else_to_write_them(cast):
    with acting_as(cast.amina), together(), CaptureQueriesContext(connection) as asked:
        _later("tests.hers")
        with acting_as(SYSTEM):
            assert "events_outbox" in asked.captured_queries[-2]["sql"]
            _later("tests.the_programs")
        assert "events_outbox" in asked.captured_queries[-2]["sql"]


def test_a_row_changed_while_it_waits_is_written_once_as_it_is_then(cast):
    with acting_as(SYSTEM), together():
        row = Outbox(name="tests.first", at=NOW, person_id=1)
        write_later(row)
        amend(row, name="tests.second")
        assert _waiting() == {"tests.second"}
        amend(row, name="tests.third")
        assert _waiting() == {"tests.third"}
