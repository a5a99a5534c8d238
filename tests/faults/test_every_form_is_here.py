"""No form is forgotten, and no address breaks, whatever stands behind its question mark."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.faults.forms import FORMS
from tests.faults.sending import in_turn
from throughcare.foundation.ui.addresses import addresses

# Tried in test_signing_in.py and test_openid.py; the language is a choice of two.
AT_THE_DOOR = ("account_", "mfa_", "openid_")
BEFORE_SIGNING_IN = {one.name for one in addresses() if one.name.startswith(AT_THE_DOOR)}
BEFORE_SIGNING_IN |= {"set_language"}
# Answer the same to everything; the last lets nobody in with cookies.
TAKE_NOTHING = {"web:health", "web:session", "web:kept", "api:door"}
VALUES = {
    "uuid": lambda: str(uuid4()),
    "slug": lambda: "address",
    "str": lambda: "x",
    "int": lambda: "1",
    "path": lambda: "x",
}


ALL = {one.name: f"/{one.route}" for one in addresses()}


def some(route: str, **named: object) -> str:
    """An address of this kind."""
    for name, value in named.items():
        route = re.sub(rf"<\w+:{name}>", str(value), route)
    return re.sub(r"<(\w+):\w+>", lambda found: VALUES[found[1]](), route)


def test_every_address_that_takes_anything_is_on_the_list(client, cast):
    client.force_login(cast.member("amina"))

    taking = {
        name
        for name, route in ALL.items()
        if name not in BEFORE_SIGNING_IN | TAKE_NOTHING
        and client.post(some(route)).status_code != 405
    }

    assert taking == {form.name for form in FORMS}


ASKED = (
    "words", "group", "author", "system", "since", "until", "known_on", "important", "kind",
    "before", "after", "number", "name", "born_on", "q", "list", "setting", "both", "next", "from",
    "unit", "place", "says", "at", "at_day", "at_time", "since_day", "since_time",
    "one", "other", "again", "all",
)  # fmt: skip
WRONG = (
    "", "\x00", "31 2 2026", "99/99/9999", "1 1 0000", "9" * 400, "-1", "2026-11-24T09:30:00_x",
    "'; drop table x; --", "{{7*7}}", "<script>alert(1)</script>", "((((|&!:*", "\u202e", "x" * 5000
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(ALL) - BEFORE_SIGNING_IN))
def test_no_address_breaks_whatever_is_asked_of_it(client, cast, name):
    client.force_login(cast.member("ada" if name.startswith(("staff:", "exchange:")) else "amina"))
    address = some(ALL[name], ref=cast.dan.ref)

    for wrong in in_turn(WRONG, name, share=3):
        answer = client.get(f"{address}?{urlencode(dict.fromkeys(ASKED, wrong))}")
        assert answer.status_code < 500
        assert "<script>alert" not in answer.text


def test_no_address_breaks_on_bytes_that_are_no_text(client, cast):
    client.force_login(cast.member("amina"))

    for name, route in ALL.items():
        address = some(route, ref=cast.dan.ref)
        answer = client.get(f"{address}?words=%ff%00%ed%a0%80&before=%ff&%ff")
        assert answer.status_code < 500, name
