"""One person stands on record twice, is made one, and turns out to have been two after all."""

import pytest

from tests.databases import NOW
from tests.journeys.visitor import Visitor
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions as people

pytestmark = pytest.mark.journey


@pytest.fixture
def again(world):
    """Dan a second time, under another name; Owen holds that case."""
    with acting_as(SYSTEM):
        person = people.add_person(
            actor=SYSTEM, given_name="Daniel", family_name="Reece", born_on=None, at=NOW
        )
        people.add_identifier(actor=SYSTEM, person=person, kind="crn", text="X999999")
        people.hold(
            actor=SYSTEM,
            person=person,
            kind="community",
            unit=world.unit("N50ASHA"),
            holder=world.member("owen"),
            on=NOW.date(),
            at=NOW,
        )
    return person


def writes_a_note(visitor: Visitor, ref, text: str):
    visitor.opens(f"/people/{ref}/timeline")
    visitor.picks("Contact with the person")
    visitor.writes("What happened", text)
    visitor.presses("Save note")


def test_two_records_become_one_and_two_again(somebody, world, again):
    ben = somebody("ben", width=320)
    writes_a_note(ben, again.ref, "Written about Daniel before.")
    ben.opens(f"/people/{world.dan.ref}/details")
    ben.follows("Same person as somebody else on record")
    ben.writes("Their other number or name", "x 999999")
    ben.presses("Find")
    ben.follows("Daniel Reece")
    ben.is_at("Are they the same person?")
    ben.sees("X999999", "Differs")
    ben.page.set_viewport_size({"width": 1280, "height": 900})
    ben.photographs("same-person")
    ben.page.set_viewport_size({"width": 320, "height": 900})
    ben.picks("Yes, the same person")
    ben.presses("Continue")
    ben.sees("Write what makes you say so")
    ben.writes("What makes you say so?", "His prison photograph.")
    ben.presses("Continue")
    ben.is_at("Make them one record?")
    ben.sees("Nothing is deleted.", "Ashwell Team A, Amina Khan")
    ben.presses("Make them one record")

    ben.sees("The two records are one now.", "Made one with the record of Daniel Reece")
    ben.opens(f"/people/{again.ref}/timeline")  # an old address
    assert str(world.dan.ref) in ben.path
    ben.sees("Written about Daniel before.")
    writes_a_note(ben, world.dan.ref, "Since: about Dan.")
    writes_a_note(ben, again.ref, "Since: about Daniel.")

    owen = somebody("owen")
    owen.opens("/")
    owen.sees("The record of Daniel Reece was made one with another you see, by Ben Adeyemi")
    owen.arrives_by(owen.page.locator(".tc-told a").first.click)
    owen.sees("His prison photograph.")

    ben.opens(f"/people/{world.dan.ref}/details")
    ben.arrives_by(ben.page.get_by_role("link", name="Take this back").click)
    ben.is_at("Two people after all")
    ben.page.get_by_label("Since: about Daniel.").check()
    ben.writes("How do you know that they are two people?", "They met.")
    ben.presses("Make them two records again")

    ben.sees("They are two records again.")
    ben.opens(f"/people/{again.ref}/timeline")
    ben.sees("Written about Daniel before.", "Since: about Daniel.")
    ben.does_not_see("Since: about Dan.")
    ben.opens(f"/people/{world.dan.ref}/timeline")
    ben.sees("Since: about Dan.")
    ben.does_not_see("Written about Daniel before.", "Since: about Daniel.")
