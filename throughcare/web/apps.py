from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "throughcare.web"
    label = "web"

    def ready(self) -> None:
        """What allauth sets up or removes is written down, whoever asks it to."""
        from throughcare.web import second_step, signing_in  # noqa: F401
