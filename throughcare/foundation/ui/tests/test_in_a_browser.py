"""What only a browser can tell: saving by itself, the identity bar, accessibility, the policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import throughcare
from tests.browser import launched
from throughcare.foundation.ui.tests.little_site import PAGES, LittleSite, little_site

pytestmark = pytest.mark.journey

AXE = Path(throughcare.__file__).parent.parent / "tests" / "journeys" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def site() -> Iterator[LittleSite]:
    with little_site() as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: LittleSite) -> Iterator[Page]:
    """One tab; whatever the policy or the script complains of fails the test."""
    complaints: list[str] = []
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if _matters(said.text) else None)
    page.clock.install()
    yield page
    context.close()
    assert complaints == []


def _matters(said: str) -> bool:
    return "Failed to load resource" not in said  # answers of 403, 409 and 500 are asked for here


def write(page: Page, text: str) -> None:
    page.get_by_label("What happened").fill(text)


def send(page: Page, text: str) -> None:
    page.goto("/note")
    page.get_by_label("Yes").check()
    write(page, text)
    page.get_by_role("button", name="Save").click()


def pause(page: Page) -> None:
    """Let the time pass after which what was written is saved."""
    page.clock.run_for(2000)


def line(page: Page):
    return page.locator("[data-autosave-line]")


def kept(page: Page) -> list[str]:
    """What the tab still holds once the script has run."""
    page.locator("body.js-enabled").wait_for()
    return page.evaluate("Object.keys(sessionStorage)")


def test_what_is_written_is_saved_after_a_pause_and_the_page_says_so(page, site):
    page.goto("/note")
    write(page, "He came.")
    pause(page)

    expect(line(page)).to_have_text("Saved 16:52")
    assert site.saved[-1]["text"] == "He came."
    assert page.locator("[name=version]").input_value() == "2"
    assert kept(page) == []


def test_leaving_a_field_saves_at_once(page, site):
    page.goto("/note")
    write(page, "He came.")
    page.get_by_label("What happened").blur()

    expect(line(page)).to_have_text("Saved 16:52")


def test_a_page_nobody_wrote_on_saves_nothing(page, site):
    page.goto("/note")
    page.get_by_label("What happened").focus()
    page.get_by_label("What happened").blur()
    pause(page)

    assert site.saved == []


def test_what_could_not_be_saved_is_kept_said_and_tried_again(page, site):
    site.answer = 500
    page.goto("/note")
    write(page, "He came.")
    pause(page)
    expect(line(page)).to_contain_text("Not saved: your text is kept on this page.")
    assert kept(page) == ["throughcare:amina:note-7"]

    site.answer = 200
    page.get_by_role("button", name="Try again").click()

    expect(line(page)).to_have_text("Saved 16:52")
    assert kept(page) == []


def test_what_could_not_be_saved_is_tried_again_without_being_asked(page, site):
    site.answer = 500
    page.goto("/note")
    write(page, "He came.")
    pause(page)
    expect(line(page)).to_contain_text("Not saved")

    site.answer = 200
    page.clock.run_for(6000)

    expect(line(page)).to_have_text("Saved 16:52")


def test_a_session_that_expired_costs_no_text(page, site):
    page.goto("/note")
    site.who = None
    write(page, "He came.")
    pause(page)
    expect(line(page)).to_contain_text("You have been signed out. Your text is kept on this page.")
    way = page.get_by_role("link", name="Sign in again in another tab")
    assert way.get_attribute("href") == "/sign-in"
    assert way.get_attribute("target") == "_blank"

    site.who, site.token = "amina", "second"  # signing in changes the token
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(line(page)).to_have_text("Saved 16:52")
    assert page.locator(".tc-form [name=csrfmiddlewaretoken]").input_value() == "second"


def test_nothing_is_saved_in_somebody_elses_name(page, site):
    page.goto("/note")
    site.who, site.token = "cara", "second"
    write(page, "He came.")
    pause(page)

    expect(line(page)).to_contain_text("Someone else has signed in.")
    assert site.saved == []


def test_a_form_sent_after_the_session_expired_is_filled_in_again(page, site):
    page.goto("/note")
    page.get_by_label("Yes").check()
    write(page, "He came.")
    site.who = None
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    site.who = "amina"
    page.goto("/note")

    expect(page.get_by_label("What happened")).to_have_value("He came.")
    expect(page.get_by_label("Yes")).to_be_checked()
    expect(line(page)).to_contain_text("This is what you had typed here before.")
    page.get_by_role("button", name="Discard it").click()
    expect(page.get_by_label("What happened")).to_have_value("")
    assert kept(page) == []


def test_a_form_that_arrived_leaves_nothing_behind(page, site):
    page.goto("/note")
    page.get_by_label("Yes").check()
    write(page, "He came.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()

    assert site.sent[-1]["text"] == "He came."
    assert kept(page) == []


def test_a_form_that_arrived_and_leads_to_itself_is_empty(page, site):
    site.then = "/note"
    send(page, "He came.")

    expect(page.get_by_label("What happened")).to_have_value("")
    assert kept(page) == []


def test_a_form_that_was_refused_is_still_filled_in_when_one_goes_back(page, site):
    site.then = "/refused"
    send(page, "He came.")
    expect(page.get_by_role("heading", name="You cannot do this")).to_be_visible()

    page.goto("/note")

    expect(page.get_by_label("What happened")).to_have_value("He came.")


def test_a_form_that_was_lost_on_the_way_is_still_filled_in_later(page, site):
    site.then = "nowhere"
    send(page, "He came.")

    page.goto("/note")

    expect(page.get_by_label("What happened")).to_have_value("He came.")


def test_a_form_that_came_back_with_errors_is_still_kept(page, site):
    page.goto("/note")
    write(page, "He came.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("alert")).to_contain_text("Choose an answer: Did it happen?")
    expect(page.get_by_label("What happened")).to_have_value("He came.")


def test_a_second_writer_is_told_and_led_to_the_choice(page, site):
    site.answer = 409
    page.goto("/note")
    write(page, "He came.")
    pause(page)

    expect(line(page)).to_contain_text("Someone else has changed this since you opened it.")
    page.get_by_role("link", name="See both versions and choose").click()
    expect(page.get_by_role("heading", name="Choose a version")).to_be_visible()


def test_nobody_leaves_unsaved_text_unawares(page, site):
    site.answer = 500
    page.goto("/note")
    write(page, "He came.")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto("/person")

    assert asked == ["beforeunload"]


def test_what_one_person_typed_is_gone_before_the_next_one_signs_in(page, site):
    site.answer = 500
    page.goto("/note")
    write(page, "He came.")
    page.on("dialog", lambda dialog: dialog.accept())

    site.who = "cara"
    page.goto("/note")

    assert kept(page) == []
    expect(page.get_by_label("What happened")).to_have_value("")


def test_a_question_appears_with_its_answer_and_is_announced(page, site):
    page.goto("/note")
    expect(page.get_by_label("Why not?")).to_be_hidden()

    page.get_by_label("No", exact=True).check()

    expect(page.get_by_label("Why not?")).to_be_visible()
    expect(page.locator("[data-announce]")).to_have_text("Asked below: Why not?")


def test_without_a_script_every_question_is_there_and_can_be_sent(browser, site):
    with browser.new_context(base_url=site.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/note")
        page.get_by_label("No", exact=True).check()
        page.get_by_label("Why not?").fill("He was ill.")
        write(page, "He rang.")
        page.get_by_role("button", name="Save").click()

        expect(page.get_by_role("heading", name="Done")).to_be_visible()
    assert site.sent[-1]["reason"] == "He was ill."


def test_more_shows_all_of_a_long_entry_and_less_folds_it_again(page, site):
    page.goto("/person")
    text = page.locator(".tc-more__text").first
    folded = text.bounding_box()["height"]

    switch = page.locator(".tc-more__act").first
    switch.press("Enter")
    assert text.bounding_box()["height"] > folded

    expect(switch).to_be_focused()
    switch.press("Enter")
    assert text.bounding_box()["height"] == folded


def test_a_phone_shows_who_it_is_wherever_one_has_scrolled(page, site):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/person")
    page.evaluate("window.scrollTo(0, 2000)")

    bar = page.get_by_role("region", name="Who this is")
    for said in ("Dan Rees-Montgomery", "X123456", "Risk to staff", "held by"):
        expect(bar.get_by_text(said)).to_be_in_viewport()
    assert bar.bounding_box()["height"] < 190


def test_a_low_screen_keeps_the_name_and_the_dangers_and_room_to_read(page, site):
    page.set_viewport_size({"width": 640, "height": 360})
    page.goto("/person")
    page.evaluate("window.scrollTo(0, 2000)")

    expect(page.get_by_text("Dan Rees-Montgomery")).to_be_in_viewport()
    expect(page.get_by_text("Risk to staff")).to_be_in_viewport()
    expect(page.get_by_text("A1234BC")).not_to_be_in_viewport()


@pytest.mark.parametrize("path", [*PAGES, "/note with errors"])
def test_every_layout_and_part_is_accessible_and_fits(page, site, path):
    page.goto(path.split()[0])
    if "errors" in path:
        page.get_by_role("button", name="Save").click()
        page.get_by_role("alert").wait_for()
    assert _width(page) <= 1280

    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(AXE.read_text())
    asked = {"runOnly": STANDARDS, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("asked => axe.run(document, asked).then(r => r.violations)", asked)

    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] == []
    assert _width(page) <= 320


def _width(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")
