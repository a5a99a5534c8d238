"""Signing in, my caseload, finding somebody, a person at a glance."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.databases import NOW
from tests.world import PASSWORD
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.ui.header import PERSON_PAGES
from throughcare.people import actions as people
from throughcare.record import actions as record


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def another_person(cast, number):
    """Somebody more in Amina's caseload, with something on the record."""
    with acting_as(SYSTEM):
        person = people.add_person(
            actor=SYSTEM, given_name=f"Person{number}", family_name="Moore", at=NOW
        )
        people.add_identifier(actor=SYSTEM, person=person, kind="crn", text=f"X77{number:04d}")
        people.add_name(
            actor=SYSTEM, person=person, kind="former", given_name="Ann", family_name="Elder"
        )
        people.hold(
            actor=SYSTEM,
            person=person,
            kind="community",
            unit=cast.unit("N50ASHA"),
            holder=cast.member("amina"),
            on=NOW.date(),
            at=NOW,
        )
    return person


def queries_of(client, address):
    client.get(address)  # what is cached for good is cached now
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_program_says_when_it_is_ready(client, db):
    body = client.get("/health").json()

    assert body["status"] == body["database"] == "ok"
    assert set(body) == {"status", "version", "database"}


def test_somebody_signs_in_and_sees_their_caseload(client, cast):
    response = sign_in(client, "amina@example.invalid")

    assert response.url == reverse("web:caseload")
    page = client.get(response.url).content.decode()
    assert "Dan Rees" in page
    assert "Erin" not in page


@pytest.mark.parametrize("email", ["amina@example.invalid", "nobody@example.invalid"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(client, cast, email):
    page = sign_in(client, email, "not the password").content.decode()

    assert "There is a problem" in page
    [sentence] = {line for line in page.splitlines() if 'href="#id_login"' in line}
    assert "e-mail" in sentence.lower() or "email" in sentence.lower()
    assert "nobody" not in sentence


def test_signing_in_leads_back_to_the_page_asked_for(client, cast):
    wanted = reverse("web:overview", kwargs={"ref": cast.dan.ref})

    first = client.get(wanted)
    response = sign_in(client, "amina@example.invalid", next=wanted)

    assert first.url.startswith(reverse("account_login"))
    assert response.url == wanted


def test_a_language_chosen_follows_the_colleague(client, cast):
    client.force_login(cast.member("amina"))

    client.post(reverse("set_language"), {"language": "cy", "next": "/"})

    assert cast.member("amina").language == "cy"
    assert 'lang="cy"' in client.get("/").content.decode()


def test_choosing_a_language_leads_nowhere_else(client, cast):
    response = client.post(
        reverse("set_language"), {"language": "cy", "next": "https://elsewhere.example"}
    )

    assert response.url == "/"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("X123456", "CRN X123456"),
        ("x 123456", "CRN X123456"),
        ("a1234bc", "NOMIS A1234BC"),
        ("rees", "Name"),
        ("Rees, Dan", "Name"),
        ("dan ree", "Name"),
        ("rees dan", "Name"),
    ],
)
def test_somebody_is_found_however_the_name_or_number_is_typed(client, cast, typed, why):
    client.force_login(cast.member("amina"))

    page = client.get(reverse("web:find"), {"text": typed, "born_on": ""}).content.decode()

    assert "Dan Rees" in page
    assert why in page


def test_a_former_name_finds_and_says_so(client, cast):
    another_person(cast, 1)
    client.force_login(cast.member("amina"))

    page = client.get(reverse("web:find"), {"text": "elder", "born_on": ""}).content.decode()

    assert "Person1 Moore" in page
    assert "Former name: Ann Elder" in page


def test_a_date_of_birth_alone_finds_and_narrows(client, cast):
    client.force_login(cast.member("amina"))

    alone = client.get(reverse("web:find"), {"text": "", "born_on": "17 5 1990"})
    other = client.get(reverse("web:find"), {"text": "rees", "born_on": "18 5 1990"})

    assert "Dan Rees" in alone.content.decode()
    assert "Dan Rees" not in other.content.decode()


@pytest.mark.parametrize("typed", ["X123456", "Rees", "A1234BC"])
def test_a_hidden_person_is_not_found_and_looks_like_nobody(client, cast, typed):
    client.force_login(cast.member("cara"))

    hidden = client.get(reverse("web:find"), {"text": typed, "born_on": ""}).content.decode()
    nobody = client.get(reverse("web:find"), {"text": "Qqqq", "born_on": ""}).content.decode()

    assert "Dan Rees" not in hidden
    assert "Nobody you can see fits" in hidden
    assert "Nobody you can see fits" in nobody


