from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class EventsConfig(AppConfig):
    name = "throughcare.foundation.events"
    label = "events"

    def ready(self) -> None:
        """Find every module's `reactions.py`, so that a subscription is a matter of writing it."""
        for app in apps.get_app_configs():
            if app.name.startswith("throughcare.") and find_spec(f"{app.name}.reactions"):
                import_module(f"{app.name}.reactions")
