"""Needs and scores over time: of each reader nothing more than they may know, in any axis."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.databases import NOW
from throughcare.assessments import actions as assessing
from throughcare.assessments.models import Assessment
from throughcare.assessments.tests.conftest import INSTRUMENT, answer, answer_everything, reply
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.plans.tests.conftest import accept
from throughcare.risk.models import Score
from throughcare.web.pages.over_time import over_time

TODAY = NOW.date()
CT = pack().markings["ct"].number


def signed(cast, *, days, home="short"):
    with acting_as(cast.amina):
        at = NOW + timedelta(days=days)
        found = assessing.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=at
        )
        answer_everything(cast.amina, found)
        answer(cast.amina, found, "accommodation", {"home": reply("short").mark}, home=home)
        found.refresh_from_db()
        return assessing.sign_assessment(
            actor=cast.amina, assessment=found, version=found.version, at=at
        )


def page(cast, *, by="amina"):
    actor = getattr(cast, by)
    with acting_as(actor):
        return over_time(actor=actor, person=cast.dan, today=TODAY)


def score(cast, *, days, percent, marking=0):
    with acting_as(SYSTEM):
        Score.objects.create(
            person=cast.dan,
            marking=marking,
            name="OGRS3",
            value=percent,
            period="1-year",
            scored_on=TODAY + timedelta(days=days),
            recorded_at=NOW,
        )


def living(found):
    [chart] = [one for one in found.came_to if one.title == INSTRUMENT.title]
    return next(lane for lane in chart.lanes if lane.title == "Somewhere to live")


def test_points_stand_over_the_days_they_were_signed(cast):
    signed(cast, days=-90)
    signed(cast, days=-10, home="none")

    found = page(cast)

    assert found.axis.since == TODAY - timedelta(days=90)
    assert [point.value for point in living(found).course.points] == [2, 4]
    assert living(found).says.startswith("High need; higher than in ")


def test_what_was_being_done_stands_on_the_same_axis(cast):
    assessment = signed(cast, days=-90)
    with acting_as(cast.amina):
        accept(cast.amina, cast.dan, assessment)
    score(cast, days=-30, percent=40)
    score(cast, days=-3, percent=35)

    found = page(cast)

    assert [one.title for one in found.meanwhile] == [
        "What the plan worked on",
        "Where they were held",
    ]
    [*_, scores] = found.came_to
    assert [point.value for point in scores.lanes[0].course.points] == [40, 35]
    assert all(len(row) == len(chart.columns) for chart in found.meanwhile for row in chart.rows)
    assert all(len(row) == len(chart.columns) for chart in found.came_to for row in chart.rows)


def test_nothing_hidden_moves_the_axis_or_leaves_a_gap(cast):
    """An assessment and a score marked counter-terrorism: Amina's page is as if there were none."""
    known, at = signed(cast, days=-90), NOW - timedelta(days=200)
    with acting_as(SYSTEM):
        Assessment.objects.create(
            person=cast.dan,
            marking=CT,
            instrument=known.instrument,
            instrument_version=known.instrument_version,
            started_at=at,
            state=Assessment.State.SIGNED,
            signed_at=at,
            result=known.result,
        )
    score(cast, days=-300, percent=80, marking=CT)

    found = page(cast)

    assert found.axis.since == TODAY - timedelta(days=90)
    assert [point.on for point in living(found).course.points] == [TODAY - timedelta(days=90)]
    assert len(found.came_to) == 1
    assert living(found).says == "Some need"


def test_the_queries_are_as_many_however_much_there_is(cast):
    signed(cast, days=-90)
    with CaptureQueriesContext(connection) as few:
        page(cast)
    for days in (-60, -30):
        signed(cast, days=days)
        score(cast, days=days, percent=20)
    with CaptureQueriesContext(connection) as many:
        page(cast)

    assert len(many) == len(few)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_strip_says_in_words_what_it_shows(cast, client, language):
    signed(cast, days=-90)
    client.force_login(cast.member("amina"))
    client.cookies["django_language"] = language

    shown = client.get(reverse("web:over-time", args=[cast.dan.ref])).content.decode()

    assert shown.count('<svg class="tc-strip"') == shown.count("<desc id=") > 5
    assert shown.count("<table") >= 2
    assert "2 points of 9" in shown or language == "cy"
    assert "style=" not in shown


def test_with_nothing_to_show_it_says_what_would_fill_it(cast, client):
    client.force_login(cast.member("amina"))

    shown = client.get(reverse("web:over-time", args=[cast.dan.ref])).content.decode()

    assert "Nothing has been assessed, scored or planned yet" in shown
