"""Questions about sentences that other modules and pages may ask."""

from throughcare.sentences.queries.binding import (
    Binding,
    BriefBinding,
    OpenRequirement,
    bindings_of,
    open_requirements,
    what_binds,
)
from throughcare.sentences.queries.on_record import NextDate
from throughcare.sentences.queries.page import (
    SentencePage,
    requirement_line,
    requirement_to_change,
    sentence_page,
)

__all__ = [
    "Binding",
    "BriefBinding",
    "NextDate",
    "OpenRequirement",
    "SentencePage",
    "bindings_of",
    "open_requirements",
    "requirement_line",
    "requirement_to_change",
    "sentence_page",
    "what_binds",
]
