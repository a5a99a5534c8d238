"""Addresses of `signoff`."""

from django.urls import URLPattern, path

from throughcare.signoff import views

app_name = "signoff"
_ONE = "people/<uuid:ref>/sign-off/<uuid:id>"
urlpatterns: list[URLPattern] = [
    path("sign-off/", views.queue, name="queue"),
    path("sign-off/next", views.take_next, name="next"),
    path("sign-off/returned", views.returned, name="returned"),
    path(_ONE, views.paper, name="paper"),
    path(f"{_ONE}/decide", views.decide, name="decide"),
    path(f"{_ONE}/withdraw", views.withdraw, name="withdraw"),
    path(f"{_ONE}/comment", views.comment, name="comment"),
    path(f"{_ONE}/comments/<uuid:comment>/settle", views.settle, name="settle"),
    path(f"{_ONE}/reviews/ask", views.ask_review, name="ask-review"),
    path(f"{_ONE}/reviews/<uuid:review>", views.review, name="review"),
    path(f"{_ONE}/documents/<uuid:document>", views.document, name="document"),
]
