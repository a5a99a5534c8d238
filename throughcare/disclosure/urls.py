"""Addresses of the pages about requests for a record."""

from django.urls import path

from throughcare.disclosure.views import bundles, deciding, requests

app_name = "disclosure"
_PERSON = "people/<uuid:ref>/access/requests"
_ONE = f"{_PERSON}/<uuid:id>"
urlpatterns = [
    path("subject-access", requests.requests, name="requests"),
    path(_PERSON, requests.of_person, name="of-person"),
    path(_ONE, requests.one, name="request"),
    path(f"{_ONE}/happened", requests.happened, name="happened"),
    path(f"{_ONE}/items", deciding.items, name="items"),
    path(f"{_ONE}/checks", deciding.checks, name="checks"),
    path(f"{_ONE}/finish", bundles.finish, name="finish"),
    path(
        f"{_ONE}/bundles/<uuid:bundle>/record.pdf",
        bundles.bundle,
        {"kind": "pdf"},
        name="bundle-pdf",
    ),
    path(
        f"{_ONE}/bundles/<uuid:bundle>/record.json",
        bundles.bundle,
        {"kind": "json"},
        name="bundle-json",
    ),
    path(
        f"{_ONE}/bundles/<uuid:bundle>/record.zip",
        bundles.bundle,
        {"kind": "zip"},
        name="bundle-zip",
    ),
    path(f"{_ONE}/bundles/<uuid:bundle>/hand-out", bundles.hand_out, name="hand-out"),
]
