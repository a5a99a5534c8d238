"""Addresses of `record`."""

from django.urls import path

from throughcare.record.views import documents, entries

app_name = "record"
urlpatterns = [
    path("people/<uuid:ref>/timeline", entries.timeline, name="timeline"),
    path("people/<uuid:ref>/timeline/draft", entries.draft, name="draft"),
    path("people/<uuid:ref>/timeline/draft/choose", entries.choose_draft, name="choose-draft"),
    path("people/<uuid:ref>/timeline/draft/discard", entries.discard_draft, name="discard-draft"),
    path("people/<uuid:ref>/timeline/<uuid:id>", entries.entry, name="entry"),
    path(
        "people/<uuid:ref>/timeline/<uuid:id>/marking", entries.raise_marking, name="raise-marking"
    ),
    path("people/<uuid:ref>/documents", documents.documents, name="documents"),
    path("people/<uuid:ref>/documents/new", documents.add, name="add-document"),
    path("people/<uuid:ref>/documents/<uuid:id>", documents.document, name="document"),
    path(
        "people/<uuid:ref>/documents/<uuid:id>/withdraw",
        documents.withdraw,
        name="withdraw-document",
    ),
    path("notes/search", entries.search, name="search"),
]
