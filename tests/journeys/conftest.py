"""What every journey starts from: a database of its own, the program served, a browser."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from tests.browser import launched
from tests.databases import NOW, clone, connect_to, drop
from tests.journeys.served import served
from tests.journeys.visitor import Visitor
from tests.world import Cast

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FOLDERS = ("ndelius_person_search", "ndelius_case")


@pytest.fixture(scope="session")
def imported(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database with the cast in it and the people these sample messages tell of."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_imported"
    with django_db_blocker.unblock(), time_machine.travel(NOW):
        connection.close()
        clone(ours, name)
        connect_to(name)
        folders = [SAMPLES / folder for folder in FOLDERS]
        call_command("import_messages", *folders, fictional=True, stdout=StringIO())
        connect_to(ours)
        yield name
        drop(name)


@pytest.fixture
def journey_database(imported: str, django_db_blocker: Any) -> Iterator[str]:
    """A copy for this journey alone. What is done here is committed, as it is in earnest."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_journey"
    with django_db_blocker.unblock(), time_machine.travel(NOW):
        clone(imported, name)
        connect_to(name)
        yield name
        connect_to(ours)
        drop(name)


@pytest.fixture
def site(journey_database: str) -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def world(journey_database: str) -> Cast:
    """The cast of all tests, in the database of this journey."""
    return Cast()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Closed before other tests start a browser of their own: a thread can only drive one.
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


def signed_in(key: str, site: str) -> Any:
    """The cookie of somebody who has signed in. The page that asks for it has journeys of its own;
    going through it at the beginning of each took nearly a third of their time.
    """
    client = Client()
    client.force_login(get_user_model().objects.get(email=f"{key}@example.invalid"))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site, "httpOnly": True}


@pytest.fixture
def somebody(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Seat somebody at a browser: `somebody("amina")` has signed in and is at her caseload."""
    contexts = []

    def sits_down(
        key: str = "", *, width: int = 1280, height: int = 900, script: bool = True
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        visitor = Visitor(context, site, script=script)
        if key:
            context.add_cookies([signed_in(key, site)])
            visitor.opens("/")
        return visitor

    yield sits_down
    for context in contexts:
        context.close()
