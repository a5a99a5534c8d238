from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "throughcare.people"
    label = "people"

    def ready(self) -> None:
        from throughcare.people import lookups  # noqa: F401  (registers `__begins`)
