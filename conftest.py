"""The world the tests live in: one database made once, a fixed cast, a clock that stands still."""

import os

import pytest

pytest_plugins = ["tests.databases", "tests.world"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say by name and number which journeys did not run because there is no browser."""
    from tests.databases import JOURNEYS_LEFT_OUT

    if JOURNEYS_LEFT_OUT:
        terminalreporter.section("journeys that did not run: no Chromium on this machine")
        for name in sorted(JOURNEYS_LEFT_OUT):
            terminalreporter.line(name)
        terminalreporter.line(f"{len(JOURNEYS_LEFT_OUT)} journeys did not run")


os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop runs in the test's thread
