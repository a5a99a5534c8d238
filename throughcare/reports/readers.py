"""Who will read a report, and what they may know.

Whatever is gathered for a report or offered as evidence is read through the row security of its
readers (`foundation.access.seeing_only`): what is ordinary, and what carries the report's marking.
"""

from django.db.models import QuerySet

from throughcare.reports.models import Citation, Report

ORDINARY = 0


def readable(marking: int) -> frozenset[int]:
    """Markings that every reader of a report so marked may know."""
    return frozenset({ORDINARY, marking})


def citations_of(report: Report) -> QuerySet[Citation]:
    """The sources a report cites that its readers may know.

    One that has been marked for fewer people since it was cited is a source no more: what refers
    to it has to be written anew before the report can go on.
    """
    return Citation.objects.filter(
        report=report, entry__marking__in=readable(report.marking)
    ).select_related("entry")
