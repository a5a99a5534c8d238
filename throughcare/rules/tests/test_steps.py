"""What each kind of step comes to, and where it comes to nothing."""

from math import exp, inf, log

import pytest

from throughcare.rules.tests.making import comes_to, given, made, receipt_of, refused, step

NUMBERS = (given("a"), given("b"), given("yes", "yes-no"))
WORDS = (given("a", "word"), given("b", "word"), given("n", "whole"), given("yes", "yes-no"))
DAYS = (given("a", "date"), given("b", "date"))


def near(number):
    return pytest.approx(number, abs=1e-12)


@pytest.mark.parametrize(
    ("one", "case", "expected"),
    [
        (step("sum", term=[{"of": "a"}, {"of": "b", "times": -2}]), {"a": 5, "b": 1.5}, 2),
        (step("sum", term=[{"of": "a"}], constant=0.5), {"a": 5}, 5.5),
        (step("sum", term=[{"of": "a"}, {"of": "yes", "times": 3}]), {"a": 5, "yes": True}, 8),
        (step("sum", term=[{"of": "a"}, {"of": "b"}]), {"a": 5, "b": None}, None),
        (step("sum", term=[{"of": "a"}, {"of": "b", "if_not_known": 7}]), {"a": 5}, 12),
        (step("product", of=["a", "b"]), {"a": 3, "b": -0.5}, -1.5),
        (step("product", of=["a", "yes"]), {"a": 3, "yes": False}, 0),
        (step("product", of=["a", "b"]), {"a": 0, "b": None}, None),
        (step("quotient", of="a", by="b"), {"a": 3, "b": 4}, 0.75),
        (step("quotient", of="a", by="b"), {"a": 3, "b": 0}, None),
        (step("quotient", of="a", by="b", if_nothing=0), {"a": 3, "b": 0}, 0),
        (step("quotient", of="a", by="b", if_nothing=0), {"a": None, "b": 0}, None),
        (step("quotient", of="a", by="b", if_nothing=0), {"a": 3, "b": None}, None),
        (step("logarithm", of="a"), {"a": 2}, log(2)),
        (step("logarithm", of="a"), {"a": 0}, None),
        (step("logarithm", of="a"), {"a": -1}, None),
        (step("logistic", of="a"), {"a": 0}, 0.5),
        (step("logistic", of="a"), {"a": -2}, 1 / (1 + exp(2))),
        (step("logistic", of="a"), {"a": -800}, 0),
        (step("logistic", of="a"), {"a": 800}, 1),
        (step("logistic", of="a"), {"a": None}, None),
    ],
)
def test_arithmetic(one, case, expected):
    came = comes_to(made(*NUMBERS, steps=[one]), case)

    assert came is None if expected is None else came == near(expected)


@pytest.mark.parametrize(
    ("more", "number", "expected"),
    [
        ({"decimals": 0}, 2.5, 3),
        ({"decimals": 0}, -2.5, -3),
        ({"decimals": 2}, 1.005, 1.01),  # its binary fraction lies a little below
        ({"decimals": 2}, 1.00499999, 1.0),
        ({"decimals": 1, "way": "down"}, 0.99, 0.9),
        ({"decimals": 0, "way": "down"}, 28.999999999999996, 29),  # 0.29 times 100
        ({"decimals": 0, "way": "up"}, 7.000000000000001, 7),
        ({"decimals": 0, "way": "up"}, 7.01, 8),
        ({"decimals": 0, "times": 100}, 0.125, 13),
        ({"decimals": 0, "least": 1, "most": 99}, 0.2, 1),
        ({"decimals": 0, "least": 1, "most": 99}, 99.7, 99),
        ({"most": 50}, 50.25, 50),
        ({"most": 50}, 49.75, 49.75),
        ({"decimals": 0}, None, None),
    ],
)
def test_rounding(more, number, expected):
    came = comes_to(made(*NUMBERS, steps=[step("rounded", of="a", **more)]), {"a": number, "b": 1})

    assert came is None if expected is None else came == near(expected)


BY_WORD = {"low": 1, "high": 2.5}


