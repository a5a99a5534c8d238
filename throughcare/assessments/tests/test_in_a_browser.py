"""What only a browser can tell: questions that appear, saving by itself, two people at once."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from tests.browser import launched
from tests.databases import NOW, clone, connect_to, drop
from tests.journeys.served import served
from tests.journeys.visitor import Visitor
from tests.world import Cast
from throughcare.assessments import actions
from throughcare.assessments.tests.conftest import INSTRUMENT
from throughcare.foundation.access import acting_as

pytestmark = pytest.mark.journey

HOME = "Where is Dan living, or where will they live on release?"
SAFE = "Is it safe and suitable for them and for the people around them?"


@pytest.fixture
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast in a database of its own: what a browser does is committed."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_assessing"
    with django_db_blocker.unblock():
        connection.close()
        clone(ours, name)
        connect_to(name)
        cache.clear()  # attempts to sign in are counted there
        yield Cast()
        connect_to(ours)
        drop(name)


@pytest.fixture
def section(world: Cast) -> str:
    """The address of the first section of an assessment of Dan."""
    amina = world.amina
    with acting_as(amina):
        started = actions.start_assessment(
            actor=amina, person=world.dan, instrument=INSTRUMENT, at=NOW
        )
    return f"/people/{world.dan.ref}/assessments/{started.pk}/sections/accommodation"


@pytest.fixture
def somebody(section: str) -> Iterator[Callable[..., Visitor]]:
    """Seat somebody at a browser.

    It starts last: while its event loop runs, Django gives this thread another connection.
    """
    with served() as address, sync_playwright() as playwright:
        browser = launched(playwright)

        def sits_down(key: str, **named: Any) -> Visitor:
            context = browser.new_context(**named)
            context.set_default_timeout(15_000)
            visitor = Visitor(context, address)
            visitor.signs_in(key)
            return visitor

        yield sits_down
        browser.close()


def group(visitor: Visitor, asks: str) -> Any:
    return visitor.page.get_by_role("group", name=asks, exact=True).first


def answers(visitor: Visitor, asks: str, says: str) -> None:
    group(visitor, asks).get_by_label(says, exact=True).check()


def test_a_question_appears_with_the_answer_that_calls_for_it_and_is_said_aloud(somebody, section):
    amina = somebody("amina", viewport={"width": 320, "height": 640})
    amina.opens(section)

    expect(group(amina, SAFE)).to_be_hidden()
    answers(amina, HOME, "Somewhere for a short time")
    expect(group(amina, SAFE)).to_be_visible()
    expect(amina.page.locator("[data-announce]")).to_contain_text(SAFE)
    amina.looks()

    answers(amina, HOME, "Nowhere, or it is not known")
    expect(group(amina, SAFE)).to_be_hidden()


def test_two_people_answer_one_section_and_choose_where_they_differ(somebody, section):
    amina, ben = somebody("amina"), somebody("ben")
    amina.opens(section)
    ben.opens(section)

    answers(amina, HOME, "Somewhere for a short time")
    expect(amina.saving).to_contain_text("Saved")
    answers(ben, "Have they kept a home going before?", "Yes")
    expect(ben.saving).to_contain_text("Saved")

    answers(ben, HOME, "Nowhere, or it is not known")
    expect(ben.saving).to_contain_text("Someone else has changed this")
    ben.trouble.clear()  # the browser notes the answer that says so
    ben.follows("See both versions and choose")
    ben.page.get_by_role("radio").last.check()
    ben.presses("Keep the answers chosen")

    ben.opens(section)
    expect(ben.page.get_by_label("Nowhere, or it is not known")).to_be_checked()
    expect(ben.saving).to_be_empty()  # nothing typed before is brought back over it


def test_a_wrong_number_is_said_while_every_other_answer_saves_itself(somebody, section):
    amina = somebody("amina", viewport={"width": 320, "height": 640})
    amina.opens(section.split("/assessments/")[0] + "/assessments")
    amina.page.get_by_text("Start another assessment").click()
    amina.page.get_by_label("What the predictors need").check()
    amina.presses("Start")
    sanctions = amina.page.url
    all_of_them = amina.page.get_by_role("textbox", name="How many sanctions")
    violent = amina.page.get_by_role("textbox", name="How many of them for violence?")

    violent.fill("2")
    all_of_them.fill("about 12")
    expect(amina.saving).to_contain_text("Saved, but for this: Enter “How many sanctions")
    amina.trouble.clear()  # the browser notes the answer that says so
    amina.looks()
    all_of_them.fill("12")
    expect(amina.saving).to_contain_text(re.compile(r"Saved \d"))

    amina.opens(urlsplit(sanctions).path)
    expect(all_of_them).to_have_value("12")
    expect(violent).to_have_value("2")
