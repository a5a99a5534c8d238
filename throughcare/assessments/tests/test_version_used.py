"""Whoever starts an assessment works under a version, which nobody edits from then on."""

import shutil
from datetime import timedelta

import pytest
from django.conf import settings

from tests.databases import NOW
from throughcare.assessments import actions
from throughcare.assessments.tests.conftest import INSTRUMENT
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.packs.loading import EditedAfterUse, remember_loaded
from throughcare.foundation.packs.models import PackVersion


@pytest.fixture
def loaded(cast):
    with acting_as(SYSTEM):
        PackVersion.objects.all().delete()
        remember_loaded(at=NOW)


def started(cast, person, *, days=0):
    with acting_as(cast.amina):
        return actions.start_assessment(
            actor=cast.amina,
            person=person,
            instrument=INSTRUMENT,
            at=NOW + timedelta(days=days),
        )


def used():
    with acting_as(SYSTEM):
        return {row.rule: row.used_at for row in PackVersion.objects.filter(used_at__isnull=False)}


def test_the_version_is_used_from_the_first_assessment_on(cast, loaded):
    assert used() == {}

    started(cast, cast.dan)
    started(cast, cast.dan, days=1)

    assert used() == {INSTRUMENT.id: NOW}


def test_from_then_on_an_edited_version_is_refused(cast, loaded, tmp_path):
    started(cast, cast.dan)
    folder = shutil.copytree(settings.PACK, tmp_path / "pack")
    file = folder / "instruments" / INSTRUMENT.id / f"{INSTRUMENT.version}.toml"
    file.write_text(file.read_text() + "\n# Thought better of.\n")

    with acting_as(SYSTEM), pytest.raises(EditedAfterUse, match=INSTRUMENT.id):
        remember_loaded(at=NOW, folder=folder)


def test_an_assessment_that_is_not_started_uses_nothing(cast, loaded):
    with acting_as(cast.cara), pytest.raises(AccessDenied):
        actions.start_assessment(actor=cast.cara, person=cast.dan, instrument=INSTRUMENT, at=NOW)

    assert used() == {}
