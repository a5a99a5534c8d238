"""The check finds what is wrong between files, in examples and in places nobody reads."""

import pytest
from django.core.management import CommandError, call_command

from throughcare.foundation.packs import Pack, pack
from throughcare.foundation.packs.checking import problems

INSTRUMENT = "instruments/needs-and-strengths/2026.1.toml"
REPORT = "reports/progress-report/2026.2.toml"
ROUTES = "signoff/routes.toml"


def test_the_pack_that_comes_with_the_program_has_no_problems():
    assert problems(pack()) == []


@pytest.mark.parametrize(
    ("file", "change", "problem"),
    [
        ("roles.toml", ('markings = ["ordinary"]', 'markings = ["secret"]'), "no marking 'secret'"),
        (
            "markings.toml",
            ('needs_clearance = "sc"', 'needs_clearance = "xx"'),
            "no clearance 'xx'",
        ),
        ("note-types.toml", ('marking = "ct"', 'marking = "secret"'), "no marking 'secret'"),
        ("note-types.toml", ('"ct-lead"]', '"wizard"]'), "no role 'wizard'"),
        ("risk/flag-types.csv", (",harm,", ",hex,"), "no flag category 'hex'"),
        ("competences.toml", ('["tcat-1"]', '["magic"]'), "no competence 'magic'"),
        ("competences.toml", ('["supervising-officer"]', '["wizard"]'), "no role 'wizard'"),
        ("competences.toml", ('clearance = "sc"', 'clearance = "xx"'), "no clearance 'xx'"),
        ("competences.toml", ('= ["ct-lead"]', '= ["partner"]'), "'partner' may not award"),
        ("competences.toml", ('id = "hii"', 'id = "erg"'), "'erg' is there twice"),
        ("competences.toml", ("lasts_months = 12", "lasts_months = 0"), "competences.toml, line"),
        ("competences.toml", ('["tcat-2"]', '["tcat-1"]'), "expects 'tcat-1' twice"),
        (INSTRUMENT, ('who = "person"', 'who = "wizard"'), "no actor 'wizard'"),
        (INSTRUMENT, ('needs = ["find-home"]', "needs = []"), "needs: find-home, not none"),
        (REPORT, ('sign_off = "report"', 'sign_off = "wizardry"'), "no route 'wizardry'"),
        (ROUTES, ('["team-manager",', '["wizard",'), "no role 'wizard'"),
        (ROUTES, ('["team-manager",', '["partner",'), "'partner' may not countersign"),
        (ROUTES, ('final = "report-final"', 'final = "report-lost"'), "no kind of entry"),
        (ROUTES, ("of_first = 3", "of_first = 2"), "It comes to"),
        (ROUTES, ('by = "senior-practitioner"', 'by = "elder"'), "no countersigner 'elder'"),
        (
            ROUTES,
            ('because = "A manager decides', 'by2 = "x"\nbecause = "A manager decides'),
            "by2",
        ),
        (REPORT, ('"sentence-began"', '"eclipse"'), "no kind of entry 'eclipse'"),
        ("calendar/bank-holidays.toml", ("due = 2026-12-29", "due = 2026-12-28"), "is 2026-12-29"),
        ("calendar/bank-holidays.csv", ("2028-12-26", "2031-12-26"), "outside the years"),
        ("supervision/outcomes.toml", ("earlier = 3", "earlier = 0"), "not as the rules say"),
        ("roles.toml", ('reach = "none"', 'reach = "far"'), "roles.toml, line"),
    ],
)
def test_what_does_not_fit_together_is_named(edited, file, change, problem):
    found = problems(edited(file, change))

    assert len(found) == 1
    assert problem in found[0]


def test_a_file_nobody_reads_is_a_problem(copy):
    stray = copy / "instruments" / "lost.toml"
    stray.write_text("")

    assert problems(Pack(copy)) == [f"{stray}: nothing reads this file"]


def test_two_versions_cannot_begin_on_one_day(copy):
    first = copy / INSTRUMENT
    first.with_name("2026.2.toml").write_text(first.read_text().replace("2026.1", "2026.2", 1))

    assert "which one is in force?" in problems(Pack(copy))[0]


def test_the_command_says_that_all_is_well(capsys):
    call_command("packs", "check")

    assert "every worked example holds" in capsys.readouterr().out


def test_the_command_fails_with_what_is_wrong(copy, monkeypatch, edited):
    broken = edited("roles.toml", ('reach = "none"', 'reach = "far"'))
    monkeypatch.setattr(
        "throughcare.foundation.packs.management.commands.packs.pack", lambda: broken
    )

    with pytest.raises(CommandError, match=r"roles\.toml, line"):
        call_command("packs", "check")


def test_the_list_shows_how_far_each_rule_can_be_trusted(capsys):
    call_command("packs", "list")

    listed = capsys.readouterr().out
    assert "needs-and-strengths 2026.1" in listed
    assert "unconfirmed" in listed
