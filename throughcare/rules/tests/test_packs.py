"""A rule that cannot work is refused when it is read, with its file and the reason."""

import re

import pytest

from throughcare.rules import PackError

BY_TABLE = """
[[step]]
kind = "lookup"
name = "found"
title = "Found"
by = ["w"]
table = "weights.csv"
columns = ["key"]
gives = { x = "weight" }
numbers = true
"""
SCORES = """
[[step]]
kind = "scores"
name = "weights"
title = "Weights"
table = "weights.csv"
gives = { x = "model" }
"""
USING = """
[[step]]
kind = "using"
name = "x_of_other"
title = "Other"
rule = "%s"
version = "%s"
given = { a = "a" }
gives = { x = "x" }
"""


def step(kind, **more):
    lines = "\n".join(f"{key} = {value}" for key, value in more.items())
    return f'[[step]]\nkind = "{kind}"\nname = "x"\ntitle = "X"\n{lines}\n'


def reason(pack):
    with pytest.raises(PackError) as refused:
        list(pack.rules)
    return str(refused.value)


@pytest.mark.parametrize(
    ("of_step", "why"),
    [
        (step("sum", term='[{ of = "b" }]'), "x: nothing before it gives b"),
        (step("sum", term='[{ of = "x" }]'), "x: nothing before it gives x"),
        (step("sum", term='[{ of = "w" }]'), "x: 'w' is a word, and must be a number"),
        (step("years-between", since='"a"', until='"a"'), "x: 'a' is a number, and must be a date"),
        (step("highest", of='["a", "w"]'), "x: 'w' is a word, and must be a number"),
        (step("first-known", of='["a", "w"]'), "x: number and word in one place"),
        (step("joined", of='["w", "a"]'), "x: 'a' is a number, and must be a word"),
        (step("each", list='"a"', take='"count"'), "x: 'a' is no list"),
        (step("cases", case='[{ when = { b = true }, is = 1 }]'), "nothing before it gives b"),
        (
            step("cases", case='[{ when = { a = { at_least = "b" } }, is = 1 }]'),
            "nothing before it gives b",
        ),
        (step("cases", case='[{ when = { a = [1] }, is = 1 }]', otherwise='"one"'), "in one place"),
        (step("lookup", by='["a"]', values='{ "1" = 1 }'), "'a' is a number, and must be a word"),
        (
            step("sum", term='[{ of = "a" }]') + step("sum", term='[{ of = "a" }]'),
            "x: 'x' is there twice",
        ),
        (step("sum", term='[{ of = "a" }]').replace('"x"', '"a"'), "a: 'a' is there twice"),
        (step("sum", term='[{ of = "a" }]').replace('"x"', '"y"'), "'x' is worked out by no step"),
        (step("sum"), "Field required"),
        (step("magic"), "does not match any of the expected tags"),
        (step("sum", term='[{ of = "a" }]', twice="true"), "Extra inputs are not permitted"),
        (
            step("bands", of='"a"', band='[{ at_least = 2, is = 1 }, { at_least = 2, is = 2 }]'),
            "each band begins higher than the one before it",
        ),
        (step("rounded", of='"a"', least=3, most=2), "least is more than most"),
    ],
)  # fmt: skip
def test_what_a_step_cannot_do_is_said_of_the_file(pack, of_step, why):
    path = pack.rule(step=of_step)

    said = reason(pack)

    assert said.startswith(str(path))
    assert why in said


def test_a_wrong_value_is_named_with_its_line(pack):
    path = pack.rule(step=step("bands", of='"a"', band='[{ at_least = "low", is = "A" }]'))

    line = int(re.search(r"line (\d+)", reason(pack)).group(1))
    assert "low" in path.read_text().splitlines()[line - 1]


def test_coefficients_are_not_called_as_a_value_is(pack):
    pack.table("weights.csv", "factor,term,of,when,is,model\nAge,age,a,,,1\n")
    pack.rule(step=SCORES.replace('"weights"', '"a"'))

    assert "a: 'a' is there twice" in reason(pack)


def test_two_inputs_of_one_name_are_refused(pack):
    pack.rule(edited=lambda text: text.replace('name = "w"', 'name = "a"'))

    assert "a: 'a' is there twice" in reason(pack)


def test_an_input_that_depends_on_nothing_there_is_refused(pack):
    pack.rule(edited=lambda text: text.replace('"word"', '"word"\nonly_if = [{ sex = ["F"] }]'))

    assert "only_if of an input looks at sex" in reason(pack)


