"""Bundles that were made, for those who may read all that could be in them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from throughcare.disclosure.models import Bundle, HandedOut, Request
from throughcare.disclosure.queries.share import readable
from throughcare.foundation.access import SYSTEM, Actor, NotVisible, acting_as

_BYTES = ("paper", "data")


def bundles_of(*, actor: Actor, request: Request) -> Sequence[Any]:
    """The bundles of a request that the actor may read, the latest first, without their bytes.

    Asked as the program, which alone sees those with several markings: who may read all of them is
    decided here. Each has its handings-out as `times`.
    """
    mine = readable(actor, request.person)
    with acting_as(SYSTEM):
        rows = Bundle.objects.filter(request=request).select_related("made_by").defer(*_BYTES)
        found = [one for one in rows.order_by("-made_at") if mine.issuperset(one.markings)]
        handed = HandedOut.objects.filter(bundle__in=found).select_related("by")
        times: dict[UUID, list[HandedOut]] = {}
        for time in handed.order_by("recorded_at"):
            times.setdefault(time.bundle_id, []).append(time)
    for one in found:
        one.times = times.get(one.pk, [])  # type: ignore[attr-defined]
    return found


def bundle_for(*, actor: Actor, request: Request, id: UUID) -> Bundle:
    """One bundle with its bytes. Raises NotVisible."""
    with acting_as(SYSTEM):
        found = Bundle.objects.filter(request=request, pk=id).first()
    if found is None or not readable(actor, request.person).issuperset(found.markings):
        raise NotVisible
    return found
