from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "throughcare.plans"
    label = "plans"