@pytest.mark.parametrize(
    ("more", "case", "expected"),
    [
        ({"by": ["a"], "values": BY_WORD}, {"a": "high"}, 2.5),
        ({"by": ["a"], "values": BY_WORD}, {"a": "other"}, None),
        ({"by": ["a"], "values": BY_WORD, "otherwise": 9.0}, {"a": "other"}, 9),
        ({"by": ["a"], "values": BY_WORD, "otherwise": 9.0}, {"a": None}, 9),
        ({"by": ["n"], "values": {"0": "none", "12": "twelve"}}, {"n": 12}, "twelve"),
        ({"by": ["n"], "values": {"0": "none", "12": "twelve"}}, {"n": 1}, None),
        ({"by": ["yes"], "values": {"yes": 1, "no": 0}}, {"yes": False}, 0),
        ({"by": ["yes"], "values": {"yes": 1}}, {"yes": False}, None),
        ({"by": ["a", "n"], "values": {"x|1": 1, "x|2": 2, "y|2": 3}}, {"a": "y", "n": 2}, 3),
        ({"by": ["a", "n"], "values": {"x|1": 1, "x|2": 2, "y|2": 3}}, {"a": "y", "n": 1}, None),
        ({"by": ["a", "n"], "values": {"x|1": 1, "x|2": 2}}, {"a": "x", "n": None}, None),
    ],
)
def test_a_table_is_asked_by_its_keys(more, case, expected):
    rule = made(*WORDS, steps=[step("lookup", **more)])

    assert comes_to(rule, {"b": "z", **case}) == expected


ROWS = [
    {"key": "x", "weight": "1.5", "name": "ex"},
    {"key": "y", "weight": "2", "name": None},
]
FROM_FILE = {"by": ["a"], "table": "t.csv", "columns": ["key"], "rows": ROWS}


def test_a_table_of_a_file_gives_several_values_and_an_empty_cell_is_not_known():
    names = made(*WORDS, steps=[step("lookup", gives={"x": "name"}, otherwise="?", **FROM_FILE)])
    weights = made(
        *WORDS, steps=[step("lookup", "w", gives={"x": "weight"}, numbers=True, **FROM_FILE)]
    )

    assert [comes_to(names, {"a": word}) for word in ("x", "y", "z")] == ["ex", None, "?"]
    assert [comes_to(weights, {"a": word}) for word in ("x", "y", "z")] == [1.5, 2, None]


def test_a_key_the_table_does_not_have_is_refused_where_the_rule_says_so():
    rule = made(*WORDS, steps=[step("lookup", by=["a"], values=BY_WORD, unknown="is odd")])
    elsewhere = made(
        *WORDS, steps=[step("lookup", by=["a"], values=BY_WORD, unknown="is odd", field="b")]
    )

    assert refused(rule, {"a": "other"}) == ("a", "is odd")
    assert refused(elsewhere, {"a": "other"}) == ("b", "is odd")
    assert comes_to(rule, {"a": None, "b": "x"}) is None


def test_a_map_says_what_it_was_given_for_a_key():
    rule = made(
        given("points", "map", of="number"),
        given("tier", "word"),
        steps=[step("within", map="points", by="tier", otherwise=0)],
    )

    assert comes_to(rule, {"points": {"A3": 206, "B2": 115}, "tier": "B2"}) == 115
    assert comes_to(rule, {"points": {"A3": 206}, "tier": "C1"}) == 0
    assert comes_to(rule, {"tier": "C1"}) == 0


BANDS = [{"at_least": 0, "is": "LOW"}, {"at_least": 30, "is": "HIGH"}]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (-0.000001, "NONE"),
        (0, "LOW"),
        (29.999999, "LOW"),
        ("29.999999", "LOW"),
        (30, "HIGH"),
        (None, None),
    ],
)
def test_a_band_begins_where_the_one_before_it_ends(number, expected):
    rule = made(given("a"), steps=[step("bands", of="a", band=BANDS, below="NONE")])

    assert comes_to(rule, {"a": number}) == expected


def test_below_the_first_band_is_nothing_unless_said():
    assert comes_to(made(given("a"), steps=[step("bands", of="a", band=BANDS)]), {"a": -1}) is None


