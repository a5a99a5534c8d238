from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "throughcare.signals"
    label = "signals"
