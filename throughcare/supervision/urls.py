"""Addresses of `supervision`."""

from django.urls import URLPattern, path

from throughcare.supervision import views

app_name = "supervision"
urlpatterns: list[URLPattern] = [
    path("people/<uuid:ref>/appointments", views.appointments, name="appointments"),
    path("people/<uuid:ref>/appointments/new", views.book, name="book"),
    path("people/<uuid:ref>/appointments/<uuid:id>", views.appointment, name="appointment"),
    path("people/<uuid:ref>/appointments/<uuid:id>/outcome", views.outcome, name="outcome"),
    path("people/<uuid:ref>/appointments/<uuid:id>/correct", views.correct, name="correct"),
    path("people/<uuid:ref>/appointments/<uuid:id>/move", views.reschedule, name="reschedule"),
    path("people/<uuid:ref>/appointments/<uuid:id>/cancel", views.cancel, name="cancel"),
]
