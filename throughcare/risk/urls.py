"""Addresses of `risk`."""

from django.urls import path

from throughcare.risk import views

app_name = "risk"
urlpatterns = [
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/new", views.whom, name="whom"),
    path("people/<uuid:ref>/risk/flags/new", views.raise_flag, name="raise-flag"),
    path("people/<uuid:ref>/risk/flags/<uuid:id>/review", views.review_flag, name="review-flag"),
    path("people/<uuid:ref>/risk/flags/<uuid:id>/end", views.end_flag, name="end-flag"),
    path("people/<uuid:ref>/risk/level", views.set_level, name="set-level"),
    path("people/<uuid:ref>/risk/concerns/new", views.record_concern, name="record-concern"),
    path("people/<uuid:ref>/risk/concerns/<uuid:id>", views.concern, name="concern"),
    path("people/<uuid:ref>/risk/therapeutic/new", views.identify, name="identify"),
    path(
        "people/<uuid:ref>/risk/therapeutic/<uuid:id>",
        views.therapeutic_risk,
        name="therapeutic-risk",
    ),
    path(
        "people/<uuid:ref>/risk/therapeutic/<uuid:id>/close",
        views.close_therapeutic,
        name="close-therapeutic",
    ),
    path("people/<uuid:ref>/risk/safeguarding/new", views.refer, name="refer"),
    path("people/<uuid:ref>/risk/safeguarding/<uuid:id>", views.referral, name="referral"),
    path(
        "people/<uuid:ref>/risk/safeguarding/<uuid:id>/countersign",
        views.countersign,
        name="countersign",
    ),
    path(
        "people/<uuid:ref>/risk/safeguarding/<uuid:id>/close",
        views.close_referral,
        name="close-referral",
    ),
]
