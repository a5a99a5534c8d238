from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "throughcare.record"
    label = "record"
