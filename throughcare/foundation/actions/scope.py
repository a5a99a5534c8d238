"""What the action now running has done so far: has it asked, has it recorded?"""

from contextvars import ContextVar
from dataclasses import dataclass


class UnfinishedAction(Exception):
    """An action changed something without deciding access or without leaving an audit entry."""


@dataclass
class Scope:
    """The marks `require()` and `record()` leave while an action runs."""

    name: str
    decisions: int = 0
    audited: int = 0

    def __str__(self) -> str:
        return f"{self.name}: asked {self.decisions} times, recorded {self.audited} times"


running: ContextVar[Scope | None] = ContextVar("running", default=None)


def decided() -> None:
    if scope := running.get():
        scope.decisions += 1


def audited() -> None:
    if scope := running.get():
        scope.audited += 1
