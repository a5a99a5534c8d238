"""Pages are read from a replica that has everything; a look is never lost; nobody reads behind."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from tests.databases import NOW, _template, clone, connect_to, drop
from tests.replicas import Replica
from tests.world import Cast
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Look
from throughcare.foundation.database import replica
from throughcare.people import actions as people

pytestmark = pytest.mark.alone

NAME = f"throughcare_replicated_{os.getpid()}"


@pytest.fixture(scope="module")
def copied(django_db_setup: None, django_db_blocker) -> Iterator[Replica]:
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        clone(_template(), NAME)
        connect_to(NAME)
        folder = Path(tempfile.mkdtemp(prefix="tc-", dir="/tmp"))
        folder.chmod(0o711)
        made = Replica(folder / "replica", os.environ)
        connections.settings["replica"] = {
            **connections.settings["default"],
            "NAME": NAME,
            "HOST": str(made.data),
        }
        yield made
        connections["replica"].close()
        del connections["replica"], connections.settings["replica"]
        made.stop()
        connect_to(before)
        drop(NAME)
        shutil.rmtree(folder)


@pytest.fixture
def followed(copied: Replica, monkeypatch: pytest.MonkeyPatch) -> Replica:
    """The replica, and pages that wait for it as long as it takes."""
    monkeypatch.setattr(replica, "LOOKS", 5000)
    monkeypatch.setattr(replica, "_not_before", 0.0)
    return copied


@pytest.fixture
def cast(followed: Replica) -> Cast:
    return Cast()


@pytest.fixture
def amina(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.member("amina"))
    return client


@contextmanager
def counted() -> Iterator[list[str]]:
    """Who answered each question."""
    asked: list[str] = []

    def count(alias):
        def ask(execute, sql, params, many, context):
            asked.append(alias)
            return execute(sql, params, many, context)

        return ask

    with (
        connections["default"].execute_wrapper(count("server")),
        connections["replica"].execute_wrapper(count("replica")),
    ):
        yield asked


def looks(person) -> int:
    with acting_as(SYSTEM):
        return Look.objects.filter(person_id=person.pk).count()


def write_note(client: Client, person, text: str) -> None:
    address = reverse("record:timeline", kwargs={"ref": person.ref})
    typed = {"note_type": "contact", "text": text, "happened_at_day": "yesterday"}
    page = client.get(address)
    typed |= dict(re.findall(r'name="(once|version)" value="([^"]*)"', page.text))
    answer = client.post(address, {**typed, "happened_at_time": "10am"})
    assert answer.status_code == 302


def test_a_page_is_read_from_the_replica_and_its_look_is_on_the_server(amina, cast):
    before = looks(cast.dan)

    with counted() as asked:
        answer = amina.get(reverse("web:overview", kwargs={"ref": cast.dan.ref}))

    assert answer.status_code == 200
    assert "Rees" in answer.text
    assert asked.count("replica") > 20
    assert looks(cast.dan) == before + 1


def test_nobody_reads_behind_what_was_written(amina, cast, followed, monkeypatch):
    """Own note at once, with a replica that has it and with one that does not get it."""
    write_note(amina, cast.dan, "There in a moment")
    assert (
        "There in a moment"
        in amina.get(reverse("record:timeline", kwargs={"ref": cast.dan.ref})).text
    )

    monkeypatch.setattr(replica, "LOOKS", 3)
    with followed.held_back():
        write_note(amina, cast.dan, "There all the same")
        with counted() as asked:
            answer = amina.get(reverse("record:timeline", kwargs={"ref": cast.dan.ref}))
    assert "There all the same" in answer.text
    assert asked.count("replica") == 3


def test_who_may_not_see_sees_nothing_on_the_replica_either(cast):
    cara = Client()
    cara.force_login(cast.member("cara"))

    with counted() as asked:
        hidden = cara.get(reverse("web:overview", kwargs={"ref": cast.dan.ref}))
        found = cara.get(reverse("web:find") + "?text=X123456")

    assert hidden.status_code == 404
    assert "Rees" not in hidden.text + found.text
    assert "replica" in asked


def test_what_is_closed_to_a_colleague_is_closed_at_once(cast, followed, monkeypatch):
    address = reverse("web:overview", kwargs={"ref": cast.dan.ref})
    owen = Client()
    owen.force_login(cast.member("owen"))
    assert owen.get(address).status_code == 200
    monkeypatch.setattr(replica, "LOOKS", 3)

    with followed.held_back():
        with acting_as(cast.ben):
            people.exclude_colleague(
                actor=cast.ben,
                person=cast.dan,
                member=cast.member("owen"),
                reason="They are neighbours",
                at=NOW,
            )
        assert owen.get(address).status_code == 404


def test_a_page_that_writes_as_it_is_opened_is_the_servers(amina, cast):
    answer = amina.get(reverse("web:find") + "?text=Ben+Adeyemi")

    assert answer.status_code == 200


def test_a_dead_replica_is_not_missed_and_asked_again_later(amina, cast, followed, monkeypatch):
    followed.stop()
    try:
        with counted() as asked:
            answers = [amina.get(reverse("web:caseload")) for _ in range(2)]
    finally:
        followed.start()

    assert [one.status_code for one in answers] == [200, 200]
    assert not replica.is_there()
    monkeypatch.setattr(replica, "_not_before", 0.0)
    with counted() as asked:
        amina.get(reverse("web:caseload"))
    assert "replica" in asked


def test_without_its_look_no_page_is_shown(amina, cast, monkeypatch):
    def fails(*given, **named):
        raise OSError("The look cannot be written")

    monkeypatch.setattr("throughcare.web.answering.looked", fails)

    with pytest.raises(OSError, match="look cannot be written"):
        amina.get(reverse("web:overview", kwargs={"ref": cast.dan.ref}))
