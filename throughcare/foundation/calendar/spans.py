"""A stretch of time with a beginning and, perhaps, an end that no longer belongs to it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T", date, datetime)


class EndsBeforeItBegins(ValueError):
    """A span whose end lies before its beginning."""


@dataclass(frozen=True)
class Span(Generic[T]):
    """From `since` up to, not including, `until`; with no `until` it goes on.

    Both ends are dates or both are moments, which are kept in UTC. A span that ends where it
    begins is empty.
    """

    since: T
    until: T | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "since", _in_utc(self.since))
        if self.until is not None:
            object.__setattr__(self, "until", _in_utc(self.until))
        if self.until is not None and self.until < self.since:
            raise EndsBeforeItBegins(f"{self.until} is before {self.since}")

    @property
    def is_open(self) -> bool:
        return self.until is None

    @property
    def length(self) -> timedelta | None:
        """How long it lasts; None while it has no end."""
        return None if self.until is None else self.until - self.since

    def contains(self, when: T) -> bool:
        return self.since <= when and (self.until is None or when < self.until)

    def overlaps(self, other: "Span[T]") -> bool:
        """Whether the two have a moment in common; spans that only touch have none."""
        return self.shared_with(other) is not None

    def shared_with(self, other: "Span[T]") -> "Span[T] | None":
        """The part both cover, or None."""
        since = max(self.since, other.since)
        until = min((end for end in (self.until, other.until) if end is not None), default=None)
        if until is not None and until <= since:
            return None
        return Span(since, until)


def _in_utc(end: T) -> T:
    # Two moments of the same zone compare and subtract as the clock on the wall reads, which is
    # an hour wrong on the nights it is changed; in UTC they do not.
    return end.astimezone(UTC) if isinstance(end, datetime) else end