def test_the_first_case_that_holds_decides():
    first_hit = [
        {"when": {"a": {"at_least": 10}}, "is": 3},
        {"when": {"a": {"at_least": 5}}, "value_of": "b"},
        {"when": {"a": {"at_least": 1}}},
    ]
    rule = made(*NUMBERS, steps=[step("cases", case=first_hit, otherwise=0)])

    assert [comes_to(rule, {"a": a, "b": 7}) for a in (10, 9, 4, 0, None)] == [3, 7, None, 0, 0]


def test_otherwise_may_be_the_value_of_a_name():
    cases = [{"when": {"a": {"more_than": 0}}, "is": 1}]
    rule = made(*NUMBERS, steps=[step("cases", case=cases, otherwise_value_of="b")])

    assert comes_to(rule, {"a": 0, "b": 7}) == 7


def test_points_of_every_line_that_holds_are_added_up_to_the_most():
    lines = [
        {"when": {"a": {"at_least": 1}}, "points": 2, "says": "one"},
        {"when": {"a": {"at_least": 2}}, "points": 3, "says": "two"},
        {"when": {"yes": True}, "points": 4, "says": "yes"},
    ]
    rule = made(*NUMBERS, steps=[step("points", line=lines, most=8)])

    cases = [{"a": 0, "yes": False}, {"a": 1, "yes": True}, {"a": 2, "yes": True}, {"a": None}]
    assert [comes_to(rule, case) for case in cases] == [0, 6, 8, 0]


def test_the_highest_and_the_lowest_leave_out_what_is_not_known():
    def rule(kind, **more):
        return made(*NUMBERS, steps=[step(kind, of=["a", "b"], **more)])

    assert comes_to(rule("highest"), {"a": 1, "b": 2}) == 2
    assert comes_to(rule("lowest"), {"a": 1, "b": 2}) == 1
    assert comes_to(rule("highest"), {"a": None, "b": -2}) == -2
    assert comes_to(rule("highest"), {"a": None, "b": None}) is None
    assert comes_to(rule("lowest", otherwise=9), {"a": None, "b": None}) == 9


def test_of_words_the_rule_says_which_is_higher():
    of_words = {"of": ["a", "b"], "order": ["LOW", "MEDIUM", "HIGH"], "otherwise": "LOW"}
    highest = made(*WORDS, steps=[step("highest", **of_words)])
    lowest = made(*WORDS, steps=[step("lowest", **of_words)])

    assert comes_to(highest, {"a": "MEDIUM", "b": "HIGH"}) == "HIGH"
    assert comes_to(lowest, {"a": "MEDIUM", "b": "HIGH"}) == "MEDIUM"
    assert comes_to(highest, {"a": None, "b": "MEDIUM"}) == "MEDIUM"
    assert comes_to(highest, {"a": None, "b": None}) == "LOW"


def test_the_first_known_of_several():
    rule = made(*NUMBERS, steps=[step("first-known", of=["a", "b"], otherwise=9)])

    assert [comes_to(rule, {"a": a, "b": b}) for a, b in [(0, 1), (None, 1), (None, None)]] == [
        0,
        1,
        9,
    ]


def test_words_written_together():
    rule = made(*WORDS, steps=[step("joined", of=["a", "n", "b"])])

    assert comes_to(rule, {"a": "C", "n": 2, "b": "S"}) == "C2S"
    assert comes_to(rule, {"a": "C", "n": 2, "b": None}) == "C2"
    assert comes_to(rule, {"a": None, "n": 2, "b": "S"}) is None


def test_the_names_of_what_is_missing_in_order():
    rule = made(*NUMBERS, steps=[step("missing", of=["yes", "a", "b"])])

    assert comes_to(rule, {"a": None, "b": 0, "yes": None}) == ["yes", "a"]
    assert comes_to(rule, {"a": 1, "b": 0, "yes": True}) == []


@pytest.mark.parametrize(
    ("kind", "since", "until", "expected"),
    [
        ("years-between", "2004-02-29", "2022-02-28", 17),
        ("years-between", "2004-02-29", "2022-03-01", 18),
        ("years-between", "2004-02-29", "2024-02-29", 20),
        ("years-between", "2003-12-31", "2025-12-30", 21),
        ("years-between", "2003-12-31", "2026-01-01", 22),
        ("years-between", "2026-01-02", "2026-01-01", -1),
        ("months-between", "2026-01-31", "2026-02-28", 0),
        ("months-between", "2026-01-31", "2026-03-31", 2),
        ("months-between", "2025-12-31", "2026-01-30", 0),
        ("months-between", None, "2026-01-30", None),
    ],
)
def test_whole_years_and_months_between_days(kind, since, until, expected):
    rule = made(*DAYS, steps=[step(kind, since="a", until="b")])

    assert comes_to(rule, {"a": since, "b": until}) == expected


