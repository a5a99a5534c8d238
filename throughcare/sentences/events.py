"""News `sentences` gives."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class SentenceLearnt(Event):
    """A message brought something new about a sentence. `what` names the kind of thing."""

    name: ClassVar[str] = "sentences.sentence_learnt"
    what: str
    key: str


@dataclass(frozen=True, kw_only=True)
class BreachBegan(Event):
    """Proceedings for a breach are pending."""

    name: ClassVar[str] = "sentences.breach_began"
    breach: Any


@dataclass(frozen=True, kw_only=True)
class RequirementProgressed(Event):
    """More, or less, of a requirement counts as done."""

    name: ClassVar[str] = "sentences.requirement_progressed"
    requirement: Any
    used: Any


@dataclass(frozen=True, kw_only=True)
class RequirementEnded(Event):
    """A requirement binds no longer."""

    name: ClassVar[str] = "sentences.requirement_ended"
    requirement: Any
    on: date
    reason: str
