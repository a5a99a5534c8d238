from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class EventsConfig(AppConfig):
    name = "throughcare.foundation.events"
    label = "events"

    def ready(self) -> None:
        """Find every module's events and reactions: to subscribe is a matter of writing it."""
        for app in apps.get_app_configs():
            for name in ("events", "reactions"):
                if app.name.startswith("throughcare.") and find_spec(f"{app.name}.{name}"):
                    import_module(f"{app.name}.{name}")
