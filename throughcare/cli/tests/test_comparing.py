"""Whoever serves looks now and then whether somebody is to be compared."""

import logging
from typing import Any

import pytest
from django.db import OperationalError

from throughcare.cli import comparing
from throughcare.cli.tests.test_sealing import Rounds


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done: at first the database is out of reach, then nobody waits, then somebody."""
    done: list[str] = []
    answers = iter([OperationalError("out of reach"), False, True])

    def waits() -> bool:
        answer = next(answers)
        done.append("looked")
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(comparing, "does_anybody_wait", waits)
    monkeypatch.setattr(comparing, "compare", lambda: done.append("compared"))
    return done


def test_it_compares_when_somebody_waits_and_goes_on_after_a_failure(
    done: list[str], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.COMPARE_SECONDS = 20
    rounds = Rounds(3)

    with caplog.at_level(logging.WARNING):
        keeper = comparing.keep_comparing(rounds)
        assert keeper is not None
        keeper.join()

    assert done == ["looked", "looked", "looked", "compared"]
    assert rounds.waited == [20] * 4
    assert caplog.messages == ["Nobody was compared: out of reach"]


def test_with_no_interval_it_is_left_to_the_command(done: list[str], settings: Any) -> None:
    settings.COMPARE_SECONDS = 0

    assert comparing.keep_comparing() is None
    assert done == []
