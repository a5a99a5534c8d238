"""Addresses of the pages about what is kept and deleted."""

from django.urls import path

from throughcare.retention import views

app_name = "retention"
_PERSON = "people/<uuid:ref>/access/retention"
urlpatterns = [
    path("retention", views.retention, name="retention"),
    path(_PERSON, views.of_person, name="of-person"),
    path(f"{_PERSON}/holds/<uuid:id>/end", views.end_hold, name="end-hold"),
    path(f"{_PERSON}/delete/<slug:rule>", views.delete, name="delete"),
]
