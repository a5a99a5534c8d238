"""A broken file is refused with its place and the reason."""

import pytest

from throughcare.foundation.packs import PackError
from throughcare.foundation.packs.codes import Code
from throughcare.foundation.packs.roles import Roles
from throughcare.rules.reading import line_of, read_table, read_toml

ROLES = """id = "roles"
version = "2026.1"
title = "Roles"
in_force_from = 2026-01-01
source = "A test"
status = "local"

[[role]]
id = "first"
title = "First"
description = "One"
reach = "own"
markings = []
powers = []

[[role]]
id = "second"
title = "Second"
description = "Two"
reach = "own"
markings = []
powers = []
"""


def roles(tmp_path, text=ROLES):
    path = tmp_path / "roles.toml"
    path.write_text(text)
    return read_toml(path, Roles)


def test_a_good_file_is_read(tmp_path):
    assert [role.id for role in roles(tmp_path).role] == ["first", "second"]


def test_a_wrong_value_is_named_with_its_line(tmp_path):
    wrong = ROLES.replace(
        'description = "Two"\nreach = "own"', 'description = "Two"\nreach = "far"'
    )

    with pytest.raises(PackError, match=r"roles\.toml, line 20: role\.2\.reach: ") as refused:
        roles(tmp_path, wrong)
    assert wrong.splitlines()[refused.value.line - 1] == 'reach = "far"'


def test_a_missing_value_points_at_the_table_it_is_missing_from(tmp_path):
    with pytest.raises(PackError, match=r"line 16: role\.2\.title: Field required"):
        roles(tmp_path, ROLES.replace('title = "Second"\n', ""))


def test_what_no_model_knows_is_refused(tmp_path):
    with pytest.raises(PackError, match=r"line 17: role\.2\.power: Extra inputs"):
        roles(tmp_path, ROLES.replace('id = "second"', 'power = "x"\nid = "second"'))


def test_text_that_is_no_toml_is_refused_with_its_line(tmp_path):
    with pytest.raises(PackError, match="line 3"):
        roles(tmp_path, ROLES.replace('title = "Roles"', "title = Roles"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PackError, match=r"roles\.toml: there is no such file"):
        read_toml(tmp_path / "roles.toml", Roles)


def test_text_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "roles.toml").write_bytes(b'id = "caf\xe9"')

    with pytest.raises(PackError, match="not UTF-8"):
        read_toml(tmp_path / "roles.toml", Roles)


def test_a_rule_cannot_end_before_it_begins(tmp_path):
    with pytest.raises(PackError, match="in_force_until must be later"):
        roles(tmp_path, ROLES.replace("source", "in_force_until = 2025-01-01\nsource"))


def test_a_version_is_a_year_and_a_number(tmp_path):
    with pytest.raises(PackError, match="line 2: version"):
        roles(tmp_path, ROLES.replace('"2026.1"', '"latest"'))


def test_a_line_in_a_table_within_a_table_is_found():
    text = (
        "[[section]]\n[[section.question]]\nasks = 1\n[[section]]\n[[section.question]]\nasks = 2\n"
    )

    assert line_of(text, ("section", 1, "question", 0, "asks")) == 6


def test_what_is_written_within_one_line_is_found_on_that_line():
    text = "options = [\n  { id = 1 },\n]\nid = 2\n"

    assert line_of(text, ("options", 0, "id")) == 1


def table(tmp_path, text):
    path = tmp_path / "codes.csv"
    path.write_text(text)
    return read_table(path, Code.of_row)


def test_a_table_is_read_with_what_else_it_says(tmp_path):
    codes = table(tmp_path, "code,title,choice,also,unit\nW,Unpaid work,yes,UPW|Hours,hours\n")

    assert codes[0].also == ("UPW", "Hours")
    assert codes[0].facts == {"unit": "hours"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [("W,Unpaid work", "header differ"), ("W,,yes", "title"), ("W,x,yes,y,z", "header differ")],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path, row, reason):
    with pytest.raises(PackError, match=rf"line 3: .*{reason}"):
        table(tmp_path, f"code,title,choice\nF,Activity,yes\n{row}\n")
