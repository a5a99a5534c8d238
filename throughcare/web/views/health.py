"""Whether the program is ready, for whoever watches it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 once the database answers; 503 until then. Says nothing about anybody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1 from django_migrations limit 1")
            ready = cursor.fetchone() is not None
    except DatabaseError:
        ready = False
    body = {
        "status": "ok" if ready else "starting",
        "version": settings.VERSION,
        "database": "ok" if ready else "unreachable",
    }
    return JsonResponse(body, status=200 if ready else 503)
