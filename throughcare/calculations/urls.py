"""Addresses of `calculations`."""

from django.urls import URLPattern, path

from throughcare.calculations import views

app_name = "calculations"
urlpatterns: list[URLPattern] = [
    path("workload", views.workload, name="workload"),
    path(
        "rules/<str:id>/<str:version>/would-change/<str:other>",
        views.would_change,
        name="would-change",
    ),
    path("people/<uuid:ref>/calculations", views.calculations, name="calculations"),
    path("people/<uuid:ref>/calculations/<uuid:id>", views.calculation, name="calculation"),
]
