"""Somebody at a browser, who holds every page they come to against the standard.

A page must be accessible (axe, WCAG 2.2 AA), fit its window, complain of nothing, and ask nobody
but the program itself for anything.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    Response,
)
from playwright.sync_api import expect as expects_that

from tests.world import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "docs" / "screenshots"
AXE = (ROOT / "tests" / "journeys" / "axe.min.js").read_text()
WITHIN_THE_BROWSER = ("data:", "blob:", "chrome:", "chrome-extension:")  # the last two show PDFs
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What is folded is looked at as well: it is unfolded for as long as axe looks.
LOOK = """async (tags) => {
  const folded = [...document.querySelectorAll('details:not([open])')]
  for (const one of folded) one.open = true
  const asked = {runOnly: tags, resultTypes: ['violations'], preload: false}
  const found = await axe.run(document, asked)
  for (const one of folded) one.open = false
  return found.violations.map((v) => [v.id, v.help, ...v.nodes.map((node) => node.html)])
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1)
    .map((one) => one.outerHTML.slice(0, 120))
}"""
VARIES = re.compile(r'[0-9a-f]{8}-[0-9a-f-]{27}|(?<=csrfmiddlewaretoken" value=")\w+|:\d{4,5}/')
"""What differs between two visits to one page and looks like nothing: keys, tokens, the port."""
FOUND_GOOD: set[tuple[int | None, str]] = set()
"""Pages, by width, that were found good: every journey begins with the same ones."""
FOCUS_SHOWS = """() => {
  const focused = document.activeElement, label = focused.nextElementSibling || focused
  const styles = [getComputedStyle(focused), getComputedStyle(label, '::before')]
  return styles.some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none')
}"""

FOCUSED_SAYS = """() => {
  const one = document.activeElement, labels = [...(one.labels || [])]
  const says = [one, ...labels].map((it) => it.textContent)
  return [...says, one.ariaLabel, one.value].join(' ').replace(/\\s+/g, ' ')
}"""
"""Every word that may be in its name: to find out quickly that it is something else."""


class Visitor:
    """One browser window with its own cookies. `page` is the tab in front."""

    def __init__(self, context: BrowserContext, address: str, *, script: bool = True) -> None:
        self.context, self.address, self.script = context, address, script
        self.trouble: list[str] = []
        self.expected: set[int] = set()
        """Answers that are part of the story: 409 where two write at once."""
        self.elsewhere: tuple[str, ...] = ()
        """Other places that are part of the story: the organisation's own sign-in."""
        self.comes_to = 200
        self.visited: list[str] = []
        self.page = self._tab()

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.trouble.append(f"{page.url}: {error}"))
        page.on("console", self._said)
        page.on("dialog", self._was_held_back)
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        return page

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.trouble.append(f"{said.location.get('url')}: {said.text}")

    def _was_held_back(self, dialog: Dialog) -> None:
        self.trouble.append(f"held back by a question: {dialog.type} {dialog.message}")
        dialog.accept()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, *self.elsewhere, *WITHIN_THE_BROWSER)):
            self.trouble.append(f"asked elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left cancels what it was still asking, and a download is no page.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.trouble.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in {*self.expected, self.comes_to}:
            self.trouble.append(f"{response.url}: answered with {response.status}")

    # Going somewhere

    def opens(self, path: str, *, answered: int = 200) -> None:
        """Type an address."""
        self._come(lambda: self.page.goto(f"{self.address}{path}"), answered)

    def follows(self, link: str, *, within: Locator | None = None, answered: int = 200) -> None:
        """Press a link by its name."""
        found = (within or self.page).get_by_role("link", name=link, exact=True).first
        self._come(found.click, answered)

    def presses(self, button: str, *, within: Locator | None = None, answered: int = 200) -> None:
        """Press a button that leads to another page, or back to this one."""
        found = (within or self.page).get_by_role("button", name=button, exact=True).first
        self._come(found.click, answered)

    def arrives_by(self, act: Callable[[], Any], *, answered: int = 200) -> None:
        """Come to a page in some other way."""
        self._come(act, answered)

    def _come(self, act: Callable[[], Any], answered: int) -> None:
        self.comes_to = answered
        with self.page.expect_navigation(wait_until="load", timeout=60_000) as navigation:
            act()
        response = navigation.value
        assert response is not None, "nothing was asked of the program"
        assert response.status == answered, f"{self.page.url} answered with {response.status}"
        self.visited.append(self.path)
        self.looks()

    def signs_in(self, key: str, *, password: str = PASSWORD) -> None:
        """Sign in on the page that asks for it."""
        if "/sign-in" not in self.page.url:
            self.opens("/sign-in")
        self.writes("Email", f"{key}@example.invalid")
        self.writes("Password", password)
        self.presses("Sign in")

    def opens_another_tab(self) -> Page:
        """Open a tab and bring it to the front; the one before is returned."""
        before, self.page = self.page, self._tab()
        return before

    # Doing something on a page

    def writes(self, label: str, text: str, *, within: Locator | None = None) -> None:
        self.field(label, within).fill(text)

    def picks(self, label: str, *, within: Locator | None = None) -> None:
        """Tick a box or press a radio button."""
        self.field(label, within).check()

    def chooses(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Choose from a list, typing as much of it as is needed."""
        found = self.field(label, within)
        texts = found.locator("option").all_inner_texts()
        found.select_option(label=next(text for text in texts if option in text))

    def field(self, label: str, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_label(label, exact=True).first

    def goes_by_tab_to(self, name: str) -> None:
        """Press Tab until the thing of that name has the focus; the focus must be seen."""
        for _ in range(150):
            self.page.keyboard.press("Tab")
            said = self.page.evaluate(FOCUSED_SAYS)
            if name in said and self.page.locator(":focus").and_(self._named(name)).count():
                assert self.page.evaluate(FOCUS_SHOWS), f"“{name}” has the focus and shows it not"
                return
        raise AssertionError(f"“{name}” cannot be reached with the Tab key")

    def enters(self, name: str) -> None:
        """Come to the next page by the keyboard alone: by Tab to a link or button, then Enter."""
        self.goes_by_tab_to(name)
        self._come(lambda: self.page.keyboard.press("Enter"), 200)

    def types(self, label: str, text: str) -> None:
        """Write into a field by the keyboard alone."""
        self.goes_by_tab_to(label)
        self.page.keyboard.type(text)

    def _named(self, name: str) -> Locator:
        roles = ("link", "button", "textbox", "radio", "checkbox", "combobox")
        found = [self.page.get_by_role(role, name=name, exact=True) for role in roles]
        named = found[0]
        for one in found[1:]:
            named = named.or_(one)
        return named

    # Seeing

    def sees(self, *texts: str) -> None:
        for text in texts:
            expects_that(self.page.locator("body")).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expects_that(self.page.locator("body")).not_to_contain_text(text)

    def is_at(self, heading: str) -> None:
        expects_that(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    @property
    def saving(self) -> Locator:
        """The line that says what has been saved."""
        return self.page.locator("[data-autosave-line]")

    def looks(self) -> None:
        """Hold the page as it is now against the standard."""
        page = self.page
        if not self.script:
            return  # nor can anything else be asked of the page by one
        too_wide = page.evaluate(TOO_WIDE)
        assert too_wide == [], f"{page.url} is wider than its window: {too_wide}"
        assert self.trouble == [], self.trouble
        looks_like = (page.viewport_size or {}).get("width"), VARIES.sub("", page.content())
        if looks_like not in FOUND_GOOD:
            page.evaluate(AXE)
            found = page.evaluate(LOOK, STANDARDS)
            assert found == [], f"{page.url} is not accessible to everyone: {found}"
            FOUND_GOOD.add(looks_like)

    def photographs(self, name: str) -> None:
        """Keep the window as it is now for the documents, if asked to."""
        if os.environ.get("THROUGHCARE_SCREENSHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            self.page.evaluate("window.scrollTo(0, 0); document.activeElement?.blur()")
            self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")
