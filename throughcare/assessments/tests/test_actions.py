"""Starting, answering and signing."""

from throughcare.assessments.models import Assessment
from throughcare.assessments.tests.conftest import (
    INSTRUMENT,
)
from throughcare.foundation.access import acting_as


def test_an_assessment_belongs_to_the_version_in_force_when_it_was_started(assessment):
    assert (assessment.instrument, assessment.instrument_version) == (
        "needs-and-strengths",
        INSTRUMENT.version,
    )


def test_signing_keeps_what_follows_from_the_answers(cast, signed):
    with acting_as(cast.amina):
        kept = Assessment.objects.get(pk=signed.pk)
    assert [need["id"] for need in kept.result["needs"]] == ["find-home"]