def test_a_table_is_read(pack):
    pack.table("weights.csv", "key,weight\nlow,0.5\nhigh,\n")
    pack.rule(step=BY_TABLE, edited=lambda text: text.replace("a = 1 }", 'w = "low" }'))

    assert list(pack.rules.problems()) == ["made.up 2026.1: example 'One': x: 0.5, not 1"]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (None, "weights.csv: there is no such file"),
        ("key,size\nlow,1\n", "weights.csv has no column 'weight'"),
        ("word,weight\nlow,1\n", "weights.csv has no column 'key'"),
        ("key,weight\nlow,1\nlow,2\n", "weights.csv has 'low' twice"),
        ("key,weight\nlow,much\n", "could not convert string to float: 'much'"),
        ("key,weight\nlow,1,2\n", "weights.csv, line 2: the row and the header differ"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(pack, table, why):
    if table is not None:
        pack.table("weights.csv", table)
    pack.rule(step=BY_TABLE)

    assert why in reason(pack)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Age,age,b,,,1", "nothing before it gives b"),
        ("Age,age,w,,,1", "'w' is a word, and must be a number"),
        ("Age,age,,a|w,1,1", "age: `when` and `is` name as many values"),
        ("Age,age,a,,,much", "weights.csv, line 2: weights.model: "),
    ],
)
def test_coefficients_that_do_not_fit_are_refused(pack, row, why):
    pack.table("weights.csv", f"factor,term,of,when,is,model\n{row}\n")
    pack.rule(step=SCORES)

    assert why in reason(pack)


def test_coefficients_of_a_model_that_is_not_there_are_refused(pack):
    pack.table("weights.csv", "factor,term,of,when,is,other\nAge,age,a,,,1\n")
    pack.rule(step=SCORES)

    assert "weights.csv has no column model" in reason(pack)


def test_a_rule_that_uses_itself_is_refused(pack):
    path = pack.rule(step=USING % ("made.up", "2026.1"))

    assert reason(pack) == f"{path}: x_of_other: made.up 2026.1 uses itself"


def test_rules_that_use_each_other_are_refused(pack):
    pack.rule("one", step=USING % ("two", "2026.1"))
    pack.rule("two", step=USING % ("one", "2026.1"))

    assert "one 2026.1 uses itself" in reason(pack)


@pytest.mark.parametrize("other", [("made.down", "2026.1"), ("one", "2025.1")])
def test_a_rule_that_uses_what_is_not_there_is_refused(pack, other):
    pack.rule("one")
    path = pack.rule("two", step=USING % other)

    assert reason(pack) == f"{path}: x_of_other: there is no rule {' '.join(other)}"


def test_a_rule_may_use_its_own_earlier_version(pack):
    pack.rule(version="2025.1", since="2025-01-01", times=2)
    pack.rule(
        version="2026.1",
        step=USING % ("made.up", "2025.1"),
        edited=lambda text: text.replace("x = 1 }", "x = 2 }"),
    )

    assert list(pack.rules.problems()) == []


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        ("comes_to = { x = 1 }", []),
        ("comes_to = { x = 1.00000001 }", ["x: 1.0, not 1.00000001"]),
        ('comes_to = { x = "" }', ["x: 1.0, not ''"]),
        ("comes_to = { y = 1 }", ["there is no result 'y'"]),
        ('refused = "a"', ["a is not refused"]),
    ],
)
def test_a_worked_example_that_does_not_come_out_is_a_problem(pack, expected, wrong):
    pack.rule(edited=lambda text: text.replace("comes_to = { x = 1 }", expected))

    assert list(pack.rules.problems()) == [f"made.up 2026.1: example 'One': {w}" for w in wrong]


def test_an_example_of_what_is_refused_says_which_field(pack):
    def refusing(text):
        of_a_word = text.replace("given = { a = 1 }", 'given = { a = "one" }')
        return of_a_word.replace("comes_to = { x = 1 }", f'refused = "{field}"')

    field = "a"
    pack.rule(edited=refusing)
    assert list(pack.rules.problems()) == []

    field = "w"
    pack.rule(edited=refusing)
    assert list(pack.rules.problems()) == [
        "made.up 2026.1: example 'One': refused: a: must be a number"
    ]


def test_the_files_of_a_rule_are_its_own_and_its_tables(pack):
    pack.table("weights.csv", "key,weight\nlow,1\n")
    path = pack.rule(step=BY_TABLE)

    rules = pack.rules

    assert rules.files_of(next(iter(rules))) == (
        path,
        pack.folder / "rules" / "tables" / "weights.csv",
    )
