from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "throughcare.assessments"
    label = "assessments"
