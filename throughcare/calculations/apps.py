from django.apps import AppConfig


class CalculationsConfig(AppConfig):
    name = "throughcare.calculations"
    label = "calculations"
    default_auto_field = "django.db.models.BigAutoField"
