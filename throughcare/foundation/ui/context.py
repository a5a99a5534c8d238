"""What every page is told without its view having to say so."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation


def page(request: HttpRequest) -> dict[str, object]:
    """The language shown and the other one, and whether this is the fictional world."""
    shown = (translation.get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return {
        "language": shown,
        "other_language": "en" if shown == "cy" else "cy",
        "here": request.get_full_path(),
        "demo": getattr(settings, "DEMO", False),
    }
