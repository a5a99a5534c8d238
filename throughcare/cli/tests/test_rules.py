"""`throughcare rules`: JSON in, a line each; JSON out, a line each, whatever was in it."""

import io
import json
from datetime import date

import pytest

from throughcare.cli import rules as command

TODAY = date(2026, 11, 24)
HANDOVER = "responsibility.handover"


@pytest.fixture
def typed(monkeypatch, capsys):
    """Type a command, with lines to read; gives its exit status, its lines, and its complaints."""

    def run(*words, lines=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        status = command.main(list(words), today=TODAY)
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return run


@pytest.fixture
def answered(typed):
    """Evaluate gad7 for lines, and read what came."""

    def run(*lines, options=("--no-receipt",), name="questionnaire.gad7"):
        status, out, _ = typed("evaluate", name, *options, lines="\n".join(lines) + "\n")
        assert status == 0
        return [json.loads(line) for line in out]

    return run


def gad7(*answers, **more):
    return json.dumps({"items": list(answers) or [1] * 7, **more})


def test_every_rule_is_listed_with_version_span_and_source(typed):
    status, out, _ = typed("list")

    assert status == 0
    line = next(line for line in out if line.startswith("predictor.ogrs3 "))
    assert "2009.1" in line
    assert "from 2008-03-01" in line
    assert "in force" in line
    assert "Source: Howard" in line
    ended = next(line for line in out if line.startswith(f"{HANDOVER} ") and "until" in line)
    assert "in force" not in ended


@pytest.mark.parametrize("id", [7, "x-1", None, [1]])
def test_an_id_is_passed_through_as_it_came(answered, id):
    assert answered(gad7(id=id))[0]["id"] == id
    assert answered(json.dumps({"id": id, "items": "none"}))[0]["id"] == id


def test_without_an_id_there_is_none(answered):
    assert list(answered(gad7())[0]) == ["result"]


def test_a_bad_line_is_an_error_line_and_never_a_stop(answered):
    deep = "[" * 100_000
    came = answered(
        "{", "[1]", "", gad7(id=1), gad7(9, 1, 1, 1, 1, 1, 1, id=2), deep, "null", gad7()
    )

    assert [list(one) for one in came] == [
        ["error"], ["error"], ["id", "result"], ["id", "error"], ["error"], ["error"], ["result"],
    ]  # fmt: skip
    assert came[0]["error"]["field"] == ""
    assert came[0]["error"]["message"].startswith("is not JSON")
    assert came[1]["error"]["message"] == "must be an object with named fields"
    assert came[3]["error"] == {"field": "items.1", "message": "must be one of 0, 1, 2, 3"}


def test_what_the_rule_does_not_know_is_ignored(answered):
    assert answered(gad7(weather="fine", id=1)) == answered(gad7(id=1))


def test_the_receipt_comes_unless_it_is_not_wanted(answered):
    with_receipt = answered(gad7(), options=())[0]

    assert with_receipt["receipt"]["rule"]["id"] == "questionnaire.gad7"
    assert with_receipt["result"] == answered(gad7())[0]["result"]


CASE = json.dumps({"sentence_start": "2020-01-01", "earliest_release_date": "2027-01-01"})


def version(answered, *options):
    return answered(CASE, options=options, name=HANDOVER)[0]["receipt"]["rule"]["version"]


def test_the_day_governs_and_a_version_named_beats_it(answered):
    assert version(answered) == "2023.2"
    assert version(answered, "--on", "2023-06-01") == "2023.1"
    assert version(answered, "--on", "2026-01-01", "--version", "2023.1") == "2023.1"
    assert version(answered, "--on", "1999-01-01", "--version", "2023.2") == "2023.2"


@pytest.mark.parametrize(
    "words",
    [("no.such.rule",), (HANDOVER, "--version", "9.9"), (HANDOVER, "--on", "1999-01-01")],
)
def test_a_rule_that_is_not_there_is_said_and_exits_with_one(typed, words):
    status, out, err = typed("evaluate", *words, lines=CASE)

    assert (status, out) == (1, [])
    assert words[0] in err


def test_an_answer_is_out_before_the_next_line_is_read(monkeypatch):
    """A program that asks one line after another waits for each."""
    flushed = []

    class Out(io.StringIO):
        def flush(self):
            flushed.append(self.getvalue().count("\n"))

    def lines():
        for asked in range(3):
            assert flushed[-1:] == ([asked] if asked else [])
            yield gad7()

    monkeypatch.setattr("sys.stdout", Out())
    monkeypatch.setattr("sys.stdin", lines())

    assert command.main(["evaluate", "questionnaire.gad7"], today=TODAY) == 0
    assert flushed == [1, 2, 3]
