"""Many messages in one transaction: each by itself all the same, and in its turn."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.exchange import facts
from throughcare.exchange.actions import import_files, retry_all
from throughcare.exchange.models import Message, Original
from throughcare.exchange.tests.conftest import (
    SAMPLES,
    counts,
    known,
    person,
    prisoner,
    reasons,
    requirements,
    rows_of,
)
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.foundation.audit.models import Change, Deed
from throughcare.people.models import Holding, Identifier, Restriction
from throughcare.record.models import Entry
from throughcare.sentences.models import Requirement

NUMBERS = [f"X{n:06d}" for n in range(1, 8)]


def several() -> dict[str, Any]:
    people = {f"a{n}": person(number) for n, number in enumerate(NUMBERS)}
    return people | {f"b_{number}": requirements(n) for n, number in enumerate(NUMBERS)}


@pytest.mark.parametrize("bad", [NUMBERS[0], NUMBERS[3], NUMBERS[-1]])
def test_one_that_cannot_be_kept_costs_the_others_of_its_batch_nothing(take, monkeypatch, bad):
    learn = facts.FACTS["requirement"].learn

    def fails_for_one(**given: Any) -> bool:
        changed = learn(**given)
        if given["person"].pk == known(bad).pk:
            raise RuntimeError(bad)
        return changed

    broken = facts.FactKind(facts.FACTS["requirement"].kind, fails_for_one)
    monkeypatch.setitem(facts.FACTS, "requirement", broken)

    report = take(**several())

    assert counts(report) == (2 * len(NUMBERS) - 1, 0, 1, 0)
    assert reasons(report) == ["Something in it could not be kept (RuntimeError)."]
    assert [len(rows_of(Requirement, one)) for one in NUMBERS] == [one != bad for one in NUMBERS]
    with acting_as(SYSTEM):
        aside = Message.objects.get(state="needs-review")
        assert Original.objects.get(message=aside).person is None
        assert not Change.objects.filter(person_id=known(bad).pk, table="sentences_requirement")
        taken = Deed.objects.filter(verb="exchange.message_taken")
        assert taken.count() == 2 * len(NUMBERS) - 1


def test_one_the_database_refuses_only_when_all_is_written_is_found_all_the_same(take, monkeypatch):
    learn = facts.FACTS["requirement"].learn

    def too_long_for_its_column(**given: Any) -> bool:
        one = given["facts"][0]
        if given["person"].pk == known(NUMBERS[2]).pk:
            object.__setattr__(one, "amount", 10**20)
        return learn(**given)

    broken = facts.FactKind(facts.FACTS["requirement"].kind, too_long_for_its_column)
    monkeypatch.setitem(facts.FACTS, "requirement", broken)

    report = take(**several())

    assert counts(report) == (2 * len(NUMBERS) - 1, 0, 1, 0)
    assert not rows_of(Requirement, NUMBERS[2])


def test_a_later_message_sees_what_an_earlier_one_of_the_same_batch_wrote(take):
    first, second = requirements(1), requirements(1)
    second["requirements"][0]["length"] = 80

    report = take(a=person(), b_X111111=first, c_X111111=second)

    assert counts(report) == (3, 0, 0, 0)
    [row] = rows_of(Requirement, "X111111")
    assert (row.amount, row.version, row.source) == (80, 2, report.outcomes[2].message)
    with acting_as(SYSTEM):
        changes = Change.objects.filter(table="sentences_requirement", row=str(row.pk))
        assert list(changes.order_by("id").values_list("operation", flat=True)) == [
            "insert",
            "update",
        ]


def test_somebody_two_messages_of_one_batch_tell_of_is_one_person(take):
    report = take(a=person(), b=person(otherIds={"nomsNumber": "A4321CB"}), c=person("X222222"))

    assert counts(report) == (3, 0, 0, 0)
    assert len(rows_of(Identifier, "X111111")) == 2
    assert known("A4321CB") == known("X111111")


def test_what_is_restricted_twice_in_one_batch_is_restricted_once(take):
    take(a=person(currentRestriction=True), b=person(currentRestriction=True, gender="M"))

    assert len(rows_of(Restriction, "X111111")) == 1


def test_rows_of_a_batch_are_open_to_where_it_brought_their_person(take):
    take(a=prisoner(), b=person(otherIds={"nomsNumber": "A4321CB"}, firstName="Jo", surname="King"))

    [holding] = rows_of(Holding, "A4321CB")
    jo = known("A4321CB")
    entries = rows_of(Entry, "A4321CB")
    assert jo.open_to_custody == holding.unit_id == holding.open_to_custody
    assert {one.open_to_custody for one in entries} == {holding.unit_id}


def test_many_messages_ask_as_few_questions_as_few_messages(take):
    people = [f"X{n:06d}" for n in range(1, 31)]
    take(**{f"a{n}": person(number) for n, number in enumerate(people)})

    def asked(some: list[str]) -> int:
        with CaptureQueriesContext(connection) as questions:
            report = take(**{f"b_{number}": requirements(7) for number in some})
        assert report.count("taken") == len(some)
        return len(questions)

    assert asked(people[:3]) == asked(people[3:])


def test_all_that_waits_is_tried_again_together(take):
    take(a_X111111=requirements(1), b_X222222=requirements(2))
    take(c=person(), d=person("X222222"))

    with acting_as(SYSTEM):
        report = retry_all(actor=SYSTEM, at=NOW)

    assert counts(report) == (2, 0, 0, 0)


OF_MANY_KINDS = SAMPLES / "ndelius_case"
# Random numbers are other ones each time, and those counted up are given out as many at a time.
BUT_FOR_NUMBERS = """
    with rows as (
        select to_jsonb(t) - '{id,at,row,search,transaction,password}'::text[] as said,
               dense_rank() over (order by (to_jsonb(t) ->> 'person_id')::bigint) as who
          from "{table}" t)
    select who, regexp_replace(said::text,
               '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|"(id|person_id)": [0-9]+', '…', 'g')
      from rows order by 1, 2
