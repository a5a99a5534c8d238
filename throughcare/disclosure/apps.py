"""The module as Django knows it."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "throughcare.disclosure"
