"""An entry marked too low is marked for fewer people, with all that was ever said in it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.databases import NOW
from throughcare.foundation.access import (
    SYSTEM,
    AccessDenied,
    NotVisible,
    acting_as,
    as_owner,
    decide,
)
from throughcare.foundation.audit.models import Change, Deed
from throughcare.foundation.packs import pack
from throughcare.people import actions as people
from throughcare.record import actions, queries
from throughcare.record.access import RAISE_MARKING
from throughcare.record.facts import EntryFacts
from throughcare.record.models import Entry, Raising
from throughcare.record.narrower import narrower_than, wider_than
from throughcare.record.queries import EntryFilter
from throughcare.record.tests.test_append_only import attempt

NUMBER = {one.id: one.number for one in pack().markings.values()}
SENSITIVE, CT, THERAPY = NUMBER["sensitive"], NUMBER["ct"], NUMBER["therapy"]
VICTIM, SAFEGUARDING, HEALTH = NUMBER["victim"], NUMBER["safeguarding"], NUMBER["health"]
LEEDS = "She has moved to Leeds."


def raised(cast, who, entry, marking, **more):
    actor = getattr(cast, who)
    with acting_as(actor):
        entry = Entry.objects.select_related("person").get(pk=entry.pk)
        actions.raise_marking(
            actor=actor, entry=entry, marking=marking, reason="It names her", at=NOW, **more
        )


def as_it_is(entry):
    with acting_as(SYSTEM):
        return Entry.objects.get(pk=entry.pk)


@pytest.fixture
def note(notes):
    """Amina's note about Dan that says where his victim lives, marked as everything is."""
    return notes.by("amina", "dan", LEEDS)


# Which markings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ordinary", {"sensitive", "ct", "therapy", "victim", "safeguarding", "health"}),
        ("sensitive", {"ct", "therapy", "victim", "safeguarding", "health"}),
        ("safeguarding", {"sensitive", "ct", "therapy", "victim", "health"}),
        ("therapy", set()),
        ("ct", set()),
        ("victim", set()),
        ("health", set()),
    ],
)
def test_only_markings_that_no_new_role_reads_are_offered(before, after):
    assert {one.id for one in narrower_than(NUMBER[before])} == after


def test_no_role_reads_a_narrower_marking_that_could_not_read_the_one_before():
    for marking in pack().markings.values():
        for narrower in narrower_than(marking.number):
            for role in pack().roles.values():
                assert narrower.id not in role.markings or marking.id in role.markings


def test_a_marking_no_pack_knows_leads_nowhere():
    assert narrower_than(63) == []
    assert wider_than(63) == []


# Who may


@pytest.mark.parametrize(
    ("who", "may"),
    [("amina", True), ("ben", True), ("lena", True), ("owen", False), ("cara", False)],
)
def test_who_may_raise_a_note_of_aminas(cast, note, who, may):
    assert decide(getattr(cast, who), RAISE_MARKING, note).allowed is may


def test_somebody_who_may_not_is_told_who_can(cast, note):
    with pytest.raises(AccessDenied, match="Only whoever wrote this, and managers"):
        raised(cast, "owen", note, SENSITIVE)
    assert as_it_is(note).marking == 0


def test_what_came_from_another_page_is_marked_there(cast):
    with acting_as(SYSTEM):
        entry = actions.happened(
            actor=SYSTEM, person=cast.dan, kind="note", happened_at=NOW, recorded_at=NOW,
            link="plans.plan:1",
        )  # fmt: skip
    with pytest.raises(AccessDenied, match="marks it itself"):
        raised(cast, "ben", entry, SENSITIVE)


@pytest.mark.parametrize("marking", [0, SENSITIVE, THERAPY])
def test_nothing_is_marked_for_somebody_new(cast, notes, marking):
    entry = notes.by("owen", "dan", LEEDS, marking=VICTIM)
    with acting_as(cast.owen), pytest.raises((actions.NotNarrower, AccessDenied)):
        actions.raise_marking(actor=cast.owen, entry=entry, marking=marking, reason="-", at=NOW)
    assert as_it_is(entry).marking == VICTIM


def test_nobody_hides_it_from_themselves_without_saying_that_they_know(cast, note):
    with pytest.raises(actions.WouldLoseSight):
        raised(cast, "amina", note, VICTIM)
    assert as_it_is(note).marking == 0

    raised(cast, "amina", note, VICTIM, knows_it_will_be_hidden=True)

    assert as_it_is(note).marking == VICTIM


