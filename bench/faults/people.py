"""Who is at work while something fails: those who save, and one who may not know the person."""

import time
from collections import Counter
from collections.abc import Callable
from random import Random
from threading import Event, Lock, Thread
from urllib.parse import urlsplit
from uuid import uuid4

from bench.faults.browser import Browser, NotAnswered

SAVERS = 6
SAVES = "amina@example.invalid"
MAY_NOT_KNOW = "gwen@example.invalid"
NAMES_THE_PERSON = ("Rees", "A1234BC")  # never typed: what is typed, a page repeats
LONGEST = 120


class Colleague:
    """Somebody who does one thing over and over until told to stop, signing in when sent out."""

    def __init__(self, port: int, email: str, does: Callable[[Browser], None]) -> None:
        self.port, self.email, self.does = port, email, does
        self.over = Event()
        self.thread = Thread(target=self._works, daemon=True)

    def _works(self) -> None:
        browser = self._signed_in()
        while not self.over.is_set():
            try:
                self.does(browser)
            except NotAnswered as error:
                self.over.wait(0.1)
                if error.status == 302:  # the session is over
                    browser = self._signed_in()

    def _signed_in(self) -> Browser:
        from tests.world import PASSWORD

        browser = Browser(self.port)
        while not self.over.is_set():
            browser = Browser(self.port)
            try:
                browser.signs_in(self.email, PASSWORD)
            except NotAnswered:
                self.over.wait(0.2)
            else:
                break
        return browser


class People:
    """Everybody at work, and what they were answered."""

    def __init__(self, port: int, person: str) -> None:
        self.path = f"/people/{person}"
        self.answered: list[str] = []
        self.refused: Counter[int] = Counter()
        self.said: set[str] = set()
        """What pages said that were no answer to a save, heading by heading."""
        self.looked_for = self.leaks = 0
        self.lock = Lock()
        self.colleagues = [
            Colleague(port, SAVES, self._outcome if n % 3 == 0 else self._note)
            for n in range(SAVERS)
        ]
        self.colleagues.append(Colleague(port, MAY_NOT_KNOW, self._asks_after_them))

    def start(self) -> None:
        for one in self.colleagues:
            one.thread.start()

    def stop(self) -> None:
        for one in self.colleagues:
            one.over.set()
        for one in self.colleagues:
            one.thread.join()

    def let_them_save(self, random: Random) -> None:
        """Until a few more saves have been answered, and then a moment nobody chose."""
        self.wait_for_saves(SAVERS)
        time.sleep(random.random())

    def wait_for_saves(self, more: int = 1) -> float:
        """Until so many more have been answered; how long that took."""
        began, enough = time.monotonic(), len(self.answered) + more
        while len(self.answered) < enough:
            if time.monotonic() - began > LONGEST:
                raise SystemExit(f"No save is answered any more. {dict(self.refused)} {self.said}")
            time.sleep(0.02)
        return time.monotonic() - began

    def _save(self, do: Callable[[str], None]) -> None:
        mark = f"mark {uuid4()}"
        try:
            do(mark)
        except NotAnswered as error:
            with self.lock:
                self.refused[error.status] += 1
                if "<h1" in error.page:
                    heading = error.page.split("<h1", 1)[1].split(">", 1)[1].split("<", 1)[0]
                    self.said.add(heading.strip())
            raise
        with self.lock:
            self.answered.append(mark)

    def _note(self, browser: Browser) -> None:
        path = f"{self.path}/timeline"
        now = {"happened_at_day": "yesterday", "happened_at_time": "10am"}
        self._save(lambda mark: _led(browser.sends(path, note_type="contact", text=mark, **now)))

    def _outcome(self, browser: Browser) -> None:
        def do(mark: str) -> None:
            to_record = browser.sends(
                f"{self.path}/appointments/new",
                type="COAP",
                starts_at_day="yesterday",
                starts_at_time="10am",
                place="Room 2",
            )
            _led(to_record)
            said = {"happened": "attended-complied", "complied_as": "ATTC", "note": mark}
            path = urlsplit(to_record).path
            _led(browser.sends(path, next_at_day="", next_at_time="", **said))

        self._save(do)

    def _asks_after_them(self, browser: Browser) -> None:
        for path in (
            self.path,
            f"{self.path}/timeline",
            "/people/find?text=X123456",
            "/people/find?text=Dan",
            "/notes/search?words=mark",
        ):
            _, led_to, page = browser.ask(path)
            _led(led_to)
            with self.lock:
                self.looked_for += 1
                self.leaks += any(name in page for name in NAMES_THE_PERSON)


def _led(to: str) -> None:
    """A save leads on; being led to the sign-in page is none."""
    if "/sign-in" in to:
        raise NotAnswered(302)
