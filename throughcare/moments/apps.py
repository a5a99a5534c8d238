from django.apps import AppConfig


class MomentsConfig(AppConfig):
    name = "throughcare.moments"
    label = "moments"
