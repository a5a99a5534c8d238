"""Reading as somebody who may know less (`foundation.access.seeing_only`), tried on notes."""

import pytest

from throughcare.foundation.access import SYSTEM, acting_as, seeing_only
from throughcare.people import actions as people
from throughcare.record.models import Entry
from throughcare.record.tests.conftest import NOW

SENSITIVE, CT, THERAPY = 1, 2, 3


@pytest.fixture(autouse=True)
def written(cast, notes):
    """An ordinary and a sensitive note about Dan, by the officer who holds his case."""
    notes.by("amina", "dan", "Ordinary", marking=0)
    notes.by("amina", "dan", "Sensitive", marking=SENSITIVE)


def shown():
    return sorted(Entry.objects.filter(kind="note").values_list("text", flat=True))


def test_only_rows_with_these_markings_are_there(cast):
    amina = cast.amina
    with acting_as(amina):
        with seeing_only(amina, frozenset({0})) as reader:
            assert shown() == ["Ordinary"]
            assert reader.markings == {0}
        with seeing_only(amina, frozenset({SENSITIVE})):
            assert shown() == ["Sensitive"]
        with seeing_only(amina, frozenset()):
            assert shown() == []


def test_nobody_sees_more_than_as_themselves(cast, notes):
    with acting_as(SYSTEM):
        Entry.objects.create(
            person=cast.dan,
            kind="note",
            text="Secret",
            marking=CT,
            happened_at=NOW,
            recorded_at=NOW,
        )
    amina = cast.amina
    with acting_as(amina), seeing_only(amina, frozenset({0, CT})) as reader:
        assert shown() == ["Ordinary"]
        assert reader.markings == {0}


def test_what_is_read_by_name_alone_is_narrowed_too(cast):
    with acting_as(SYSTEM):
        people.grant_access(
            actor=SYSTEM,
            person=cast.dan,
            member=cast.member("cara"),
            markings=[0, SENSITIVE],
            reason="Cover",
            at=NOW,
        )
    cara = cast.cara
    with acting_as(cara):
        assert shown() == ["Ordinary", "Sensitive"]
        with seeing_only(cara, frozenset({0})):
            assert shown() == ["Ordinary"]


def test_afterwards_the_reach_is_the_actors_own_again(cast):
    amina = cast.amina
    with acting_as(amina):
        with seeing_only(amina, frozenset({0})):
            pass
        assert shown() == ["Ordinary", "Sensitive"]


def test_also_after_an_error(cast):
    amina = cast.amina
    with acting_as(amina):
        with pytest.raises(ZeroDivisionError), seeing_only(amina, frozenset({0})):
            _ = 1 / 0
        assert shown() == ["Ordinary", "Sensitive"]
