"""Sending a form, as a browser would and as it never would."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from zlib import crc32

from django.db import transaction
from django.test import Client

from tests.faults.forms import Form
from tests.faults.kept import writes_so_far
from tests.faults.sheets import Sheet, sheet
from tests.world import Cast

T = TypeVar("T")


@dataclass
class Sending:
    """A form filled in, with whoever sends it signed in."""

    client: Client
    form: Form
    page: str
    to: str
    filled: Sheet

    def send(self, **changed: Any) -> Any:
        """Send it, with something else in some fields; None leaves a field out."""
        fields = {**self.filled, **changed}
        for value in fields.values():
            if hasattr(value, "seek"):
                value.seek(0)  # a file that is sent once more
        return self.client.post(
            self.to, {name: value for name, value in fields.items() if value is not None}
        )

    def send_as(self, kind: str, body: bytes | str) -> Any:
        """Send something else, and call it what one likes."""
        return self.client.generic("POST", self.to, body, content_type=kind)

    def took(self, answer: Any) -> bool:
        """Whether the program says that it kept what was sent."""
        return bool(answer.status_code == self.form.answers)


def open_form(client: Client, cast: Cast, form: Form) -> Sending:
    """Go to the page a form stands on and fill it in."""
    page, to = form.addresses(cast)
    client.force_login(cast.member(form.who))
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    stands_there = {} if form.by_script else sheet(answer.content.decode(), page=page, to=to)
    return Sending(client, form, page, to, {**stands_there, **form.filled(cast)})


@contextmanager
def undone() -> Iterator[dict[str, int]]:
    """Whatever happens within has not happened afterwards. Gives what was written before."""
    before = transaction.savepoint()
    yield writes_so_far()
    transaction.savepoint_rollback(before)


def in_turn(every: Sequence[T], of: str, *, share: int) -> list[T]:
    """One in `share` of them, another part for each name: over all forms each has its turn.

    Every field of every form with everything that could be wrong takes longer than anybody waits.
    """
    return list(every[crc32(of.encode()) % share :: share])
