"""Addresses of the pages about who somebody is and who may see them."""

from django.urls import path

from throughcare.people.views import (
    access,
    alike,
    details,
    emergency,
    handing,
    looks,
    merging,
    waiting,
)

app_name = "people"
urlpatterns = [
    path("people/waiting", waiting.waiting, name="waiting"),
    path("people/alike", alike.alike, name="alike"),
    path("people/emergency", emergency.open_one, name="emergency"),
    path("people/emergencies", emergency.emergencies, name="emergencies"),
    path(
        "people/<uuid:ref>/access/emergencies/<uuid:id>", emergency.review, name="review-emergency"
    ),
    path(
        "people/<uuid:ref>/access/emergencies/<uuid:id>/end",
        emergency.end,
        name="end-emergency",
    ),
    path("people/<uuid:ref>/details", details.details, name="details"),
    path("people/<uuid:ref>/details/<slug:what>/new", details.write, name="write"),
    path("people/<uuid:ref>/details/<slug:what>/<uuid:id>", details.change, name="change"),
    path(
        "people/<uuid:ref>/details/holdings/<uuid:id>/hand-over",
        handing.hand_over,
        name="hand-over",
    ),
    path("people/<uuid:ref>/details/holdings/<slug:kind>/take", handing.take, name="take"),
    path("people/<uuid:ref>/holdings/<uuid:id>/let-go", handing.let_go, name="let-go"),
    path("people/<uuid:ref>/same-person", merging.same_person, name="same-person"),
    path("people/<uuid:ref>/merges/<uuid:id>/take-back", merging.take_back, name="take-back"),
    path("people/<uuid:ref>/access", access.access, name="access"),
    path("people/<uuid:ref>/access/looks", looks.looks, name="looks"),
    path("people/<uuid:ref>/access/grant", access.grant, name="grant"),
    path("people/<uuid:ref>/access/exclude", access.exclude, name="exclude"),
    path("people/<uuid:ref>/access/named/<uuid:id>/end", access.end_access, name="end-access"),
    path(
        "people/<uuid:ref>/access/excluded/<uuid:id>/end",
        access.end_exclusion,
        name="end-exclusion",
    ),
    path("people/<uuid:ref>/access/restrict", access.restrict, name="restrict"),
    path("people/<uuid:ref>/access/lift", access.lift, name="lift"),
]
