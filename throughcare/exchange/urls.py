"""Addresses of the pages about messages, and of a person's record as a file."""

from django.urls import path

from throughcare.exchange import views

app_name = "exchange"
urlpatterns = [
    path("messages", views.messages, name="messages"),
    path("messages/try-again", views.try_all_again, name="try-all-again"),
    path("messages/<uuid:id>/try-again", views.try_again, name="try-again"),
    path("messages/<uuid:id>/same-person", views.same_person, name="same-person"),
    path("people/<uuid:ref>/details/export", views.export, name="export"),
]
