"""What is known of one person, by the names calculations ask for it."""

from datetime import date
from typing import Any

import pytest

from throughcare.calculations.known import Rows, known_of
from throughcare.people.queries import PersonForRules
from throughcare.risk.models import HarmLevel
from throughcare.risk.queries import RiskRows

TODAY = date(2026, 11, 24)


def level(group: str, level: str, on: date) -> HarmLevel:
    return HarmLevel(group=group, setting="community", level=level, assessed_on=on, marking=0)


@pytest.mark.parametrize("marking", [0, 1])
def test_the_register_has_the_most_serious_level_of_any_group_not_the_newest(marking: int) -> None:
    levels: Any = [
        level("children", "low", date(2026, 9, 1)),
        level("public", "high", date(2026, 8, 1)),
    ]
    nobody: Any = None
    rows = Rows(PersonForRules(nobody, None, "M", ()), risk=RiskRows(levels=levels))

    known = known_of(rows, markings=[marking], today=TODAY)

    told = [(one["code"], one["date"]) for one in known["risk.registrations"]]
    assert told == ([("RHRH", "2026-08-01")] if marking == 0 else [])
