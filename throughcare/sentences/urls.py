"""Addresses of `sentences`."""

from django.urls import path

from throughcare.sentences import views

app_name = "sentences"
urlpatterns = [
    path("people/<uuid:ref>/sentence", views.sentence, name="sentence"),
    path(
        "people/<uuid:ref>/sentence/requirements/<uuid:id>/progress",
        views.progress,
        name="record-progress",
    ),
    path(
        "people/<uuid:ref>/sentence/requirements/<uuid:id>/end",
        views.end,
        name="end-requirement",
    ),
]