def test_searching_for_nothing_says_what_to_type(client, cast):
    client.force_login(cast.member("amina"))

    page = client.get(reverse("web:find"), {"text": "", "born_on": ""}).content.decode()

    assert "Type a name or a number, or a date of birth" in page


def test_the_overview_shows_what_matters_and_nothing_marked_beyond_the_reader(client, cast):
    with acting_as(SYSTEM):
        record.write_note(
            actor=SYSTEM,
            person=cast.dan,
            note_type="contact",
            text="Of a kind Amina may not read",
            happened_at=NOW - timedelta(hours=1),
            at=NOW,
            marking=2,
            important=True,
            id=None,
        )
    client.force_login(cast.member("amina"))

    page = client.get(reverse("web:overview", kwargs={"ref": cast.dan.ref})).content.decode()

    assert "Dan Rees" in page
    assert "Amina may not read" not in page


def test_the_caseload_asks_as_much_for_ten_people_as_for_one(client, cast):
    client.force_login(cast.member("amina"))
    one = queries_of(client, reverse("web:caseload"))
    for number in range(10):
        another_person(cast, number)

    assert queries_of(client, reverse("web:caseload")) == one


def test_finding_asks_as_much_for_many_as_for_one(client, cast):
    client.force_login(cast.member("amina"))
    another_person(cast, 0)
    address = reverse("web:find") + "?text=moore&born_on="
    one = queries_of(client, address)
    for number in range(1, 10):
        another_person(cast, number)

    assert queries_of(client, address) == one


def test_the_overview_asks_as_much_for_a_long_record_as_for_a_short_one(client, cast):
    client.force_login(cast.member("amina"))
    address = reverse("web:overview", kwargs={"ref": cast.dan.ref})
    fill(cast, 2)
    short = queries_of(client, address)
    fill(cast, 20)

    assert queries_of(client, address) == short


def fill(cast, number):
    with acting_as(cast.amina):
        for n in range(number):
            record.write_note(
                actor=cast.amina,
                person=cast.dan,
                note_type="contact",
                text=f"Came in, note {n}",
                happened_at=NOW - timedelta(hours=n),
                at=NOW,
                marking=0,
                important=False,
                id=None,
            )


def test_a_page_keeps_nothing_on_disk_and_loads_nothing_from_elsewhere(client, cast):
    client.force_login(cast.member("amina"))

    headers = client.get("/").headers

    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("page", [name for name, _text in PERSON_PAGES])
def test_of_two_tabs_with_two_people_each_says_whose_it_is(cast, client, page):
    client.force_login(cast.member("amina"))

    html = client.get(reverse(page, kwargs={"ref": cast.dan.ref})).content.decode()

    (title,) = re.findall(r"<title>(.*?)</title>", html)
    assert title.endswith(f": {cast.dan.full_name} – Throughcare")


def test_one_link_beside_a_page_is_the_one_it_belongs_to(cast, client):
    client.force_login(cast.member("ben"))
    ref = {"ref": cast.dan.ref}

    for page, link in (
        (reverse("web:overview", kwargs=ref), "Overview"),
        (reverse("people:details", kwargs=ref), "Details"),
        (reverse("people:write", kwargs={**ref, "what": "address"}), "Details"),
        (reverse("people:grant", kwargs=ref), "Who may see this"),
        (reverse("people:access", kwargs=ref), "Who may see this"),
        (reverse("risk:set-level", kwargs=ref), "Risk"),
    ):
        html = client.get(page).content.decode()
        beside = html[html.index("moj-side-navigation__list") : html.index("<main")]
        assert re.findall(r'aria-current="page">(.*?)<', beside) == [link]


def test_who_looked_is_told_with_the_page_in_words(cast, client):
    client.force_login(cast.member("ben"))
    client.get(reverse("record:timeline", kwargs={"ref": cast.dan.ref}))
    client.get(reverse("people:grant", kwargs={"ref": cast.dan.ref}))

    html = client.get(reverse("people:access", kwargs={"ref": cast.dan.ref})).content.decode()

    looked = html[html.index("Who looked lately") :]
    # Two looks in one instant stand in no order.
    assert sorted(re.findall(r"Timeline|Details|Who may see this|people:\w+", looked)) == [
        "Timeline",
        "Who may see this",
    ]
