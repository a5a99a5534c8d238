from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "throughcare.reports"
    label = "reports"
