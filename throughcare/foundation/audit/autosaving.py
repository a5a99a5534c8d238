"""What a page sends by itself while somebody writes on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from throughcare.foundation.audit.writing import opened


def autosave(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as one a page's script sends to every few seconds.

    It shows nothing of the person, so it is no look at them: opening the page was one. What does
    show something, any answer but JSON, stays a look; and so it takes POST alone.
    """

    @require_POST
    @wraps(view)
    def saving(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        people = opened.get()
        if people is not None and isinstance(response, JsonResponse):
            people.clear()
        return response

    saving.is_autosave = True  # type: ignore[attr-defined]
    return saving
