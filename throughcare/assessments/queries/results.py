"""What an assessment comes to, as its reader may know it."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from throughcare.assessments.models import Assessment, Result
from throughcare.assessments.queries.beside import beside
from throughcare.assessments.receipts import Receipt, merged, receipts_of
from throughcare.assessments.replies import Replies
from throughcare.foundation.packs.instruments import Instrument


def receipts_kept(found: Iterable[Assessment]) -> dict[UUID, list[Receipt]]:
    """What followed from answers in compartments the reader may know, by assessment; one query."""
    found = list(found)
    receipts: dict[UUID, list[Receipt]] = {one.pk: [] for one in found}
    signed = [one.pk for one in found if one.result is not None]
    for result in Result.objects.filter(assessment__in=signed).order_by("marking"):
        receipts[result.assessment_id].append(result.receipt)
    return receipts


def receipt_of(
    assessment: Assessment,
    instrument: Instrument,
    replies: Replies,
    kept: Mapping[UUID, list[Receipt]],
    *,
    on: date,
) -> Receipt:
    """What was kept when it was signed; else what follows now, from what its reader may read."""
    if assessment.result is None:
        person = assessment.person
        told = beside(instrument, person=person, on=on)
        return merged(receipts_of(instrument, replies, person=person, on=on, beside=told).values())
    return merged([assessment.result, *kept[assessment.pk]])