@pytest.mark.parametrize(
    ("more", "day", "expected"),
    [
        ({"months": -1}, "2026-03-31", "2026-02-28"),
        ({"months": -1}, "2024-03-31", "2024-02-29"),
        ({"months": 12}, "2024-02-29", "2025-02-28"),
        ({"months": 1}, "2025-12-31", "2026-01-31"),
        ({"months": -8, "days": -14}, "2026-01-10", "2025-04-26"),
        ({"days": 1}, "2024-02-28", "2024-02-29"),
        ({"days": 1}, None, None),
    ],
)
def test_a_day_so_many_months_and_then_days_away(more, day, expected):
    assert comes_to(made(*DAYS, steps=[step("away", of="a", **more)]), {"a": day}) == expected


def test_a_day_outside_the_calendar_is_refused():
    rule = made(*DAYS, steps=[step("away", of="a", months=12)])

    assert refused(rule, {"a": "9999-12-31"}) == ("a", "lies outside the calendar")


REGISTRATIONS = given(
    "registrations",
    "list",
    field=[given("code", "word"), given("date", "date"), given("level", "whole")],
)
CASE = {
    "registrations": [
        {"code": "MAPP", "date": "2026-01-01", "level": 1},
        {"code": "MAPP", "date": "2026-05-01", "level": 2},
        {"code": "RHRH", "date": "2026-05-01", "level": None},
        {"code": "MAPP", "date": None, "level": 3},
        {"code": "MAPP", "date": "2026-05-01", "level": 9},
    ]
}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"take": "count"}, 4),
        ({"take": "any"}, True),
        ({"take": "sum", "of": "level"}, 15),
        ({"take": "distinct", "of": "date"}, 2),
        ({"take": "newest", "of": "level", "by": "date"}, 2),  # the first of those of one day
    ],
)
def test_something_is_taken_from_the_items_that_count(more, expected):
    rule = made(
        REGISTRATIONS,
        steps=[step("each", list="registrations", only_if=[{"code": ["MAPP"]}], **more)],
    )

    assert comes_to(rule, CASE) == expected


@pytest.mark.parametrize(("take", "expected"), [("count", 0), ("any", False)])
def test_a_list_that_was_not_given_is_as_one_without_items(take, expected):
    rule = made(REGISTRATIONS, given("b"), steps=[step("each", list="registrations", take=take)])

    assert comes_to(rule, {"b": 1}) == expected
    assert comes_to(rule, {"b": 1, "registrations": []}) == expected


def test_steps_within_see_the_item_and_what_was_known_before():
    within = step("sum", "more", term=[{"of": "level"}, {"of": "b"}])
    rule = made(
        REGISTRATIONS,
        given("b"),
        steps=[
            step(
                "each", list="registrations", step=[within], take="sum", of="more",
                only_if=[{"more": {"at_least": 11}}],
            )
        ],
    )  # fmt: skip

    assert comes_to(rule, {**CASE, "b": 10}) == 11 + 12 + 13 + 19


def test_what_a_step_within_refuses_is_refused_for_the_first_item():
    within = step(
        "refuse", "odd", line=[{"when": {"level": [9]}, "field": "registrations", "message": "odd"}]
    )
    rule = made(
        REGISTRATIONS, steps=[step("each", list="registrations", step=[within], take="count")]
    )

    assert refused(rule, CASE) == ("registrations", "odd")


def questionnaire(**more):
    return made(
        given("answers", "list", of="whole"),
        steps=[step("items", list="answers", count=4, most=4, **more)],
    )


def test_answers_are_added_up():
    assert comes_to(questionnaire(), {"answers": [0, 1, 4, 2]}) == 7
    assert comes_to(questionnaire(reversed=(1, 3)), {"answers": [0, 1, 3, 2]}) == 4 + 1 + 1 + 2