def test_what_the_actor_cannot_see_is_not_there_to_be_raised(cast, note):
    """The function looks for itself, whatever code asks it."""
    with acting_as(cast.cara), connection.cursor() as cursor:
        cursor.execute(
            "select app.raise_marking(gen_random_uuid(), %s, '{0}', 1::smallint, %s, '', '', %s)",
            [note.pk, cast.cara.staff_id, NOW],
        )
        assert cursor.fetchone() == (False,)
    assert as_it_is(note).marking == 0


# What is hidden then


def everything_said(cast, who):
    """Every place in the record somebody looks at, as one text."""
    actor = getattr(cast, who)
    with acting_as(actor):
        about = {"actor": actor, "person": cast.dan}
        return str(
            [
                queries.timeline_page(**about, wanted=EntryFilter()),
                queries.timeline_page(**about, wanted=EntryFilter(words="leeds or york")),
                queries.timeline_page(**about, wanted=EntryFilter(author="Amina Khan")),
                queries.filter_options(**about),
                queries.search_notes(actor=actor, words="leeds or york"),
                queries.last_entries(**about, n=10),
                queries.last_notes(**about, n=10),
                queries.latest_for(actor=actor, people=[cast.dan.pk]),
                Entry.objects.count(),
                list(Raising.objects.values()),
                list(Change.objects.filter(table__startswith="record_").values("before", "after")),
            ]
        )


def test_it_is_hidden_at_once_with_every_version_wherever_somebody_looks(cast, notes, note):
    before = everything_said(cast, "amina")
    second = notes.by("amina", "dan", "He came late.", hours_ago=3)
    kept = everything_said(cast, "amina")
    with acting_as(cast.amina):
        actions.correct_entry(actor=cast.amina, entry=note, text="She is in York.", at=NOW)
    assert "York" in everything_said(cast, "amina")

    raised(cast, "ben", note, VICTIM)

    after = everything_said(cast, "amina")
    for word in ("Leeds", "York", "names her", str(note.pk)):
        assert word not in after, word
    assert "Leeds" in before
    assert "Leeds" in kept
    assert str(second.pk) in after
    assert "York" in everything_said(cast, "owen")  # who reads what is marked so


def test_it_is_absent_by_its_address(cast, note):
    raised(cast, "ben", note, VICTIM)

    with acting_as(cast.amina), pytest.raises(NotVisible):
        queries.entry_page(actor=cast.amina, person=cast.dan, id=note.pk)


def test_whoever_may_still_read_it_reads_who_raised_it_and_why(cast, note):
    raised(cast, "ben", note, VICTIM)

    with acting_as(cast.owen):
        page = queries.entry_page(actor=cast.owen, person=cast.dan, id=note.pk)
    [one] = page.raisings
    assert (one.was, one.now, one.by, one.reason) == (
        "Ordinary", "Victim", "Ben Adeyemi", "It names her"
    )  # fmt: skip
    assert page.line.marking == "Victim"


def test_it_is_in_the_audit_for_those_who_may_know(cast, note):
    raised(cast, "ben", note, VICTIM)

    with acting_as(cast.owen):
        deed = Deed.objects.get(verb="record.marking_raised")
        assert (deed.actor, deed.details["was"], deed.details["now"]) == ("Ben Adeyemi", 0, VICTIM)
        change = Change.objects.get(table="record_entry", operation="update")
        assert (change.before, change.after) == ({"marking": 0}, {"marking": VICTIM})
    with acting_as(cast.amina):
        assert not Deed.objects.filter(verb="record.marking_raised").exists()


def test_raised_twice_the_first_reason_is_hidden_with_it(cast, note):
    raised(cast, "ben", note, SENSITIVE)
    raised(cast, "ben", note, VICTIM)

    with acting_as(cast.amina):
        assert not Raising.objects.exists()
    with acting_as(cast.owen):
        assert [one.now for one in Raising.objects.order_by("now")] == [SENSITIVE, VICTIM]


def test_a_version_marked_for_fewer_people_still_is_left_alone(cast, note):
    with acting_as(SYSTEM):
        secret = Entry.objects.create(
            person=cast.dan, kind="note", text="Police", marking=CT, happened_at=NOW,
            recorded_at=NOW, supersedes=note, original=note,
        )  # fmt: skip

    raised(cast, "ben", note, SENSITIVE)

    assert (as_it_is(note).marking, as_it_is(secret).marking) == (SENSITIVE, CT)


def test_versions_the_actor_is_not_shown_are_raised_with_it(cast, note):
    with acting_as(SYSTEM):
        hidden = Entry.objects.create(
            person=cast.dan, kind="note", text="Told us", marking=SENSITIVE, happened_at=NOW,
            recorded_at=NOW, supersedes=note, original=note,
        )  # fmt: skip
        people.grant_access(
            actor=SYSTEM, person=cast.dan, member=cast.member("cara"), markings=[0, VICTIM],
            reason="Cover", at=NOW,
        )  # fmt: skip

    raised(cast, "ben", note, VICTIM)

    assert as_it_is(hidden).marking == VICTIM


