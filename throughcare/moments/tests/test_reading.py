"""The page of a moment: what was known, who could see it, and what must not be shown."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.audit.models import Look
from throughcare.moments import queries
from throughcare.moments.queries.sections import Reading
from throughcare.people import actions as people
from throughcare.people.models import Address, Person
from throughcare.people.queries.could_see import who_could_see
from throughcare.record import actions as record
from throughcare.risk import actions as risk

CT = 2


def read(actor, person, at):
    with acting_as(actor):
        return queries.as_it_was(actor=actor, person=Person.objects.get(pk=person.pk), at=at)


def section(page, id):
    return next(one for one in page.sections if one.id == id)


def titles(page, id):
    return [one.title for one in section(page, id).told]


def raise_flag(cast, at, *, type="risk-to-staff", marking=0):
    with acting_as(cast.amina):
        return risk.raise_flag(
            actor=cast.amina,
            person=cast.dan,
            type=type,
            reason="See in pairs.",
            review_on=None,
            at=at,
            marking=marking,
        )


def move(cast, lines):
    with acting_as(SYSTEM):
        return people.write_circumstance(
            actor=SYSTEM,
            person=cast.dan,
            what="address",
            facts={"lines": lines, "no_fixed_abode": False},
            id=uuid4(),
            at=timezone.now(),
        )


def test_a_flag_that_was_ended_since_is_up_again_with_who_raised_it(cast, this_moment):
    flag = raise_flag(cast, timezone.now())
    then = this_moment()
    with acting_as(cast.amina):
        risk.end_flag(
            actor=cast.amina,
            flag=flag,
            reason="Over.",
            version=flag.version,
            at=timezone.now(),
        )

    (was,) = section(read(cast.amina, cast.dan, then), "risk").told
    (now,) = section(read(cast.amina, cast.dan, this_moment()), "risk").told

    assert (was.title, was.is_over, was.recorded_by) == ("Risk to staff", False, "Amina Khan")
    assert now.is_over
    assert "Over." in [fact.value for fact in now.facts]
    assert "Over." not in [fact.value for fact in was.facts]


def test_what_was_not_recorded_yet_is_not_there(cast, this_moment):
    then = this_moment()
    raise_flag(cast, timezone.now())

    page = read(cast.amina, cast.dan, then)

    assert titles(page, "risk") == []
    assert page.entries.items == ()


def test_an_entry_reads_as_it_did_before_it_was_corrected(cast, this_moment):
    with acting_as(cast.amina):
        entry = record.write_note(
            actor=cast.amina,
            person=cast.dan,
            note_type="contact",
            text="He came on Monday.",
            happened_at=timezone.now() - timedelta(days=2),
            at=timezone.now(),
        )
        then = this_moment()
        record.correct_entry(
            actor=cast.amina, entry=entry, text="He came on Tuesday.", at=timezone.now()
        )

    (line,) = read(cast.amina, cast.dan, then).entries.items

    assert (line.text, line.earlier) == ("He came on Monday.", ())


def test_what_is_marked_more_strictly_today_is_not_there_in_the_past(cast, this_moment):
    address = move(cast, "1 High Street")
    then = this_moment()
    with acting_as(SYSTEM):
        Address.objects.filter(pk=address.pk).update(marking=CT)

    assert "1 High Street" not in titles(read(cast.amina, cast.dan, then), "details")


def test_what_was_marked_more_strictly_then_is_not_there_in_the_past(cast, this_moment):
    address = move(cast, "1 High Street")
    with acting_as(SYSTEM):
        Address.objects.filter(pk=address.pk).update(marking=CT)
    then = this_moment()
    with acting_as(SYSTEM):
        Address.objects.filter(pk=address.pk).update(marking=0)

    assert "1 High Street" not in titles(read(cast.amina, cast.dan, then), "details")
    assert "1 High Street" in titles(read(cast.amina, cast.dan, this_moment()), "details")


def test_what_was_deleted_since_does_not_come_back(cast, this_moment):
    address = move(cast, "1 High Street")
    then = this_moment()
    with acting_as(SYSTEM):
        Address.objects.get(pk=address.pk).delete()

    assert "1 High Street" not in titles(read(cast.amina, cast.dan, then), "details")


def test_who_could_see_follows_the_units_that_held_the_person_then(cast, this_moment):
    then = this_moment()
    with acting_as(SYSTEM):
        people.restrict_person(
            actor=SYSTEM, person=cast.dan, named=[], reason="Known.", at=timezone.now()
        )
        for who in ("ben", "amina"):
            people.grant_access(
                actor=SYSTEM,
                person=cast.dan,
                member=cast.member(who),
                reason="Needed.",
                at=timezone.now(),
            )

    was = read(cast.ben, cast.dan, then).seen.could
    now = read(cast.ben, cast.dan, this_moment())

    names = {name for one in was for name in one.names}
    assert {"Amina Khan", "Owen Pryce", "Ben Adeyemi", "Lena Novak"} <= names
    assert not names & {"Cara Doyle", "Tess Okoro", "Sol Barker", "Ada Finch", "Pia Romero"}
    assert now.seen.could == []
    assert [one for one in titles(now, "access") if "restricted" in one]


def test_who_was_excluded_then_could_not_see(cast, this_moment):
    with acting_as(SYSTEM):
        people.exclude_colleague(
            actor=SYSTEM,
            person=cast.dan,
            member=cast.member("owen"),
            reason="Kin.",
            at=timezone.now(),
        )

    could = read(cast.ben, cast.dan, this_moment()).seen.could

    assert "Owen Pryce" not in {name for one in could for name in one.names}


def test_who_could_see_and_who_looked_is_for_those_who_may_know(cast, this_moment):
    page = read(cast.amina, cast.dan, this_moment())

    assert page.seen is None
    with acting_as(cast.amina):
        past = Reading(cast.amina, Person.objects.get(pk=cast.dan.pk)).at(timezone.now())
        with pytest.raises(AccessDenied):
            who_could_see(actor=cast.amina, past=past)


def test_before_the_record_was_held_nothing_is_claimed(client, cast, real_time):
    client.force_login(cast.member("amina"))

    answer = client.get(
        f"/people/{cast.dan.ref}/as-it-was", {"at_day": "1 2 2026", "at_time": "noon"}
    )

    assert "This system has held the record since" in answer.text
    assert "This system held nothing yet of: Risk, Calculations, Sentence" in answer.text
    assert "Nobody held the case." not in answer.text


def test_reading_the_past_is_a_look(client, cast, real_time):
    client.force_login(cast.member("amina"))

    client.get(f"/people/{cast.dan.ref}/as-it-was", {"at_day": "today", "at_time": "0:01"})

    with acting_as(SYSTEM):
        look = Look.objects.get(person_id=cast.dan.pk)
    assert (look.page, look.actor) == ("moments:as-it-was", "Amina Khan")


def test_a_link_to_what_was_recorded_leads_to_the_first_full_minute_after(client, cast, real_time):
    client.force_login(cast.member("amina"))
    raise_flag(cast, timezone.now())
    recorded = timezone.now()

    answer = client.get(f"/people/{cast.dan.ref}/as-it-was", {"at": recorded.isoformat()})

    assert "You are reading the past" in answer.text
    assert "Risk to staff" in answer.text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"at_day": "", "at_time": ""}, "Enter the date and the time"),
        ({"at_day": "tomorrow", "at_time": "noon"}, "is still to come"),
        ({"at_day": "today", "at_time": "23:59"}, "is still to come"),
        ({"at_day": "1 1 2026", "at_time": ""}, "Enter the time as well"),
        ({"at": "nonsense"}, "Enter a date"),
        ({"at": "0001-01-01T00:00:00+23:59"}, "Enter a date"),
    ],
)
def test_a_moment_that_cannot_be_read_is_asked_again(client, cast, asked, says):
    client.force_login(cast.member("amina"))

    answer = client.get(f"/people/{cast.dan.ref}/as-it-was", asked)

    assert answer.status_code == 200
    assert says in answer.text
    assert "You are reading the past" not in answer.text


def test_a_long_record_takes_the_same_queries(cast, this_moment):
    def count():
        ben, now = cast.ben, this_moment()  # his reach may have to be worked out anew
        with CaptureQueriesContext(connection) as asked:
            read(ben, cast.dan, now)
        return len(asked)

    raise_flag(cast, timezone.now())
    move(cast, "1 High Street")
    before = count()
    for n in range(5):
        raise_flag(cast, timezone.now(), type="suicide-self-harm")
        move(cast, f"{n} High Street")

    assert count() == before


def test_rows_of_two_records_made_one_are_the_past_of_the_record_they_were_on(cast, this_moment):
    with acting_as(SYSTEM):
        other = people.add_person(
            actor=SYSTEM,
            given_name="Daniel",
            family_name="Reece",
            born_on=cast.dan.born_on,
            at=timezone.now(),
        )
        people.hold(
            actor=SYSTEM,
            person=other,
            kind="community",
            unit=cast.unit("N50ASHA"),
            on=date(2026, 2, 2),
            at=timezone.now(),
        )
        people.write_circumstance(
            actor=SYSTEM,
            person=other,
            what="address",
            facts={"lines": "2 Low Street", "no_fixed_abode": False},
            id=uuid4(),
            at=timezone.now(),
        )
    before = this_moment()
    at = max(NOW, timezone.now())  # the cast's reach is worked out at no earlier moment
    ben = cast.ben
    with acting_as(ben):
        made = people.merge(actor=ben, kept=cast.dan, other=other, reason="The same", at=at)
    between = this_moment()

    page = read(cast.ben, cast.dan, before)
    assert "2 Low Street" not in titles(page, "details")
    assert page.made_one_since > before
    (moved,) = [
        one
        for one in section(read(cast.ben, cast.dan, between), "details").told
        if one.title == "2 Low Street"
    ]
    assert moved.recorded_at < before

    ben = cast.ben
    with acting_as(ben):
        people.take_merge_back(actor=ben, merge=made, because="Two people", at=at)
    assert "2 Low Street" in titles(read(cast.ben, other, before), "details")
    assert "2 Low Street" not in titles(read(cast.ben, other, between), "details")
    # What turned out to be another person's is not Dan's to show, not even of that time.
    assert "2 Low Street" not in titles(read(cast.ben, cast.dan, between), "details")
