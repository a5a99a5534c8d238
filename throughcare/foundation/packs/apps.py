"""The packs as Django knows them: one table of the versions that were loaded."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "throughcare.foundation.packs"
    label = "packs"
    default_auto_field = "django.db.models.BigAutoField"
