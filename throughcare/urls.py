"""Every address of the program, by module."""

from django.urls import include, path

from throughcare.web.urls import signing_in

MODULES = (
    "web",
    "people",
    "record",
    "signoff",
    "sentences",
    "risk",
    "assessments",
    "plans",
    "supervision",
    "calculations",
    "reports",
    "moments",
    "exchange",
    "api",
    "disclosure",
    "retention",
    "staff",
)

urlpatterns = [
    *signing_in,
    *(path("", include(f"throughcare.{module}.urls")) for module in MODULES),
]

handler400 = "throughcare.web.views.errors.bad_request"
handler403 = "throughcare.web.views.errors.forbidden"
handler404 = "throughcare.web.views.errors.not_found"
handler500 = "throughcare.web.views.errors.broken"
