"""Every address of the program, tried by those it is not for."""

import re
from uuid import uuid4

import pytest

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Look
from throughcare.foundation.ui.addresses import addresses

OPEN_TO_ALL = {
    "health",
    "sign-in",
    "sign-out",
    "language",
    "sign-in/organisation",
    "sign-in/organisation/return",
    "sign-in/organisation/signed-out",
}
BY_TOKEN = "api/v1/<path:rest>"  # a door of its own, with tests of its own
VALUES = {
    "uuid": lambda: str(uuid4()),
    "slug": lambda: "address",
    "int": lambda: "1",
    "str": lambda: "x",
    "path": lambda: "x",
}


ALL = sorted({one.route for one in addresses()})
ABOUT_SOMEBODY = [route for route in ALL if route.startswith("people/<uuid:ref>")]


def address(route: str, ref: object) -> str:
    with_ref = route.replace("<uuid:ref>", str(ref))
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: VALUES[found[1]](), with_ref)


def alike(response: object) -> str:
    """A page without what differs on every showing: addresses and the form's token."""
    text = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}|(?<=csrfmiddlewaretoken" value=")\w+', "", text)


def test_the_program_has_pages_about_people():
    assert len(ABOUT_SOMEBODY) > 20


@pytest.mark.parametrize("route", [r for r in ALL if r.rstrip("/") not in {*OPEN_TO_ALL, BY_TOKEN}])
def test_nobody_gets_in_without_signing_in(client, db, route):
    response = client.get(address(route, uuid4()))

    assert response.status_code == 302
    assert response.url.startswith("/sign-in")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", ABOUT_SOMEBODY)
def test_a_hidden_person_and_an_absent_one_are_the_same_on_every_page(client, cast, route, method):
    client.force_login(cast.member("cara"))

    hidden = getattr(client, method)(address(route, cast.dan.ref))
    absent = getattr(client, method)(address(route, uuid4()))

    assert hidden.status_code == absent.status_code
    assert hidden.status_code in (404, 405)
    assert alike(hidden) == alike(absent)
    assert "Rees" not in hidden.content.decode()
    with acting_as(SYSTEM):
        assert not Look.objects.filter(person_id=cast.dan.pk).exists()


@pytest.mark.parametrize("route", ABOUT_SOMEBODY)
def test_an_administrator_reads_nobody(client, cast, route):
    client.force_login(cast.member("ada"))

    assert client.get(address(route, cast.dan.ref)).status_code in (404, 405)


@pytest.mark.parametrize("route", ABOUT_SOMEBODY)
def test_every_page_that_is_opened_writes_a_look(client, cast, route):
    client.force_login(cast.member("amina"))

    shown = client.get(address(route, cast.dan.ref)).status_code == 200

    with acting_as(SYSTEM):
        assert Look.objects.filter(person_id=cast.dan.pk).exists() is shown


def test_only_what_a_page_sends_by_itself_leaves_no_look():
    saving = {one.name for one in addresses() if getattr(one.view, "is_autosave", False)}

    assert saving == {"record:draft", "assessments:save-section", "reports:save-section"}
