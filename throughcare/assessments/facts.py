"""What a message tells of an assessment made in another system. Plain values, nothing of Django.

Answers are as given, beside the question of our instrument they answer; what they mean there the
instrument says. `key` is what the other system calls the assessment ("oasys:9630348:needs-risk"):
several messages about one assessment tell of it under the same key, and complete it.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    """An answer as given. `option`: of a question that takes several, the one it is yes or no to;
    of a table the row, whose `column` it fills."""

    question: str
    said: str
    option: str = ""
    column: str = ""
    marking: int = 0
    """Who may read it; where its section has a marking of its own, that is kept."""


@dataclass(frozen=True, kw_only=True)
class CameToFacts:
    """What the other system says that follows from the answers: a number or a word.

    `of` is what it is here: "points.accommodation", "need-from.accommodation" (the points a need
    begins at), "harm" (the highest level), or a result of a rule: "predictor.csrp.percent".
    """

    of: str
    number: Decimal | None = None
    word: str = ""
    by: str = ""
    """The version of what worked it out there."""

    @property
    def in_words(self) -> str:
        return self.word if self.number is None else f"{self.number.normalize():f}"

    @property
    def as_kept(self) -> dict[str, str]:
        return {"of": self.of, "said": self.in_words} | ({"by": self.by} if self.by else {})


@dataclass(frozen=True, kw_only=True)
class AssessmentFacts:
    """An assessment, or the part of it that this message tells."""

    key: str
    instrument: str
    """Id of the instrument of ours that its answers fit."""
    system: str
    finished_at: datetime | None = None
    listed_as: str = ""
    """What the entry is called over there that says when it was finished, if this does not."""
    is_finished: bool = True
    """False where the message says that it is still being written there."""
    kind: str = ""
    """What that system calls such an assessment: LAYER3."""
    by: str = ""
    answers: tuple[AnswerFacts, ...] = ()
    came_to: tuple[CameToFacts, ...] = ()
