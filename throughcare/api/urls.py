"""Addresses: of the door, which looks up what lies below it once somebody comes; of its pages."""

from django.urls import path

from throughcare.api.views import door, tokens

app_name = "api"
urlpatterns = [
    path("api/v1/<path:rest>", door.door, name="door"),
    path("staff/tokens", tokens.tokens, name="tokens"),
    path("staff/tokens/new", tokens.make, name="make-token"),
    path("staff/tokens/<uuid:id>/end", tokens.end, name="end-token"),
]
