"""Addresses of `assessments`."""

from django.urls import path

from throughcare.assessments import views

app_name = "assessments"

_ONE = "people/<uuid:ref>/assessments/<uuid:assessment_id>"

urlpatterns = [
    path("people/<uuid:ref>/assessments", views.assessments, name="assessments"),
    path("people/<uuid:ref>/assessments/compare", views.compare_two, name="compare-two"),
    path(_ONE, views.assessment, name="assessment"),
    path(f"{_ONE}/compare", views.compare_with_before, name="compare-with-before"),
    path(f"{_ONE}/compare/<uuid:other>", views.compare, name="compare"),
    path(f"{_ONE}/evidence/<str:question_id>", views.evidence, name="evidence"),
    path(
        f"{_ONE}/evidence/<uuid:evidence_id>/take-away",
        views.take_evidence_away,
        name="take-evidence-away",
    ),
    path(f"{_ONE}/sign", views.sign, name="sign"),
    path(f"{_ONE}/withdraw", views.withdraw, name="withdraw"),
    path(f"{_ONE}/sections/<str:section_id>", views.section, name="section"),
    path(f"{_ONE}/sections/<str:section_id>/save", views.save_section, name="save-section"),
    path(f"{_ONE}/sections/<str:section_id>/choose", views.choose, name="choose"),
]
