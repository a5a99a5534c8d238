from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "throughcare.staff"
    label = "staff"
