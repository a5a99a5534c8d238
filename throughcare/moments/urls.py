"""Addresses of the pages that read the past."""

from django.urls import path

from throughcare.moments import views

app_name = "moments"
urlpatterns = [
    path("people/<uuid:ref>/as-it-was", views.as_it_was, name="as-it-was"),
    path("people/<uuid:ref>/as-it-was/compare", views.compare, name="compare"),
    path("people/<uuid:ref>/as-it-was/bundle", views.bundle, name="bundle"),
]
