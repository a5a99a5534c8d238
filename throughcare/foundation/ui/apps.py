"""Django's entry for the design system: its templates, its static files, its command."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "throughcare.foundation.ui"
    label = "ui"
