"""Where everything lies on a strip of time."""

from datetime import date

from throughcare.foundation.ui.charts import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Axis,
    Bars,
    Count,
    Course,
    Point,
    Span,
    axis_over,
)

YEAR = Axis(date(2026, 1, 1), date(2026, 12, 31))


def test_a_day_lies_where_its_share_of_the_time_is():
    assert YEAR.x(date(2026, 1, 1)) == MARGIN
    assert YEAR.x(date(2026, 12, 31)) == WIDTH - MARGIN
    assert abs(YEAR.x(date(2026, 7, 2)) - WIDTH / 2) < 1
    assert YEAR.x(date(2020, 1, 1)) == MARGIN  # what began before begins at the end of the axis


def test_an_axis_of_one_day_divides_by_nothing():
    today = date(2026, 11, 22)

    axis = Axis(today, today)

    assert axis.ticks == (today,)
    assert axis.x(today) == MARGIN


def test_where_everything_is_of_today_the_axis_begins_some_weeks_before():
    axis = axis_over([date(2026, 11, 22)], until=date(2026, 11, 22))

    assert axis is not None
    assert axis.since == date(2026, 10, 25)


def test_without_a_day_there_is_no_axis():
    assert axis_over([], until=date(2026, 11, 22)) is None


def test_more_points_lie_higher_and_none_of_them_outside():
    course = Course((Point(YEAR.since, 2, ""), Point(YEAR.until, 30, "")), most=20)

    assert 0 < course.y(20) < course.y(2) < course.y(0) < HEIGHT
    assert course.y(30) == course.y(20)
    assert Course((), most=0).y(0) == course.y(0)
    assert course.line(YEAR).split()[0] == f"{MARGIN},{course.y(2)}"


def test_what_still_goes_on_reaches_to_the_end():
    going_on = Span(date(2026, 7, 2), None, "")

    assert YEAR.x(going_on.since) + going_on.width(YEAR) == WIDTH - MARGIN
    assert Span(YEAR.until, YEAR.until, "").width(YEAR) > 0


def test_the_fullest_month_fills_its_half():
    bars = Bars((Count(YEAR.since, 4, 1, ""), Count(YEAR.until, 0, 8, "")))

    assert bars.height(8) == HEIGHT / 2 - 2
    assert bars.height(4) == bars.height(8) / 2
    assert Bars(()).height(0) == 0
