"""One task in every way people work: by keyboard, without a script, signed out, in two tabs."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions as people

pytestmark = pytest.mark.journey

SAID = "He rang to say that he starts work on Monday."


def timeline(person) -> str:
    return f"/people/{person.ref}/timeline"


def test_a_note_is_written_with_the_keyboard_alone(somebody, world):
    amina = somebody("amina")
    amina.opens(timeline(world.dan))

    amina.goes_by_tab_to("Contact with the person")
    amina.page.keyboard.press("Space")
    amina.types("What happened", SAID)
    amina.enters("Save note")

    amina.sees("Note saved", SAID)


def test_a_note_is_written_without_a_script(somebody, world):
    amina = somebody("amina", script=False)
    amina.opens(timeline(world.dan))

    amina.picks("Contact with the person")
    amina.writes("What happened", SAID)
    amina.presses("Save note")

    amina.sees("Note saved", SAID)


def test_a_session_that_ends_while_somebody_writes_costs_no_text(somebody, world):
    amina = somebody("amina")
    amina.opens(timeline(world.dan))
    Session.objects.all().delete()

    amina.picks("Contact with the person")
    amina.writes("What happened", SAID)
    amina.page.get_by_label("What happened", exact=True).first.blur()
    expect(amina.saving.first).to_contain_text("You have been signed out")
    amina.presses("Save note")
    amina.is_at("Sign in")
    amina.signs_in("amina")

    # Signing in leads back to the page she was on, and her text is there before she looks for it.
    expect(amina.field("What happened")).to_have_value(SAID)
    expect(amina.saving.first).to_contain_text("Saved")
    amina.presses("Save note")
    amina.sees("Note saved", SAID)


def test_two_tabs_about_two_people_never_bleed_into_each_other(somebody, world):
    given_amina_may_see_erin_too(world)
    amina = somebody("amina")
    amina.opens(timeline(world.dan))
    amina.picks("Contact with the person")
    amina.writes("What happened", "Dan came.")
    about_dan = amina.opens_another_tab()
    amina.opens(timeline(world.erin))
    amina.does_not_see("Dan Rees", "Dan came.")
    amina.picks("Contact with the person")
    amina.writes("What happened", "Erin came.")

    about_erin, amina.page = amina.page, about_dan
    amina.presses("Save note")
    amina.sees("Dan Rees", "Dan came.")
    amina.does_not_see("Erin Vaughan", "Erin came.")

    amina.page = about_erin
    amina.presses("Save note")
    amina.sees("Erin Vaughan", "Erin came.")
    amina.does_not_see("Dan Rees", "Dan came.")


def given_amina_may_see_erin_too(world) -> None:
    with acting_as(SYSTEM):
        people.grant_access(
            actor=SYSTEM,
            person=world.erin,
            member=world.member("amina"),
            reason="She covers for Cara.",
            at=NOW,
        )


def test_the_second_of_two_writers_is_shown_both_versions(somebody, world):
    amina, ben = somebody("amina"), somebody("ben")
    details = f"/people/{world.dan.ref}/details"
    amina.opens(f"{details}/adjustment/new")
    amina.writes("What is done differently", "Large print")
    amina.presses("Save")
    address = amina.page.locator("a[href*='/details/adjustment/']:not([href$='new'])").first
    path = address.get_attribute("href")
    amina.opens(path)
    ben.opens(path)

    ben.writes("What is done differently", "Large print on yellow paper")
    ben.presses("Save")
    amina.writes("What is done differently", "Large print, and read aloud")
    amina.presses("Save", answered=409)

    amina.sees("Their version", "Large print on yellow paper")
    expect(amina.field("What is done differently")).to_have_value("Large print, and read aloud")
    amina.presses("Save your version")
    amina.sees("Large print, and read aloud")


def test_the_language_is_switched_and_stays(somebody, world):
    amina = somebody("amina")
    amina.presses("Cymraeg")
    amina.opens(timeline(world.dan))

    expect(amina.page.locator("html")).to_have_attribute("lang", "cy")
    amina.presses("English")
    expect(amina.page.locator("html")).to_have_attribute("lang", "en")
