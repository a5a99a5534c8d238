"""The pages used all day, in a wide window and on a small phone, in both languages."""

import pytest

pytestmark = pytest.mark.journey

ABOUT_SOMEBODY = [
    "", "/timeline", "/details", "/sentence", "/risk", "/assessments", "/plan", "/appointments",
    "/appointments/new", "/risk/flags/new", "/risk/level", "/access", "/reports", "/documents",
    "/documents/new",
]  # fmt: skip


def test_the_pages_about_somebody_fit_a_small_phone_and_are_accessible(somebody, world):
    """In a wide window the journeys look at them."""
    amina = somebody("amina", width=320, height=800)

    for page in ABOUT_SOMEBODY:
        amina.opens(f"/people/{world.dan.ref}{page}")
        amina.sees("Dan Rees", "X123456")


def test_a_report_is_written_and_read_on_a_small_phone(somebody, world):
    amina = somebody("amina", width=320, height=800)

    amina.opens(f"/people/{world.dan.ref}/reports")
    amina.presses("Start the report")
    report = amina.path
    amina.presses("Go on writing")
    amina.page.locator("[contenteditable=true]").fill("He is doing well.")
    amina.page.locator("[contenteditable=true]").blur()
    amina.sees("Saved")
    amina.opens(report)
    amina.follows("Preview as the reader gets it")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_about_the_work_fit_and_are_accessible(somebody, width):
    ada = somebody("ada", width=width, height=800)

    for page in (
        "/",
        "/account",
        "/account/password",
        "/rules",
        "/staff",
        "/staff/roles",
        "/staff/new",
    ):
        ada.opens(page)
