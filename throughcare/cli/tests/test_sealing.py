"""Whoever serves seals now and then, and a database out of reach is no end of it."""

import logging
from typing import Any

import pytest
from django.db import OperationalError

from throughcare.cli import sealing


class Rounds:
    """An event that is not set for so many rounds, and remembers how long it was waited for."""

    def __init__(self, count: int) -> None:
        self.count, self.waited = count, []

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return len(self.waited) > self.count


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []

    def seal() -> None:
        done.append("tried")
        if len(done) == 1:
            raise OperationalError("out of reach")

    monkeypatch.setattr(sealing, "seal", seal)
    monkeypatch.setattr(sealing, "make_months", lambda at: done.append("made room"))
    return done


def test_it_seals_and_makes_room_at_the_interval_and_goes_on_after_a_failure(
    sealed: list[str], settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SEAL_SECONDS = 60
    rounds = Rounds(2)

    with caplog.at_level(logging.WARNING):
        keeper = sealing.keep_sealing(rounds)
        assert keeper is not None
        keeper.join()

    assert sealed == ["tried", "made room"] * 3
    assert rounds.waited == [60] * 3
    assert caplog.messages == ["The audit was not sealed: out of reach"]


def test_with_no_interval_it_is_left_to_the_command(sealed: list[str], settings: Any) -> None:
    settings.SEAL_SECONDS = 0

    assert sealing.keep_sealing() is None
    assert sealed == []
