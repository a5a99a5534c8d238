"""What somebody replied to a question, and what becomes of two replies given at once.

A page remembers, for each question on it, the reply it last knew to be saved, as a short mark. So
three replies can be compared: the one the page knew, the one it sends, the one saved meanwhile.
Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from json import dumps
from typing import Literal

from throughcare.foundation.packs.questions import (
    Answer,
    AnswerNotOffered,
    Answers,
    Question,
)

State = Literal["", "answered", "not-known"]
ANSWERED: State = "answered"
NOT_KNOWN: State = "not-known"
Outcome = Literal["nothing", "save", "leave", "both"]


@dataclass(frozen=True)
class Reply:
    """Answered, known not to be known yet, or (neither) left open. A note may stand beside it."""

    state: State = ""
    value: Answer | None = None
    note: str = ""

    @property
    def mark(self) -> str:
        """Short, and the same only for the same reply."""
        if self == NOTHING:
            return "-"
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        said = dumps([self.state, value, self.note], ensure_ascii=True)
        return blake2b(said.encode(), digest_size=6).hexdigest()

    @property
    def is_answered(self) -> bool:
        return self.state == ANSWERED

    @property
    def is_not_known(self) -> bool:
        return self.state == NOT_KNOWN

    @property
    def is_open(self) -> bool:
        return self.state == ""


NOTHING = Reply()
Replies = Mapping[str, Reply]


def answers(replies: Replies) -> Answers:
    """The answers among replies, as an instrument reads them."""
    return {
        question: reply.value
        for question, reply in replies.items()
        if reply.is_answered and reply.value is not None
    }


def still_taken(question: Question, reply: Reply) -> bool:
    """Whether a question takes what was replied to an earlier one like it."""
    if question.anew:
        return False
    try:
        if reply.is_answered:
            question.check(reply.value or ())
    except AnswerNotOffered:
        return False
    return not reply.is_open


def compare(*, known: str | None, mine: Reply, saved: Reply) -> Outcome:
    """What to do with a reply sent by a page that knew another reply, or none, to be saved.

    `known` is the mark of what the page last knew; None if it does not say.
    """
    if mine == saved:
        return "nothing"
    if known == saved.mark or saved == NOTHING:
        return "save"  # nobody else has replied since
    if known == mine.mark:
        return "leave"  # only somebody else has
    return "both"


def written(marks: Mapping[str, str]) -> str:
    """Marks as a form carries them."""
    return ",".join(f"{question}:{mark}" for question, mark in marks.items())


def read(text: str, questions: Iterable[str]) -> dict[str, str]:
    """Marks as a form sent them, of these questions; what cannot be read was not sent."""
    known = dict(part.split(":", 1) for part in text.split(",") if ":" in part)
    return {question: known[question] for question in questions if question in known}
