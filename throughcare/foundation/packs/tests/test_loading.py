"""A version somebody worked under cannot be edited unseen."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, transaction

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.access.models import Reach
from throughcare.foundation.packs import Pack
from throughcare.foundation.packs.loading import EditedAfterUse, mark_used, remember_loaded
from throughcare.foundation.packs.models import PackVersion

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
INSTRUMENT = "instruments/needs-and-strengths/2026.1.toml"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_program_itself():
    with acting_as(SYSTEM):
        yield


def names(listed):
    return [each.rule.name for each in listed]


def test_everything_is_new_the_first_time_and_nothing_the_second(copy):
    PackVersion.objects.all().delete()

    assert "needs-and-strengths 2026.1" in names(remember_loaded(at=AT, folder=copy))
    assert remember_loaded(at=AT, folder=copy) == []


def test_a_version_nobody_used_can_still_be_edited(copy, edited):
    remember_loaded(at=AT, folder=copy)
    edited(INSTRUMENT, ('title = "Needs and strengths"', 'title = "Strengths and needs"'))

    assert names(remember_loaded(at=AT, folder=copy)) == ["needs-and-strengths 2026.1"]


def test_a_version_that_was_used_is_refused_once_edited(copy, edited):
    remember_loaded(at=AT, folder=copy)
    mark_used(Pack(copy).instrument_version("needs-and-strengths", "2026.1"), at=AT)
    edited(INSTRUMENT, ('title = "Needs and strengths"', 'title = "Strengths and needs"'))

    with pytest.raises(EditedAfterUse, match=r"under it since 24 November 2026.*new version"):
        remember_loaded(at=AT, folder=copy)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("rules/predictor.ogrs3/2009.1.toml", ("most = 120", "most = 119")),
        ("rules/tables/ogrs3-coefficients.csv", ("1.251124464", "1.251124465")),
    ],
)
def test_a_rule_that_was_used_is_refused_once_it_or_its_table_is_edited(copy, edited, file, change):
    remember_loaded(at=AT, folder=copy)
    mark_used(Pack(copy).rules.version("predictor.ogrs3", "2009.1"), at=AT)
    edited(file, change)

    with pytest.raises(EditedAfterUse, match=r"predictor\.ogrs3 2009\.1 was changed"):
        remember_loaded(at=AT, folder=copy)


def test_a_table_that_no_used_rule_rests_on_can_still_be_edited(copy, edited):
    remember_loaded(at=AT, folder=copy)
    mark_used(Pack(copy).rules.version("predictor.ogrs3", "2009.1"), at=AT)
    edited("rules/tables/ovp2-2014.csv", ("Age", "Years"))

    assert names(remember_loaded(at=AT, folder=copy)) == ["predictor.ovp2 2014.1"]


def test_a_new_version_beside_a_used_one_is_taken(copy):
    remember_loaded(at=AT, folder=copy)
    mark_used(Pack(copy).instrument_version("needs-and-strengths", "2026.1"), at=AT)
    old = copy / INSTRUMENT
    old.with_name("2026.2.toml").write_text(old.read_text().replace("2026.1", "2026.2", 1))

    assert names(remember_loaded(at=AT, folder=copy)) == ["needs-and-strengths 2026.2"]


def test_a_version_is_used_from_the_first_time(copy):
    remember_loaded(at=AT, folder=copy)
    outline = Pack(copy).report_outline_version("progress-report", "2026.1")
    mark_used(outline, at=AT)
    mark_used(outline, at=AT.replace(year=2027))

    assert PackVersion.objects.get(rule="progress-report", version="2026.1").used_at == AT


def test_a_change_to_one_code_list_leaves_the_others_alone(copy, edited):
    remember_loaded(at=AT, folder=copy)
    edited("code-lists/sex.csv", ("Not known", "Unknown"))

    assert names(remember_loaded(at=AT, folder=copy)) == ["sex 2026.1"]


def test_the_web_role_can_only_say_that_a_version_is_used(copy):
    remember_loaded(at=AT, folder=copy)

    with acting_as(None):
        mark_used(Pack(copy).report_outline_version("progress-report", "2026.1"), at=AT)
        assert PackVersion.objects.get(rule="progress-report", version="2026.1").used_at == AT
        for forbidden in (
            lambda: PackVersion.objects.filter(rule="roles").update(sha256="x"),
            lambda: PackVersion.objects.filter(rule="roles").delete(),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                forbidden()


@pytest.mark.parametrize(
    ("file", "change", "is_forgotten"),
    [
        ("roles.toml", ('"record.correct_entry",', ""), True),
        ("markings.toml", ('needs_clearance = "sc"', 'needs_clearance = "dv"'), True),
        ("code-lists/sex.csv", ("Not known", "Unknown"), False),
    ],
)
def test_new_rules_of_who_may_hold_from_the_next_page_on(copy, edited, file, change, is_forgotten):
    """Else a power that was taken away would be kept for as long as reach is."""
    remember_loaded(at=AT, folder=copy)
    Reach.objects.create(
        staff_id=10**9, unit_keys="", people_keys="", excluded="", covers="", actor={},
        valid_until=AT,
    )  # fmt: skip
    edited(file, change)

    remember_loaded(at=AT, folder=copy)

    assert Reach.objects.exists() is not is_forgotten
