"""Addresses of `risk`."""

from django.urls import path

from throughcare.risk import views

app_name = "risk"
urlpatterns = [
    path("people/<uuid:ref>/risk", views.risk, name="risk"),
    path("people/<uuid:ref>/risk/flags/new", views.raise_flag, name="raise-flag"),
    path("people/<uuid:ref>/risk/flags/<uuid:id>/review", views.review_flag, name="review-flag"),
    path("people/<uuid:ref>/risk/flags/<uuid:id>/end", views.end_flag, name="end-flag"),
    path("people/<uuid:ref>/risk/level", views.set_level, name="set-level"),
]
