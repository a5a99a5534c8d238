"""What the news of those below becomes on the timeline."""

from datetime import timedelta
from uuid import uuid4

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.calendar import local_day
from throughcare.people import actions as people
from throughcare.record.models import Entry


def titles(cast, person):
    with acting_as(SYSTEM):
        return {
            entry.title: entry
            for entry in Entry.objects.filter(person=person, link__startswith="people.")
        }


def test_who_took_the_case_is_on_the_record_on_the_day_it_happened(cast):
    entry = titles(cast, cast.dan)["Case taken by Amina Khan, Ashwell Team A"]

    assert local_day(entry.happened_at).isoformat() == "2026-01-05"
    assert entry.recorded_at == NOW


def test_coming_onto_a_wing_is_on_the_record(cast):
    assert "Came to Haven" in titles(cast, cast.erin)


def test_a_case_handed_on_is_told_by_whoever_handed_it_on(cast):
    with acting_as(cast.ben):
        people.hold(
            actor=cast.ben,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50BRKB"),
            holder=cast.member("cara"),
            on=local_day(NOW),
            at=NOW,
        )

    entry = titles(cast, cast.dan)["Case taken by Cara Doyle, Brookfield Team B"]
    assert (entry.author_text, entry.happened_at) == ("Ben Adeyemi", NOW)


def hand_over(cast, who, person, kind, **to):
    from throughcare.people.queries import open_holding

    actor = getattr(cast, who)
    with acting_as(actor):
        people.hand_over(
            actor=actor,
            person=person,
            holding=open_holding(actor=actor, person=person, kind=kind),
            on=local_day(NOW),
            at=NOW,
            note="Tuesdays are best.",
            id=uuid4(),
            **to,
        )


def test_what_was_written_at_a_hand_over_is_news_for_whoever_takes_the_case(cast):
    hand_over(
        cast,
        "amina",
        cast.dan,
        "community",
        unit=cast.unit("N50ASHA"),
        holder=cast.member("owen"),
    )

    with acting_as(cast.owen):
        entry = Entry.objects.get(title="Case taken by Owen Pryce, Ashwell Team A")
    assert entry.text == "Tuesdays are best."
    assert (entry.author_text, entry.happened_at) == ("Amina Khan", NOW)


def test_another_officer_of_the_same_wing_is_no_arrival_there(cast):
    hand_over(
        cast,
        "sol",
        cast.erin,
        "custody",
        unit=cast.unit("MWI-H"),
        holder=cast.member("tess"),
    )

    told = titles(cast, cast.erin)
    assert "Case taken by Tess Okoro, Haven" in told
    assert "Came to Tess Okoro, Haven" not in told


def test_the_reason_that_came_in_a_message_is_no_hand_over_note(cast):
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50ASHA"),
            reason="Initial allocation",
            source=uuid4(),
            on=local_day(NOW),
            at=NOW,
        )

        assert not Entry.objects.filter(text="Initial allocation").exists()


def test_a_holding_that_ends_is_on_the_record(cast):
    from throughcare.people.queries import details_of

    with acting_as(SYSTEM):
        (custody,) = [
            one
            for one in details_of(actor=SYSTEM, person=cast.erin, today=NOW.date()).holdings
            if one.kind == "custody"
        ]
        people.end_holding(
            actor=SYSTEM, person=cast.erin, holding=custody, on=NOW.date(), at=NOW + timedelta(0)
        )

    assert "Left Haven" in titles(cast, cast.erin)