def test_answers_that_may_be_missing_are_made_up_for_by_the_mean_of_the_others():
    rule = questionnaire(may_be_missing=1)

    assert comes_to(rule, {"answers": [1, 2, 3, None]}) == 8
    assert comes_to(rule, {"answers": [1, 2, None, None]}) is None
    assert comes_to(questionnaire(), {"answers": [1, 2, 3, None]}) is None


def test_the_mean_and_how_many_were_answered():
    rule = made(
        given("answers", "list", of="whole"),
        steps=[
            step("items", list="answers", count=4, most=4, may_be_missing=1, mean="m", answered="n")
        ],
        results=("m", "n"),
    )

    assert comes_to(rule, {"answers": [1, 2, 3, None]}) == {"m": 2, "n": 3}
    assert comes_to(rule, {"answers": [1, None, 3, None]}) == {"m": None, "n": 2}


def test_wrong_answers_and_wrong_numbers_of_them_are_refused():
    rule = questionnaire(only={"2": [0, 2, 4]})

    assert refused(rule, {"answers": [1, 2, 3]}) == ("answers", "must have 4 answers, and has 3")
    assert refused(rule, {"answers": [1, 2, 3, 5]}) == (
        "answers.4",
        "must be one of 0, 1, 2, 3, 4",
    )
    assert refused(rule, {"answers": [1, 3, 3, 5]}) == ("answers.2", "must be one of 0, 2, 4")


def test_what_cannot_be_is_refused_by_the_first_line_that_holds():
    lines = [
        {"when": {"a": {"less_than": "b"}}, "field": "a", "message": "is less than b"},
        {"when": {"a": {"less_than": 0}}, "field": "b", "message": "is late"},
    ]
    rule = made(*NUMBERS, steps=[step("refuse", "no", line=lines), step("first-known", of=["a"])])

    assert refused(rule, {"a": -1, "b": 0}) == ("a", "is less than b")
    assert refused(rule, {"a": -1, "b": -2}) == ("b", "is late")
    assert comes_to(rule, {"a": 0, "b": 0}) == 0


OTHER = made(
    given("age", "whole", least=10),
    steps=[step("sum", term=[{"of": "age"}], constant=1)],
    id="other",
)


def others(rule, version, /):
    assert (rule, version) == ("other", "2026.1")
    return OTHER


def using(**more):
    one = step("using", "u", rule="other", version="2026.1", given={"age": "a"}, gives={"x": "x"})
    return made(given("a", "whole"), steps=[{**one, **more}], others=others)


def test_another_rule_is_used_with_values_of_this_one():
    assert comes_to(using(), {"a": 20}, others=others) == 21
    assert comes_to(using(), {"a": None}, others=others) is None


def test_what_another_rule_refuses_is_refused_by_the_name_it_has_here():
    assert refused(using(), {"a": 9}, others=others) == ("a", "must be 10 or more")
    assert comes_to(using(unless_refused=True), {"a": 9}, others=others) is None


def test_no_step_works_with_what_lies_beyond_all_numbers():
    rule = made(*NUMBERS, steps=[step("logistic", of="a")])

    assert refused(rule, {"a": inf})[0] == "a"


def test_several_values_are_given_as_a_list():
    rule = made(
        *NUMBERS,
        steps=[step("first-known", of=["a"])],
        result=[{"name": "x", "title": "X", "shown_as": "list", "together": ["a", "b"]}],
    )

    assert comes_to(rule, {"a": 1, "b": None}) == [1, None]


def test_a_result_may_be_written_with_its_decimals_and_nothing_stays_nothing():
    kept = {"name": "x", "title": "X", "shown_as": "percent", "decimals_kept": 3}
    rule = made(given("a"), steps=[step("first-known", of=["a"])], result=[kept])

    def written(number):
        return rule.answer({"a": number}, others, receipt=False).result["x"]

    assert [written(n) for n in (98.5, 0, None)] == ["98.500", 0, None]


def test_a_step_that_refuses_gives_nothing_to_a_receipt():
    lines = [{"when": {"a": {"less_than": 0}}, "field": "a", "message": "is late"}]
    rule = made(*NUMBERS, steps=[step("refuse", "no", line=lines), step("first-known", of=["a"])])

    assert receipt_of(rule, {"a": 1})["steps"][0] == {
        "name": "no",
        "says": "NO",
        "value": None,
        "because": [],
    }