"""


def _kept(monkeypatch: Any, at_once: int) -> dict[str, Any]:
    """What is on record, table by table, after an import of so many messages in one transaction;
    it has not happened afterwards.
    """
    monkeypatch.setattr("throughcare.exchange.actions.messages.AT_ONCE", at_once)
    found = {}
    with transaction.atomic():
        with as_owner(), connection.cursor() as cursor:
            for table in ("staff_unit", "staff_member"):  # they have the same numbers each time
                cursor.execute(f"select setval('{table}_id_seq', max(id)) from {table}")
        import_files(actor=SYSTEM, paths=[OF_MANY_KINDS], at=NOW)
        with acting_as(SYSTEM), connection.cursor() as cursor:
            cursor.execute("select tablename from pg_tables where schemaname = 'public'")
            for (table,) in cursor.fetchall():
                cursor.execute(BUT_FOR_NUMBERS.replace("{table}", table))
                found[table] = cursor.fetchall()
        transaction.set_rollback(True)
    return found


def test_many_at_a_time_leave_the_very_rows_each_by_itself_would(cast, monkeypatch):
    together, apart = _kept(monkeypatch, 100), _kept(monkeypatch, 1)

    assert len(together["exchange_message"]) > 20
    assert len(together["audit_change"]) > 100
    for table, rows in apart.items():
        # Who is due to be worked out is noted once a batch.
        if table != "calculations_due":
            assert rows == together[table], table


def test_a_message_is_one_deed_however_many_facts_it_tells(take, cast):
    take(person=person("X000001"), **{"X000001-requirements": requirements(1, 2, 3)})

    one = known("X000001")
    with acting_as(SYSTEM):
        verbs = list(Deed.objects.filter(person_id=one.pk).values_list("verb", flat=True))
        changed = Change.objects.filter(person_id=one.pk, table="sentences_requirement")
        assert verbs.count("exchange.message_taken") == 2
        assert not [verb for verb in verbs if verb.endswith("_learnt")]
        assert changed.count() == 3

        learn = facts.FACTS["custody"].learn
        said = facts.FACTS["custody"].kind(key="nomis:booking:1:custody")
        learn(actor=SYSTEM, person=one, facts=[said], source=None, at=NOW)
        assert Deed.objects.filter(person_id=one.pk, verb__endswith="_learnt").exists()
