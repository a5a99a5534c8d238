"""What only a browser can tell of the editor: typing, its toolbar, pasting, citing, saving.

The page is the program's own; what the script then asks is answered here, and noted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, Route, expect, sync_playwright

from tests.browser import launched
from throughcare.reports.forms import SectionForm
from throughcare.reports.models import Report

pytestmark = pytest.mark.journey

SITE = "http://localhost"
PASTED = """(html) => {
  const data = new DataTransfer()
  data.setData('text/html', html)
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))
}"""


@dataclass
class Desk:
    """One part of a report open in a tab, and what its script sent."""

    page: Page
    shown: Any  # the program's answer
    sent: list[dict[str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def answers(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=str(finders.find(path.removeprefix("/static/"))))
        elif path.endswith("/save"):
            data = parse_qs(route.request.post_data or "", keep_blank_values=True)
            self.sent.append({name: values[0] for name, values in data.items()})
            route.fulfill(json={"saved_at": "9.30am", "version": len(self.sent) + 1})
        elif "/cite/" in path:
            route.fulfill(json={"number": 1})
        else:
            route.fulfill(headers=dict(self.shown.items()), body=self.shown.content)

    @property
    def editor(self) -> Locator:
        return self.page.get_by_role("textbox", name="Text")

    def acts(self, name: str) -> None:
        self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()

    def saved(self) -> str:
        """What would be kept once the page has saved by itself."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/save")):
            self.page.clock.run_for(2000)
        expect(self.page.locator("[data-autosave-line]")).to_contain_text("Saved")
        form = SectionForm(self.sent[-1])
        assert form.is_valid()
        return form.html


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def desk(browser: Browser, client: Client, cast: Any) -> Iterator[Any]:
    """Opens a part of a report as Amina; whatever the policy or the script complains of fails."""
    client.force_login(cast.member("amina"))
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(10_000)
    opened: list[Desk] = []

    def open_part(report: Report, part: str = "needs") -> Desk:
        named = {"ref": report.person.ref, "id": report.pk, "part": part}
        address = reverse("reports:section", kwargs=named)
        one = Desk(context.new_page(), client.get(address))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on(
            "console",
            lambda said: one.complaints.append(said.text) if said.type == "error" else None,
        )
        one.page.clock.install()
        one.page.route("**/*", one.answers)
        one.page.goto(f"{SITE}{address}")
        one.editor.click()
        opened.append(one)
        return one

    yield open_part
    context.close()
    assert [one.complaints for one in opened] == [[] for _ in opened]


def test_what_is_typed_and_marked_is_saved_by_itself(desk: Any, report: Report) -> None:
    one = desk(report)
    one.editor.press_sequentially("Dan has settled.")
    one.editor.press("Enter")
    one.acts("Heading")
    one.editor.press_sequentially("At home")
    one.editor.press("Enter")
    one.acts("List")
    one.editor.press_sequentially("his sister")
    one.editor.press("Enter")
    one.editor.press("Control+b")
    one.editor.press_sequentially("her dog")

    assert one.saved() == (
        "<p>Dan has settled.</p><h3>At home</h3>"
        "<ul><li>his sister</li><li><strong>her dog</strong></li></ul>"
    )


def test_opening_a_part_sends_nothing(desk: Any, report: Report, fill: Any) -> None:
    one = desk(fill(report, "<p>Kept <strong>as it is</strong></p>"))

    one.page.clock.run_for(5000)

    expect(one.editor).to_have_text("Kept as it is")
    assert one.sent == []


def test_what_is_pasted_from_word_loses_what_acts(desk: Any, report: Report) -> None:
    one = desk(report)

    one.page.evaluate(PASTED, "<div class='MsoNormal'><b>From</b> Word<script>x()</script></div>")

    assert one.saved() == "<p><strong>From</strong> Word</p>"


def test_citing_writes_the_number_where_the_caret_is(desk: Any, report: Report, note: Any) -> None:
    note("Staying with his sister")
    one = desk(report)
    one.editor.press_sequentially("He told me and I believe him.")
    for _ in range(len(" and I believe him.")):
        one.editor.press("ArrowLeft")

    one.page.get_by_role("button", name="Cite").first.click()

    expect(one.editor).to_have_text("He told me [1] and I believe him.")
    expect(one.page.locator("[data-number]").first).to_have_text("[1] ")
    expect(one.page.get_by_role("status").filter(has_text="Cited as [1]")).to_be_attached()
    assert one.saved() == "<p>He told me [1] and I believe him.</p>"


def test_the_toolbar_is_one_stop_for_the_keyboard(desk: Any, report: Report) -> None:
    one = desk(report)
    one.page.keyboard.press("Shift+Tab")
    expect(one.page.get_by_role("button", name="Bold", exact=True)).to_be_focused()

    one.page.keyboard.press("ArrowRight")
    one.page.keyboard.press("ArrowRight")

    expect(one.page.get_by_role("button", name="Heading", exact=True)).to_be_focused()
    one.page.keyboard.press("Tab")
    expect(one.editor).to_be_focused()


def test_what_was_typed_is_there_again_when_the_page_is_opened_again(
    desk: Any, report: Report
) -> None:
    one = desk(report)
    one.editor.press_sequentially("Not saved yet")
    one.page.once("dialog", lambda dialog: dialog.accept())
    one.page.reload()

    expect(one.editor).to_have_text("Not saved yet")
    expect(one.page.locator("[data-autosave-line]")).to_contain_text("what you had typed here")
    assert one.saved() == "<p>Not saved yet</p>"
