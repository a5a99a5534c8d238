"""Questions about sentences that other modules and pages may ask."""

from throughcare.sentences.queries.binding import (
    Binding,
    BriefBinding,
    OpenRequirement,
    bindings_of,
    open_requirements,
    what_binds,
)
from throughcare.sentences.queries.offered import facts_offered
from throughcare.sentences.queries.on_record import (
    NextDate,
    OnRecord,
    in_place_of_calculated,
    on_record,
)
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
    "OnRecord",
    "OpenRequirement",
    "SentencePage",
    "bindings_of",
    "events_numbered",
    "facts_offered",
    "in_place_of_calculated",
    "keys_told",
    "legal_standing",
    "on_record",
    "open_requirements",
    "requirement_line",
    "requirement_to_change",
    "sentence_page",
    "what_binds",
]