# What comes later


def test_a_correction_is_marked_as_what_it_corrects_was_raised(cast, note):
    stale = note
    raised(cast, "ben", note, VICTIM)

    with acting_as(cast.ben):
        version = actions.correct_entry(actor=cast.ben, entry=stale, text="York.", at=NOW)

    assert as_it_is(version).marking == VICTIM


def test_whoever_was_about_to_correct_it_is_told_no_more_than_that_it_is_not_there(cast, note):
    with acting_as(cast.amina):
        opened = Entry.objects.select_related("person").get(pk=note.pk)
    raised(cast, "ben", note, VICTIM)

    with acting_as(cast.amina), pytest.raises(NotVisible):
        actions.correct_entry(actor=cast.amina, entry=opened, text="York.", at=NOW)


def test_no_version_slips_in_beneath_it_whatever_code_writes_it(cast, note):
    raised(cast, "ben", note, VICTIM)

    version = Entry(
        person=cast.dan, kind="note", text="York.", marking=0, happened_at=NOW, recorded_at=NOW,
        supersedes=note, original=note,
    )  # fmt: skip
    with acting_as(cast.amina), pytest.raises(DatabaseError), transaction.atomic():
        version.save(force_insert=True)
    with acting_as(SYSTEM):
        version.save(force_insert=True)
    assert as_it_is(version).marking == VICTIM


def learn(cast, text, *, days, marking=0):
    fact = EntryFacts(
        source_key="ndelius:contact:1:entry", kind="contact", text=text, happened_at=NOW,
        title="Told us", marking=marking,
    )  # fmt: skip
    with acting_as(SYSTEM):
        return actions.learn_entries(
            actor=SYSTEM,
            person=cast.dan,
            facts=[fact],
            source="9c5d6f70-0000-4000-8000-000000000001",
            at=NOW + timedelta(days=days),
        )


def from_message():
    with acting_as(SYSTEM):
        return list(
            Entry.objects.filter(source_key__isnull=False)
            .order_by("recorded_at")
            .values_list("text", "marking")
        )


def test_what_another_system_says_again_stays_as_it_was_raised(cast):
    learn(cast, LEEDS, days=0)
    with acting_as(SYSTEM):
        entry = Entry.objects.get(source_key__isnull=False)
    raised(cast, "ben", entry, VICTIM)

    assert not learn(cast, LEEDS, days=1)
    assert learn(cast, "She is in York.", days=2)
    assert not learn(cast, "She is in York.", days=3)

    assert from_message() == [(LEEDS, VICTIM), ("She is in York.", VICTIM)]


def test_what_was_never_raised_is_marked_as_the_message_says(cast):
    learn(cast, LEEDS, days=0)
    learn(cast, LEEDS, days=1, marking=SENSITIVE)
    learn(cast, LEEDS, days=2)

    assert from_message() == [(LEEDS, 0), (LEEDS, SENSITIVE), (LEEDS, 0)]


# The wall


@pytest.mark.parametrize(
    "statement",
    [
        "update record_entry set marking = 0",
        "update record_entry set marking = 1",
        "update record_entry set marking = 4, text = '-'",
        "update record_raising set reason = '-'",
        "update record_raising set marking = 0",
        "delete from record_raising",
        "truncate record_raising cascade",
        "insert into record_raising select gen_random_uuid(), 0, null, null, null"
        " from record_raising",
    ],
)
@pytest.mark.parametrize("who", ["owen", "system", "owner"])
def test_what_was_raised_stays_so_whoever_asks(cast, note, who, statement):
    raised(cast, "ben", note, VICTIM)

    acting = {"system": lambda: acting_as(SYSTEM), "owner": as_owner}.get(
        who, lambda: acting_as(cast.owen)
    )
    with acting(), pytest.raises(DatabaseError):
        attempt(statement)


def test_the_web_writes_no_raising_of_its_own(cast, note):
    row = Raising(
        person=cast.dan, entry=note, was=0, now=SENSITIVE, wider=[0], marking=SENSITIVE,
        reason="-", at=NOW, by_id=cast.ben.staff_id, by_text="Ben",
    )  # fmt: skip
    with acting_as(cast.ben), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_it_follows_its_person_still(cast, note):
    raised(cast, "ben", note, SENSITIVE)
    with acting_as(cast.ben):
        people.hold(
            actor=cast.ben,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50BRKB"),
            holder=cast.member("cara"),
            on=NOW.date(),
            at=NOW,
        )
    with acting_as(cast.cara):
        page = queries.entry_page(actor=cast.cara, person=cast.dan, id=note.pk)
    assert [one.reason for one in page.raisings] == ["It names her"]
