"""Questions about sentences that other modules and pages may ask."""

from throughcare.sentences.queries.binding import (
    Binding,
    BriefBinding,
    NextDate,
    OpenRequirement,
    bindings_of,
    open_requirements,
    what_binds,
)
from throughcare.sentences.queries.page import SentencePage, requirement_to_change, sentence_page

__all__ = [
    "Binding",
    "BriefBinding",
    "NextDate",
    "OpenRequirement",
    "SentencePage",
    "bindings_of",
    "open_requirements",
    "requirement_to_change",
    "sentence_page",
    "what_binds",
]
