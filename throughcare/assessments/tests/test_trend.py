"""What became of points since the time before, in words."""

from datetime import date

import pytest

from throughcare.assessments.trend import Reached, trend


def reached(on, points):
    return Reached(date.fromisoformat(on), points, 7, "")


@pytest.mark.parametrize(
    "before, now, points_are, says",
    [
        (("2026-06-03", 5), ("2026-11-22", 3), "distance", "closer than in June"),
        (("2026-06-03", 3), ("2026-11-22", 5), "distance", "further away than in June"),
        (("2025-06-03", 3), ("2026-11-22", 5), "severity", "higher than in June 2025"),
        (("2026-06-03", 5), ("2026-11-22", 3), "severity", "lower than in June"),
        (("2026-11-02", 5), ("2026-11-22", 5), "severity", "the same as on 2 November 2026"),
    ],
)
def test_the_trend_says_since_when(before, now, points_are, says):
    assert trend([reached(*before), reached(*now)], points_are=points_are) == says


def test_the_first_time_has_no_trend():
    assert trend([reached("2026-11-22", 3)], points_are="distance") == ""
