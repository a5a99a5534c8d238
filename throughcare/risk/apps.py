from django.apps import AppConfig


class RiskConfig(AppConfig):
    name = "throughcare.risk"
    label = "risk"
