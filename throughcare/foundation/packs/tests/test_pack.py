"""What the pack that comes with the program hands out."""

from datetime import date

import pytest

from throughcare.foundation.packs import PackError, pack
from throughcare.rules.errors import NoSuchRule

TODAY = date(2026, 11, 24)


def test_the_ordinary_marking_is_nought_and_needs_no_clearance():
    assert pack().markings["ordinary"].number == 0
    assert pack().markings["ordinary"].needs_clearance is None


def test_counter_terrorism_needs_the_security_check():
    assert pack().markings["ct"].needs_clearance == "sc"


@pytest.mark.parametrize(
    ("held", "covered"), [(None, False), ("bpss", False), ("sc", True), ("dv", True)]
)
def test_a_higher_clearance_covers_a_lower_one(held, covered):
    assert pack().clearances.covers(held, "sc") is covered


def test_what_needs_no_clearance_is_covered_by_none():
    assert pack().clearances.covers(None, None)


def test_the_administrator_sees_nobody():
    administrator = pack().roles["administrator"]

    assert administrator.reach == "none"
    assert not administrator.markings
    assert not [power for power in administrator.powers if power.startswith(("people", "record"))]


def test_a_partner_reads_nothing_that_is_marked():
    assert pack().roles["partner"].markings == ("ordinary",)


def test_everyone_who_sees_anybody_reads_what_is_ordinary():
    for role in pack().roles.values():
        assert ("ordinary" in role.markings) is (role.reach != "none"), role.id
        assert ("people.see_person" in role.powers) is (role.reach != "none"), role.id


def test_the_rule_in_force_is_found_by_day(edited, copy):
    old = copy / "instruments/needs-and-strengths/2026.1.toml"
    new = old.with_name("2027.1.toml")
    new.write_text(
        old.read_text()
        .replace('"2026.1"', '"2027.1"', 1)
        .replace("in_force_from = 2026-01-01", "in_force_from = 2027-04-01")
    )
    later = edited("roles.toml")

    assert later.instrument("needs-and-strengths", on=date(2027, 3, 31)).version == "2026.1"
    assert later.instrument("needs-and-strengths", on=date(2027, 4, 1)).version == "2027.1"
    assert later.instrument_version("needs-and-strengths", "2026.1").version == "2026.1"


def test_a_rule_that_has_ended_is_not_in_force(edited):
    ended = edited(
        "instruments/needs-and-strengths/2026.1.toml",
        ("source", "in_force_until = 2026-11-24\nsource"),
    )

    assert ended.instrument("needs-and-strengths", on=date(2026, 11, 23)).version == "2026.1"
    with pytest.raises(NoSuchRule, match="in force on 2026-11-24"):
        ended.instrument("needs-and-strengths", on=TODAY)
    assert ended.instrument_version("needs-and-strengths", "2026.1")


def test_a_rule_nobody_wrote_is_not_found():
    for ask in (
        lambda: pack().instrument("horoscope", on=TODAY),
        lambda: pack().instrument_version("needs-and-strengths", "1999.1"),
        lambda: pack().instrument("needs-and-strengths", on=date(2025, 12, 31)),
        lambda: pack().code_list("horoscope"),
    ):
        with pytest.raises(NoSuchRule):
            ask()


def test_a_version_in_the_wrong_place_is_refused(copy, edited):
    folder = copy / "instruments/needs-and-strengths"
    (folder / "2026.1.toml").rename(folder / "2026.2.toml")

    with pytest.raises(PackError, match=r"says it is needs-and-strengths 2026\.1"):
        _ = edited("roles.toml").instruments


def test_two_roles_cannot_share_an_id(edited):
    with pytest.raises(PackError, match="'partner' is there twice"):
        _ = edited("roles.toml", ('id = "administrator"', 'id = "partner"')).roles


def test_two_markings_cannot_share_a_number(edited):
    with pytest.raises(PackError, match="same number"):
        _ = edited("markings.toml", ("number = 2", "number = 3")).markings


def test_a_note_begins_with_the_headings_of_its_kind():
    assert pack().note_templates["contact"].startswith("What we talked about")
    assert pack().note_types["therapy-group"].marking == "therapy"


def test_a_flag_is_found_by_what_other_systems_call_it():
    assert pack().flag_type_meant("AV2S") is pack().flag_type_meant("Risk to Staff")
    assert pack().flag_type_meant("XTACT").title == "Terrorism Act or related offence"
    assert pack().flag_type_meant("horoscope") is None


def test_appointments_and_outcomes_are_found_by_what_other_systems_call_them():
    assert pack().outcome_meant("Attended - Failed To Comply").code == "AFTC"
    assert pack().outcome_meant("uaab") is pack().contact_outcomes["UAAB"]
    assert pack().appointment_type_meant("Planned Office Visit (NS)").code == "COAP"
    assert pack().appointment_type_meant("Eclipse") is None


def test_flags_that_can_hurt_somebody_today_warn():
    assert pack().flag_types["risk-to-staff"].warns
    assert not pack().flag_types["alert-tierd"].warns


def test_bank_holidays_have_names():
    assert pack().bank_holidays[date(2026, 12, 28)] == "Boxing Day"


def test_the_days_to_reply_are_said_where_they_are_ruled():
    said = pack().outcome_rule.consequence_of("AFTA", regime="community", earlier=0)

    assert "5 working days" in said


def test_a_second_failure_must_be_referred():
    rule = pack().outcome_rule

    assert "requires you to refer" in rule.consequence_of("UAAB", regime="community", earlier=1)
    assert "give a warning or refer" in rule.consequence_of("UAAB", regime="community", earlier=0)
    assert "refer" not in rule.consequence_of("AAME", regime="community", earlier=1)
    assert "refer" not in rule.consequence_of("UAAB", regime=None, earlier=1)
