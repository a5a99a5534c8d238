from django.apps import AppConfig


class SentencesConfig(AppConfig):
    name = "throughcare.sentences"
    label = "sentences"
