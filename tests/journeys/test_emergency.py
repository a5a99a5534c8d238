"""A record is opened in an emergency; those who answer for the person are told, and review it."""

import pytest

pytestmark = pytest.mark.journey

REASON = "He is on the roof of our office."


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_a_record_is_opened_in_an_emergency_and_reviewed(somebody, world, script, width):
    cara = somebody("cara", script=script, width=width)
    cara.opens(f"/people/{world.dan.ref}", answered=404)
    cara.opens("/people/find?text=X123456")
    cara.follows("Open a record in an emergency")
    cara.writes("Date of birth", "18 5 1990")
    cara.writes("What is the emergency?", REASON)
    cara.presses("Open the record")
    cara.sees("No record can be opened with this number and date of birth.")
    cara.writes("Date of birth", "17 5 1990")
    cara.presses("Open the record")

    cara.is_at("Overview")
    cara.sees("You opened this record in an emergency")
    cara.follows("Details")
    cara.sees("You opened this record in an emergency")
    cara.presses("It is over: close the record")
    cara.is_at("My caseload")
    cara.opens(f"/people/{world.dan.ref}", answered=404)

    amina = somebody("amina", script=script, width=width)
    amina.sees("opened in an emergency by Cara Doyle")
    amina.arrives_by(amina.page.get_by_text("Read why").first.click)
    amina.sees(REASON)

    ben = somebody("ben", script=script, width=width)
    ben.opens("/people/emergencies")
    ben.sees("Dan Rees", "Cara Doyle", REASON)
    ben.arrives_by(ben.page.get_by_text("Review it").first.click)
    ben.sees(REASON, "Overview", "Details")
    ben.picks("In order")
    ben.writes("Note", "Spoke with her and with the police.")
    ben.presses("Save your review")
    ben.sees("Your review is kept.", "Nothing is to be reviewed.")
    ben.follows("Reviewed")
    ben.sees("Dan Rees", "In order")
    amina.opens("/")
    amina.does_not_see("opened in an emergency by Cara Doyle")


def test_a_manager_reads_who_looked_and_what_is_unusual(somebody, world):
    lena = somebody("lena")  # sees the whole region, and is in none of the units that hold Dan
    lena.opens("/people/find?text=amina+khan")
    lena.opens(f"/people/{world.dan.ref}")

    ben = somebody("ben", width=320)
    ben.opens(f"/people/{world.dan.ref}/access")
    ben.follows("Everybody who looked, and what is unusual")

    ben.is_at("Who looked")
    ben.sees(
        "Looked from outside the units that hold the person. Held then by: Ashwell Team A.",
        "the name of a colleague",
        "Counter-terrorism lead, North CT team",
    )
