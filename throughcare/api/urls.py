"""One address: what lies below it the door looks up itself, once somebody comes."""

from django.urls import path

from throughcare.api import views

app_name = "api"
urlpatterns = [path("api/v1/<path:rest>", views.door, name="door")]
