from django.apps import AppConfig


class SignoffConfig(AppConfig):
    name = "throughcare.signoff"
    label = "signoff"
