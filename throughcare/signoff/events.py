"""News `signoff` gives. Modules with documents react to those of their own kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PaperSubmitted(Event):
    """A document waits for a signature: a named colleague's, or whoever's may."""

    name: ClassVar[str] = "signoff.paper_submitted"
    paper: Any
    kind: str
    marking: int
    to: Any
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PaperReturned(Event):
    """A document came back to its author with what is to be changed."""

    name: ClassVar[str] = "signoff.paper_returned"
    paper: Any
    kind: str
    marking: int
    to: Any


@dataclass(frozen=True, kw_only=True)
class PaperFinal(Event):
    """A document has every signature it needs.

    Told before it is written down as final: whoever the document belongs to makes sure that it is
    whole, finishes it, and keeps its PDF (`actions.keep_document`). What they raise undoes it all.
    """

    name: ClassVar[str] = "signoff.paper_final"
    paper: Any
    kind: str
    marking: int


@dataclass(frozen=True, kw_only=True)
class PaperWithdrawn(Event):
    """A document was given up."""

    name: ClassVar[str] = "signoff.paper_withdrawn"
    paper: Any
    kind: str
    marking: int


@dataclass(frozen=True, kw_only=True)
class PeerReviewAsked(Event):
    """A colleague is asked what they think of a document, by a day."""

    name: ClassVar[str] = "signoff.peer_review_asked"
    review: Any
    marking: int
    of: Any
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PeerReviewGiven(Event):
    """A colleague agreed with a document, or did not."""

    name: ClassVar[str] = "signoff.peer_review_given"
    review: Any
    marking: int
    agrees: bool
