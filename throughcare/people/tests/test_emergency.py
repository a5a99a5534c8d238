"""A record opened in an emergency: what opens, what does not, who is told, who reviews it."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as, decide
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit.models import Deed, Look
from throughcare.foundation.packs import pack
from throughcare.people import access, actions, queries
from throughcare.people.models import Characteristic, EmergencyReview, Grant, Person
from throughcare.people.reach import actor_for

DAN = {"number": "X123456", "born_on": date(1990, 5, 17)}
REASON = "He stands in our office with a knife and asks for Amina"
LATER = NOW + timedelta(hours=pack().emergency_rule.hours)


def opens(cast, who="cara", **asked):
    actor = getattr(cast, who)
    given = {**DAN, "reason": REASON, "id": uuid4(), **asked}
    with acting_as(actor):
        return actions.open_in_emergency(actor=actor, at=NOW, **given)


def seen_by(cast, who, at=NOW):
    actor = actor_for(staff_id=cast.member(who).pk, at=at)
    with acting_as(actor):
        return set(Person.objects.values_list("given_name", flat=True))


def grant_of_dan():
    with acting_as(SYSTEM):
        return Grant.objects.select_related("person", "member").get(kind="emergency")


def reviews(cast, who="ben", at=LATER, **said):
    actor = actor_for(staff_id=cast.member(who).pk, at=at)
    grant = grant_of_dan()
    given = {"finding": "in-order", "note": "Spoke with her", "version": 0, **said}
    with acting_as(actor):
        return actions.review_emergency(
            actor=actor, person=grant.person, grant=grant, at=at, **given
        )


def alike(response):
    return re.sub(
        r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=csrfmiddlewaretoken\" value=\")\w+",
        "",
        response.content.decode(),
    )


def asks(client, **typed):
    given = {"number": "X123456", "born_on": "17 5 1990", "reason": REASON, "once": str(uuid4())}
    return client.post(reverse("people:emergency"), {**given, **typed})


def test_number_and_date_of_birth_open_the_record_until_the_time_is_up(cast):
    assert opens(cast).person == cast.dan

    assert seen_by(cast, "cara") == {"Dan", "Erin"}
    assert seen_by(cast, "cara", LATER - timedelta(seconds=1)) == {"Dan", "Erin"}
    assert seen_by(cast, "cara", LATER) == {"Erin"}


def test_it_opens_what_the_role_reads_and_no_compartment(cast):
    kept = pack().markings
    with acting_as(SYSTEM):
        for marking in kept.values():
            Characteristic.objects.create(
                person=cast.dan, kind="religion", text=marking.id, marking=marking.number
            )

    def read_by(who):
        with acting_as(getattr(cast, who)):
            rows = Characteristic.objects.filter(person=cast.dan)
            return set(rows.values_list("text", flat=True))

    for who in ("cara", "tess", "carys"):
        opens(cast, who)

    assert read_by("cara") == {"ordinary", "sensitive", "safeguarding"}
    assert read_by("tess") == {"ordinary", "sensitive", "safeguarding", "health"}
    assert read_by("carys") == {"ordinary", "sensitive", "safeguarding"}


@pytest.mark.parametrize(
    "asked",
    [
        {"number": "X123457"},
        {"born_on": date(1990, 5, 18)},
        {"number": "X654321"},  # Erin's
        {"number": "Dan Rees"},
    ],
)
def test_nothing_short_of_the_very_number_and_date_opens_anything(cast, asked):
    attempt = opens(cast, "sol", **asked)

    assert attempt == actions.Attempt()
    assert seen_by(cast, "sol") == {"Erin"}


def test_two_people_with_one_number_and_date_are_not_guessed_between(cast):
    with acting_as(SYSTEM):
        twin = actions.add_person(
            actor=SYSTEM, given_name="Don", family_name="Rees", born_on=DAN["born_on"], at=NOW
        )
        actions.add_identifier(actor=SYSTEM, person=twin, kind="crn", text="X123456")

    assert opens(cast).person is None


@pytest.mark.parametrize("who", ["pia", "ada", "fay"])
def test_a_role_without_the_power_opens_nothing(cast, who):
    with pytest.raises(AccessDenied):
        opens(cast, who)


def excludes(cast, who):
    with acting_as(cast.ben):
        actions.exclude_colleague(
            actor=cast.ben, person=cast.dan, member=cast.member(who), reason="Kin", at=NOW
        )


def test_an_excluded_colleague_is_told_what_an_absent_person_is(client, cast):
    excludes(cast, "cara")
    client.force_login(cast.member("cara"))
    client.get(reverse("web:find"))

    with CaptureQueriesContext(connection) as when_hidden:
        hidden = asks(client)
    with CaptureQueriesContext(connection) as when_absent:
        absent = asks(client, number="X999999")

    assert hidden.status_code == absent.status_code == 200
    assert alike(hidden).replace("X123456", "-") == alike(absent).replace("X999999", "-")
    shapes = [
        [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked]
        for asked in (when_hidden, when_absent)
    ]
    assert len(shapes[0]) == len(shapes[1])
    assert seen_by(cast, "cara") == {"Erin"}


def test_an_exclusion_made_meanwhile_closes_what_was_opened(cast):
    opens(cast)

    excludes(cast, "cara")

    assert seen_by(cast, "cara") == {"Erin"}


def test_every_attempt_is_written_down_and_the_next_after_the_limit_waits(cast):
    limit = pack().emergency_rule.attempts
    for number in range(limit):
        assert opens(cast, number=f"X77777{number}").wait_until is None

    put_off = opens(cast)

    assert put_off.person is None
    assert put_off.wait_until == NOW + timedelta(minutes=pack().emergency_rule.within_minutes)
    assert seen_by(cast, "cara") == {"Erin"}
    assert opens(cast, "owen").person  # another's attempts are another's
    with acting_as(SYSTEM):
        verbs = list(
            Deed.objects.filter(staff_id=cast.cara.staff_id).values_list("verb", flat=True)
        )
    assert verbs.count("people.emergency_attempted") == limit
    assert verbs.count("people.emergency_put_off") == 1


def test_after_the_wait_they_may_try_again(cast):
    for number in range(pack().emergency_rule.attempts):
        opens(cast, number=f"X77777{number}")

    later = NOW + timedelta(minutes=pack().emergency_rule.within_minutes)
    with time_machine.travel(later, tick=False):
        cara = actor_for(staff_id=cast.cara.staff_id, at=later)
        with acting_as(cara):
            attempt = actions.open_in_emergency(
                actor=cara, at=later, reason=REASON, id=uuid4(), **DAN
            )

    assert attempt.person == cast.dan


def test_a_restricted_record_opens_and_those_named_are_told(cast):
    with acting_as(cast.ben):
        actions.restrict_person(
            actor=cast.ben, person=cast.dan, named=[cast.member("ben")], reason="Press", at=NOW
        )

    assert opens(cast).person == cast.dan

    assert seen_by(cast, "cara") == {"Dan", "Erin"}
    for who, is_told in (("amina", True), ("ben", True), ("owen", False), ("cara", False)):
        with acting_as(getattr(cast, who)):
            told = queries.told_of(actor=getattr(cast, who), at=NOW)
        assert bool(told) is is_told, who


def test_it_gives_a_manager_from_elsewhere_no_power_over_the_record(cast):
    attempt = opens(cast, "ben", number="X654321", born_on=date(1985, 2, 28))
    ben = cast.ben

    assert attempt.person == cast.erin
    assert decide(ben, access.SEE_PERSON, cast.erin).allowed
    for policy in (
        access.CHANGE_PERSON,
        access.HOLD_CASE,
        access.GRANT_ACCESS,
        access.EXCLUDE_COLLEAGUE,
        access.RESTRICT_PERSON,
        access.REVIEW_EMERGENCY,
    ):
        assert not decide(ben, policy, cast.erin).allowed, policy.name


def test_the_same_form_sent_twice_opens_once(client, cast):
    client.force_login(cast.member("cara"))
    once = str(uuid4())

    for _ in range(2):
        response = asks(client, once=once)
        assert response.url == reverse("web:overview", kwargs={"ref": cast.dan.ref})

    with acting_as(SYSTEM):
        assert Grant.objects.filter(kind="emergency").count() == 1


def test_every_page_says_so_and_is_written_down_until_they_end_it(client, cast):
    client.force_login(cast.member("cara"))
    response = asks(client)

    for name in ("web:overview", "people:details", "record:timeline"):
        page = client.get(reverse(name, kwargs={"ref": cast.dan.ref}))
        assert "You opened this record in an emergency" in page.content.decode()
    with acting_as(SYSTEM):
        assert Look.objects.filter(staff_id=cast.cara.staff_id).count() == 3
    assert "in an emergency" not in client.get(f"/people/{cast.erin.ref}").content.decode()

    grant = grant_of_dan()
    client.post(reverse("people:end-emergency", kwargs={"ref": cast.dan.ref, "id": grant.pk}))

    assert client.get(response.url).status_code == 404


def test_only_they_themselves_say_that_it_is_over(cast):
    opens(cast)
    grant = grant_of_dan()

    assert decide(cast.cara, access.BREAK_GLASS, grant).allowed
    # Owen sees Dan, and his role opens records too: that lets him end no one else's opening.
    with acting_as(cast.owen), pytest.raises(AccessDenied):
        actions.end_emergency(actor=cast.owen, person=cast.dan, grant=grant, at=NOW)


def test_case_holder_and_manager_are_told_until_it_is_reviewed(client, cast):
    opens(cast)

    for who in ("amina", "ben"):
        client.force_login(cast.member(who))
        page = re.sub(r"</?bdi[^>]*>", "", client.get("/").content.decode())
        assert "Dan Rees: opened in an emergency by Cara Doyle" in page, who
    client.force_login(cast.member("owen"))
    assert "opened in an emergency" not in client.get("/").content.decode()

    reviews(cast)

    client.force_login(cast.member("amina"))
    assert "opened in an emergency" not in client.get("/").content.decode()


def test_the_case_holder_reads_the_reason_and_not_the_pages(client, cast):
    opens(cast)
    grant = grant_of_dan()
    client.force_login(cast.member("amina"))

    page = client.get(
        reverse("people:review-emergency", kwargs={"ref": cast.dan.ref, "id": grant.pk})
    ).content.decode()

    assert REASON in page
    assert "Pages they opened meanwhile" not in page
    assert "Your review" not in page


def test_a_manager_reads_which_pages_were_opened_and_reviews_it(client, cast):
    client.force_login(cast.member("cara"))
    asks(client)
    client.get(reverse("people:details", kwargs={"ref": cast.dan.ref}))
    grant = grant_of_dan()
    address = reverse("people:review-emergency", kwargs={"ref": cast.dan.ref, "id": grant.pk})
    client.post(reverse("people:end-emergency", kwargs={"ref": cast.dan.ref, "id": grant.pk}))
    client.force_login(cast.member("ben"))

    listed = client.get(reverse("people:emergencies")).content.decode()
    page = client.get(address).content.decode()
    kept = client.post(address, {"finding": "follow-up", "note": "Ring her", "version": "0"})

    for shown in ("Dan Rees", "Cara Doyle", REASON[:40]):
        assert shown in listed
    assert "Details" in page.split("Pages they opened meanwhile")[-1]
    assert kept.status_code == 302
    with acting_as(SYSTEM):
        review = EmergencyReview.objects.get()
    assert (review.finding, review.note) == ("follow-up", "Ring her")
    assert "Dan Rees" not in client.get(reverse("people:emergencies")).content.decode()
    done = client.get(reverse("people:emergencies") + "?show=reviewed").content.decode()
    assert "Dan Rees" in done
    assert "To be followed up" in done


def test_it_is_reviewed_when_it_is_over(cast):
    opens(cast)

    with pytest.raises(actions.StillOpen):
        reviews(cast, at=NOW)


def test_nobody_reviews_their_own(cast):
    with acting_as(SYSTEM):
        cast_unit = cast.unit("N50BRKB")
        actions.hold(
            actor=SYSTEM, person=cast.dan, kind="community", unit=cast_unit, on=NOW.date(), at=NOW
        )
    opens(cast, "ben")
    grant = grant_of_dan()
    with acting_as(SYSTEM):
        actions.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50ASHA"),
            on=NOW.date(),
            at=NOW,
        )

    with acting_as(cast.ben):
        dan = Person.objects.get(pk=cast.dan.pk)
        decision = decide(cast.ben, access.REVIEW_EMERGENCY, Grant.objects.get(pk=grant.pk))

    assert decide(cast.ben, access.REVIEW_EMERGENCY, dan).allowed
    assert decision.reason.startswith("You opened this record yourself")


@pytest.mark.parametrize("who", ["amina", "cara"])
def test_whoever_answers_for_no_unit_that_holds_them_reviews_nothing(cast, who):
    opens(cast)

    with pytest.raises((AccessDenied, NotVisible)):
        reviews(cast, who)


def test_the_second_of_two_reviewers_is_shown_the_first(client, cast):
    opens(cast)
    grant = grant_of_dan()
    reviews(cast, note="First")

    with pytest.raises(ChangedMeanwhile):
        reviews(cast, "ben", note="Second")
    assert reviews(cast, note="First").version == 1
    assert reviews(cast, note="Third", version=1).version == 2

    address = reverse("people:review-emergency", kwargs={"ref": cast.dan.ref, "id": grant.pk})
    with time_machine.travel(LATER, tick=False):
        client.force_login(cast.member("ben"))
        clash = client.post(address, {"finding": "follow-up", "note": "Mine", "version": "1"})
    page = clash.content.decode()
    assert clash.status_code == 409
    assert "Third" in page
    assert "Mine" in page


def test_the_list_of_a_manager_takes_as_many_queries_for_many_as_for_one(client, cast):
    client.force_login(cast.member("ben"))
    opens(cast)
    address = reverse("people:emergencies")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with acting_as(SYSTEM):
        for number in range(40):
            Grant.objects.create(
                person=cast.dan,
                member=cast.member("cara"),
                kind="emergency",
                markings=[0],
                reason=f"Reason {number}",
                since=NOW + timedelta(minutes=number),
                until=NOW + timedelta(hours=9),
            )
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        first = client.get(address)

    assert len(few) == len(many)
    seen = first.content.decode()
    following = re.search(r'href="([^"]*after=[^"]*)" rel="next"', seen)
    second = client.get(following[1].replace("&amp;", "&")).content.decode()
    shown = [int(one) for one in re.findall(r"Reason (\d+)<", seen + second)]
    assert shown == list(range(40))


def test_the_list_is_for_managers(client, cast):
    client.force_login(cast.member("amina"))

    assert client.get(reverse("people:emergencies")).status_code == 403


def test_a_manager_of_another_unit_reads_nothing_of_it(client, cast):
    opens(cast)
    client.force_login(cast.member("tom"))

    assert "Dan Rees" not in client.get(reverse("people:emergencies")).content.decode()


def test_a_search_that_finds_nobody_leads_there_with_the_number(client, cast):
    client.force_login(cast.member("cara"))

    page = client.get(reverse("web:find") + "?text=X123456").content.decode()

    assert "/people/emergency?number=X123456" in page
    client.force_login(cast.member("pia"))
    page = client.get(reverse("web:find") + "?text=X123456").content.decode()
    assert "/people/emergency" not in page
