"""Questions about what happened to people that other modules and pages may ask."""

from throughcare.record.queries.documents import (
    DocumentChoice,
    DocumentFile,
    DocumentsPage,
    document_choices,
    document_file,
    document_to_withdraw,
    documents_page,
)
from throughcare.record.queries.drafts import DraftShown, draft_of
from throughcare.record.queries.entry import EntryPage, entry_page
from throughcare.record.queries.filters import EntryFilter, FilterOptions, filter_options
from throughcare.record.queries.keys import happened_when, is_marked, keys_entered
from throughcare.record.queries.latest import last_entries, last_notes, latest_for
from throughcare.record.queries.lines import Attached, Line, Version
from throughcare.record.queries.named import Counted, entries_counted, entries_named
from throughcare.record.queries.paging import Place, place_of
from throughcare.record.queries.recorded import Recorded, recorded_between
from throughcare.record.queries.searching import Hit, Hits, search_notes
from throughcare.record.queries.timeline import Folded, Item, TimelinePage, timeline_page
from throughcare.record.queries.writing import NoteChoice, markings_to_choose, note_choices

__all__ = [
    "Attached",
    "Counted",
    "DocumentChoice",
    "DocumentFile",
    "DocumentsPage",
    "DraftShown",
    "EntryFilter",
    "EntryPage",
    "FilterOptions",
    "Folded",
    "Hit",
    "Hits",
    "Item",
    "Line",
    "NoteChoice",
    "Place",
    "Recorded",
    "TimelinePage",
    "Version",
    "document_choices",
    "document_file",
    "document_to_withdraw",
    "documents_page",
    "draft_of",
    "entries_counted",
    "entries_named",
    "entry_page",
    "filter_options",
    "happened_when",
    "is_marked",
    "keys_entered",
    "last_entries",
    "last_notes",
    "latest_for",
    "markings_to_choose",
    "note_choices",
    "place_of",
    "recorded_between",
    "search_notes",
    "timeline_page",
]
