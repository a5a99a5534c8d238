from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "throughcare.exchange"
    label = "exchange"
