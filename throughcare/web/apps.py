from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "throughcare.web"
    label = "web"

    def ready(self) -> None:
        """What allauth does is written down, and every session begins, whoever asks it to."""
        from throughcare.web import second_step, sessions, signing_in  # noqa: F401
