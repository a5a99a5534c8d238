"""What assessments made in other systems came to there, beside what they come to here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from throughcare.assessments.elsewhere import Compared, compare
from throughcare.assessments.facts import CameToFacts
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.queries.kept import instrument_of, reply_of
from throughcare.assessments.replies import Reply
from throughcare.foundation.calendar import local_day


def compared_with_elsewhere(
    *, told: Mapping[str, Sequence[CameToFacts]]
) -> Mapping[str, list[Compared]]:
    """Of each assessment on record with one of these names over there, everything that was said to
    follow from its answers, now or before.

    It is worked out anew from the answers as they are kept, in whatever compartment: ask as the
    program.
    """
    rows = Assessment.objects.filter(source_key__in=told).select_related("person")
    replies: dict[UUID, dict[str, Reply]] = defaultdict(dict)
    for answer in Answer.objects.filter(assessment__source_key__in=told):
        replies[answer.assessment_id][answer.question] = reply_of(answer)
    found: dict[str, list[Compared]] = {}
    for row in rows.order_by("source_key", "id"):
        assert row.source_key
        assert row.signed_at
        before = (row.result or {}).get("elsewhere", [])
        now = [one.as_kept for one in told[row.source_key]]
        found[row.source_key] = compare(
            instrument_of(row),
            replies[row.pk],
            [*before, *(one for n, one in enumerate(now) if one not in before + now[:n])],
            person=row.person,
            on=local_day(row.signed_at),
        )
    return found
