from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class AccessConfig(AppConfig):
    name = "throughcare.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Know every module's policies from the start, for the pack and the page of powers."""
        for app in apps.get_app_configs():
            if app.name.startswith("throughcare.") and find_spec(f"{app.name}.access"):
                import_module(f"{app.name}.access")
