"""Rows added in one statement are what Django would have added, whatever stands in them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.database.adding import add, numbers_for
from throughcare.foundation.events.models import Outbox

# Tables of modules above this one, by name: it adds rows to any.
Message, Original, Run, Merge, Name, Score = (
    apps.get_model(name)
    for name in (
        *("exchange.Message", "exchange.Original", "exchange.Run", "people.Merge", "people.Name"),
        "risk.Score",
    )
)
AWKWARD = [
    *("", "NULL", "null", '"', "\\", '\\"', "{}", "a,b", "{a,b}", " two ", "line\nline", "ŵ…☃"),
    *("'", "%s", "\t"),
]


@pytest.mark.parametrize("text", AWKWARD)
def test_a_text_is_kept_as_it_is_whatever_stands_in_it(cast, text):
    with acting_as(SYSTEM):
        add(Name, [_name(cast.dan, text), _name(cast.dan, "after")])

        kept = Name.objects.filter(person=cast.dan, kind="alias").order_by("id")
        assert list(kept.values_list("given_name", flat=True)) == [text, "after"]


@pytest.mark.parametrize("value", [*AWKWARD, 0, 1.5, True, None, [], {"a": ['"', {"b": None}]}])
def test_what_is_kept_as_json_is_what_it_was(cast, value):
    news = {"id": uuid4(), "name": "tests.json", "at": NOW, "person_id": cast.dan.pk}
    with acting_as(SYSTEM):
        add(Outbox, [{**news, "facts": {"said": value}, "delivered_at": None}])

        assert Outbox.objects.get(name="tests.json").facts == {"said": value}


def test_every_kind_of_column_is_written_as_django_writes_it(cast):
    def score() -> Any:
        return Score(
            person=cast.dan,
            name="OGRS",
            value=Decimal("12.50"),
            band="",
            scored_on=date(987, 6, 5),
            recorded_at=datetime(2024, 3, 31, 1, 59, 59, 123456, UTC),
        )

    with acting_as(SYSTEM):
        added, saved = score(), score()
        add(Score, [added])
        saved.save(force_insert=True)

        one, other = Score.objects.filter(pk__in=[added.pk, saved.pk]).values()
        assert {**one, "id": 0} == {**other, "id": 0}
        assert not added._state.adding
        added.refresh_from_db()
        assert added.open_to_community == cast.dan.open_to_community


@pytest.mark.parametrize("content", [b"", b'\x00\\x41"{},\xff', None])
def test_bytes_are_kept_as_they_are(cast, content):
    with acting_as(SYSTEM):
        run = Run.objects.create(started_at=NOW)
        message = Message.objects.create(
            run=run, received_at=NOW, decided_at=NOW, size=1, state="refused"
        )
        add(Original, [Original(message=message, content=content)])

        kept = Original.objects.get(message=message).content
        assert (None if kept is None else bytes(kept)) == content


def test_a_column_of_lists_is_refused_rather_than_mixed_up(cast):
    with pytest.raises(TypeError, match="told"):
        add(Merge, [Merge(person=cast.dan, other=cast.erin)])


def _name(person: Any, given: str) -> Any:
    [number] = numbers_for(Name, 1)
    return Name(id=number, person=person, kind="alias", given_name=given, family_name="F")
