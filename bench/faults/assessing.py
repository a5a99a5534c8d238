"""The process that answers is killed outright while sections of an assessment are saved.

Seven colleagues at one assessment, each at a section of their own: every save writes the same mark
as a note on each question there. So a save that is half kept shows, as a mark that some questions
of a section have had and others not; and one that is lost, as a mark that was answered "saved" and
is not in the history of every question.
"""

import json
import os
import signal
import time
from collections import Counter
from datetime import UTC, datetime
from random import Random
from threading import Lock
from uuid import uuid4

from bench.faults.browser import CARRIED, Browser, NotAnswered
from bench.faults.outcome import Outcome
from bench.faults.people import LONGEST, SAVES, Colleague
from bench.faults.place import Place, at_work
from bench.faults.worker import SECONDS_BETWEEN

INSTRUMENT = "needs-and-strengths"
EACH = 4  # kills, for each time a fault is done
HISTORY = (
    "select a.question, c.after->>'note' from audit_change c"
    " join assessments_answer a on a.id::text = c.row"
    " where c.\"table\" = 'assessments_answer' and c.after->>'note' like 'mark %'"
)


class Section:
    """Somebody who saves one section over and over, as its page does by itself."""

    def __init__(self, place: Place, assessment: str, id: str, questions: list[str]) -> None:
        self.path = f"{assessment}/sections/{id}"
        self.questions = questions
        self.answered: list[str] = []
        self.refused: Counter[int] = Counter()
        self.carried: dict[str, str] = {}
        self.lock = Lock()
        self.colleague = Colleague(place.port, SAVES, self._saves)

    def _saves(self, browser: Browser) -> None:
        mark = f"mark {uuid4()}"
        try:
            if not self.carried:
                self.carried = self._opened(browser)
            notes = {f"note-{id}": mark for id in self.questions}
            status, _led_to, said = browser.ask(f"{self.path}/save", {**self.carried, **notes})
            if status != 200:
                raise NotAnswered(status, said)
        except NotAnswered as error:
            # Nobody knows whether it was saved: what is there now stands on the page, read anew.
            self.carried = {}
            with self.lock:
                self.refused[error.status] += 1
            raise
        self.carried["version"] = json.loads(said)["version"]
        with self.lock:
            self.answered.append(mark)

    def _opened(self, browser: Browser) -> dict[str, str]:
        status, _led_to, page = browser.ask(self.path)
        if status != 200:
            raise NotAnswered(status, page)
        return {name: value for name, value in CARRIED.findall(page) if name != "once"}


def run(random: Random, times: int) -> Outcome:
    with at_work() as place:
        sections = _begun(place)
        for one in sections:
            one.colleague.thread.start()
        took = []
        for _ in range(EACH * times):
            time.sleep(SECONDS_BETWEEN)
            _wait_for(sections, more=len(sections))
            time.sleep(random.random())
            for process in place.workers():
                os.kill(process, signal.SIGKILL)
            took.append(_wait_for(sections))
        for one in sections:
            one.colleague.over.set()
        for one in sections:
            one.colleague.thread.join()
        outcome = place.outcome(
            name="assessing",
            title="Web worker killed while sections are saved",
            times=EACH * times,
            again_after=took,
        )
        saved, unanswered, lost, half = _looked_for(place, sections)
    outcome.answered += saved
    outcome.unanswered += unanswered
    outcome.lost += lost
    outcome.half += half
    outcome.notes += [
        "`kill -9` of the process that answers, at a moment nobody chose, while seven colleagues"
        " save a section each of one assessment beside everybody else.",
        f"Of {saved} sections that were answered “saved”, {lost} are missing on any of their"
        f" questions; {half} were kept on some questions and not on others.",
    ]
    return outcome


def _begun(place: Place) -> list[Section]:
    """One assessment of the person, begun as anybody would."""
    from throughcare.foundation.packs import pack

    browser = _signed_in(place)
    led_to = browser.sends(f"{place.people.path}/assessments", instrument=INSTRUMENT, marking="0")
    assessment = led_to.partition("/sections/")[0]
    instrument = pack().instrument(INSTRUMENT, on=datetime.now(UTC).date())
    return [
        Section(place, assessment, section.id, [question.id for question in section.question])
        for section in instrument.section
    ]


def _signed_in(place: Place) -> Browser:
    """Everybody comes at once in the morning: who is not let in asks again."""
    from tests.world import PASSWORD

    began = time.monotonic()
    while True:
        browser = Browser(place.port)
        try:
            browser.signs_in(SAVES, PASSWORD)
        except NotAnswered:
            if time.monotonic() - began > LONGEST:
                raise
            time.sleep(0.5)
        else:
            return browser


def _wait_for(sections: list[Section], more: int = 1) -> float:
    """Until so many more sections have been answered "saved"; how long that took."""
    began = time.monotonic()
    enough = sum(len(one.answered) for one in sections) + more
    while sum(len(one.answered) for one in sections) < enough:
        if time.monotonic() - began > LONGEST:
            refused = [dict(one.refused) for one in sections]
            raise SystemExit(f"No section is saved any more. {refused}")
        time.sleep(0.02)
    return time.monotonic() - began


def _looked_for(place: Place, sections: list[Section]) -> tuple[int, int, int, int]:
    """How many saves were answered, were not, are lost, and are half there."""
    kept: Counter[tuple[str, str]] = Counter()
    for line in place.ask(HISTORY).splitlines():
        question, _, note = line.partition("|")
        kept[question, note] += 1
    lost = half = 0
    for one in sections:
        for mark in one.answered:
            lost += not all(kept[question, mark] for question in one.questions)
        here = {note for question, note in kept if question in one.questions}
        half += sum(
            0 < sum(bool(kept[question, mark]) for question in one.questions) < len(one.questions)
            for mark in here
        )
    return (
        sum(len(one.answered) for one in sections),
        sum(one.refused.total() for one in sections),
        lost,
        half,
    )
