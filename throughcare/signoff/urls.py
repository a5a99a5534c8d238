"""Addresses of `signoff`."""

from django.urls import URLPattern

app_name = "signoff"
urlpatterns: list[URLPattern] = []
