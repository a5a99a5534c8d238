"""Starting, answering and signing."""

import pytest
from django.db import DatabaseError, transaction

from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.tests.conftest import (
    ANSWERS,
    INSTRUMENT,
    answer,
    answer_everything,
    reply,
)
from throughcare.foundation.access import AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile


def test_an_assessment_belongs_to_the_version_in_force_when_it_was_started(assessment):
    assert (assessment.instrument, assessment.instrument_version) == (
        "needs-and-strengths",
        INSTRUMENT.version,
    )


def test_signing_keeps_what_follows_from_the_answers(cast, signed):
    with acting_as(cast.amina):
        kept = Assessment.objects.get(pk=signed.pk)
    assert [need["id"] for need in kept.result["needs"]] == ["find-home"]
