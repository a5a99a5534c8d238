"""The world the tests live in: one database made once, a fixed cast, a clock that stands still."""

import gc
import os
from typing import Any

import pytest

pytest_plugins = ["tests.databases", "tests.world"]

# playwright's loop runs in the test's own thread
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_configure() -> None:
    """A password hashed well takes a tenth of a second, and hundreds of tests sign in."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that take longest come first: at the end they would keep one process at work while the
    others had nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


def pytest_collection_finish() -> None:
    """What is there once all tests are found stays to the end: looking it over again and again for
    something to throw away took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.fixture(autouse=True)
def no_second_step_is_asked(settings: Any) -> None:
    """Whoever signs in is where they go. What asks for a second step says so."""
    settings.SECOND_STEP_ASKED = False


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say by name and number which journeys did not run because there is no browser."""
    from tests.databases import NO_BROWSER

    left_out = sorted(
        report.nodeid
        for report in terminalreporter.stats.get("skipped", [])
        if NO_BROWSER in str(report.longrepr)
    )
    if left_out:
        terminalreporter.section(NO_BROWSER)
        for name in left_out:
            terminalreporter.line(name)
        terminalreporter.line(f"{len(left_out)} journeys did not run")
