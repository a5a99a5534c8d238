"""Where nobody can sign in yet, the first administrator is let in from the command line; once."""

import getpass

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.staff.models import Member, Unit

PASSWORD = "plenty of words in it"


@pytest.fixture
def nobody_here(cast):
    """Everybody's sign-in is switched off."""
    with acting_as(SYSTEM):
        Member.objects.update(is_active=False)


def let_in(monkeypatch, *, password=PASSWORD, email="first@example.invalid"):
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: password)
    call_command("first_administrator", "Ada First", email)


def test_the_first_administrator_signs_in_and_looks_after_staff(
    nobody_here, client, monkeypatch, capsys
):
    let_in(monkeypatch)

    assert "Ada First can sign in as first@example.invalid" in capsys.readouterr().out
    client.post("/sign-in", {"login": "first@example.invalid", "password": PASSWORD})
    assert client.get(reverse("staff:staff")).status_code == 200
    with acting_as(SYSTEM):
        assert Unit.objects.filter(kind=Unit.Kind.NATION).count() == 1


def test_there_is_no_second_first(nobody_here, monkeypatch):
    let_in(monkeypatch)

    with pytest.raises(CommandError, match="Somebody can sign in already"):
        let_in(monkeypatch, email="eve@example.invalid")


@pytest.mark.parametrize(
    ("password", "email", "says"),
    [
        ("short", "first@example.invalid", "too short"),
        (PASSWORD, "no address", "valid email"),
        (PASSWORD, "amina@example.invalid", "somebody's already"),
    ],
)
def test_what_cannot_be_used_is_said_and_nobody_is_let_in(
    nobody_here, monkeypatch, password, email, says
):
    with pytest.raises(CommandError, match=says):
        let_in(monkeypatch, password=password, email=email)

    with acting_as(SYSTEM):
        assert not Member.objects.filter(is_active=True).exists()
