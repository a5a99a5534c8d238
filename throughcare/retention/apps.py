"""The module as Django knows it."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "throughcare.retention"
