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
from throughcare.sentences.queries.standing import LegalStanding, legal_standing
from throughcare.sentences.queries.told import events_numbered, keys_told

__all__ = [
    "Binding",
    "BriefBinding",
    "LegalStanding",
    "NextDate",
    "OpenRequirement",
    "SentencePage",
    "bindings_of",
    "events_numbered",
    "keys_told",
    "legal_standing",
    "open_requirements",
    "requirement_line",
    "requirement_to_change",
    "sentence_page",
    "what_binds",
]
