"""Finding one record, or saying no more than that it was not found."""

from typing import Any, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from throughcare.foundation.access.actor import Actor

M = TypeVar("M", bound=Model)


class NotVisible(Exception):
    """Absent or hidden: the two are never told apart. The door answers 404."""


def one_visible(rows: QuerySet[M], **which: Any) -> M:
    """The one row row security shows this actor. Raises NotVisible."""
    try:
        return rows.get(**which)
    except ObjectDoesNotExist:
        raise NotVisible from None


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking. Pages for signed-in staff always have one; the middleware saw to it."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]
