"""Addresses of `record`."""

from django.urls import path

from throughcare.record import views

app_name = "record"
urlpatterns = [
    path("people/<uuid:ref>/timeline", views.timeline, name="timeline"),
    path("people/<uuid:ref>/timeline/draft", views.draft, name="draft"),
    path("people/<uuid:ref>/timeline/draft/choose", views.choose_draft, name="choose-draft"),
    path("people/<uuid:ref>/timeline/draft/discard", views.discard_draft, name="discard-draft"),
    path("people/<uuid:ref>/timeline/<uuid:id>", views.entry, name="entry"),
    path("people/<uuid:ref>/timeline/<uuid:id>/marking", views.raise_marking, name="raise-marking"),
    path("notes/search", views.search, name="search"),
]
