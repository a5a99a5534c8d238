"""What somebody is still writing: theirs alone, and there when they come back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit.models import Change, Deed
from throughcare.people import actions as people
from throughcare.record import actions, queries
from throughcare.record.models import Draft


def keep(cast, text, *, who="amina", version=0, at=NOW):
    actor = getattr(cast, who)
    with acting_as(actor):
        return actions.keep_draft(
            actor=actor,
            person=cast.dan,
            key="note",
            content={"text": text},
            version=version,
            at=at,
        )


def draft(cast, *, who="amina"):
    actor = getattr(cast, who)
    with acting_as(actor):
        return queries.draft_of(actor=actor, person=cast.dan, key="note")


def test_a_draft_is_there_when_its_writer_comes_back(cast):
    keep(cast, "He came")

    assert draft(cast).content == {"text": "He came"}
    assert (draft(cast).version, draft(cast).saved_at) == (1, NOW)


def test_a_draft_is_seen_by_its_author_alone(cast):
    keep(cast, "He came")

    for who in ("ben", "owen", "lena", "cara", "ada"):
        with acting_as(getattr(cast, who)):
            assert not Draft.objects.exists()
    assert draft(cast, who="ben").content == {}


def test_two_colleagues_write_about_the_same_person_side_by_side(cast):
    keep(cast, "He came")
    keep(cast, "Oversight", who="ben")

    assert draft(cast).content == {"text": "He came"}
    assert draft(cast, who="ben").content == {"text": "Oversight"}


def test_nobody_writes_into_a_draft_of_someone_else(cast):
    keep(cast, "He came")

    with acting_as(cast.ben):
        assert Draft.objects.filter(person=cast.dan).update(content={}) == 0


def test_another_window_that_kept_something_since_is_not_written_over(cast):
    keep(cast, "From one window")

    with pytest.raises(ChangedMeanwhile):
        keep(cast, "From another", version=0)

    assert draft(cast).content == {"text": "From one window"}
    assert keep(cast, "Chosen", version=1).version == 2


def test_a_draft_that_was_sent_is_gone(cast):
    keep(cast, "He came")

    with acting_as(cast.amina):
        actions.discard_draft(actor=cast.amina, person=cast.dan, key="note", at=NOW, version=1)

    assert draft(cast).content == {}
    assert draft(cast).saved_at is None


def test_sending_one_window_leaves_what_another_has_kept_since(cast):
    keep(cast, "From one window")
    keep(cast, "And more", version=1)

    with acting_as(cast.amina):
        actions.discard_draft(actor=cast.amina, person=cast.dan, key="note", at=NOW, version=1)

    assert draft(cast).content == {"text": "And more"}


def test_what_a_window_kept_while_it_was_being_sent_is_not_offered_again(cast):
    # It would carry the key of the note that was saved: the next note would be taken for it.
    once = uuid4()
    with acting_as(cast.amina):
        about: dict[str, Any] = {"actor": cast.amina, "person": cast.dan, "key": "note", "at": NOW}
        typed = {"text": "Sent", "once": str(once)}
        actions.keep_draft(**about, content=typed, version=0)
        actions.discard_draft(**about, version=0, once=uuid4())
        actions.keep_draft(**about, content={**typed, "text": "And sent"}, version=1)
        actions.discard_draft(**about, version=0, once=once)

    assert draft(cast).content == {}


def test_a_draft_leaves_nothing_in_the_audit(cast):
    with acting_as(SYSTEM):
        before = Deed.objects.count(), Change.objects.count()

    keep(cast, "He came")

    with acting_as(SYSTEM):
        assert (Deed.objects.count(), Change.objects.count()) == before


def test_nobody_keeps_a_draft_about_someone_they_do_not_reach(cast):
    with pytest.raises(AccessDenied):
        keep(cast, "About a neighbour", who="cara")


def test_a_draft_goes_out_of_sight_with_the_person(cast):
    keep(cast, "He came")
    with acting_as(cast.ben):
        people.exclude_colleague(
            actor=cast.ben, person=cast.dan, member=cast.member("amina"), reason="Kin", at=NOW
        )

    assert draft(cast).content == {}


def test_signs_no_database_can_hold_do_not_stop_a_draft(cast):
    keep(cast, "before\x00after", at=NOW + timedelta(minutes=1))

    assert draft(cast).content == {"text": "before�after"}
