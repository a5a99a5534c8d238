"""The addresses the layouts lead to, for tests of pages by themselves."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("language", nowhere, name="set_language"),
    path("sign-out", nowhere, name="account_logout"),
    path("sign-in", nowhere, name="account_login"),
]
