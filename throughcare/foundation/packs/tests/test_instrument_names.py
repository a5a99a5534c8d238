"""An instrument that names what is not there, or contradicts itself, is refused with its place."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from throughcare.foundation.packs import Pack, PackError, pack
from throughcare.foundation.packs.checking import instrument_problems

GOOD = """id = "made-up"
version = "2026.1"
title = "Made up"
in_force_from = 2026-01-01
source = "A test"
status = "local"
about = "A test"
competence = ["csra"]
sign_off = "by-risk"
begins_with = ["needs-and-strengths"]

[[level]]
id = "none"
title = "None"

[[level]]
id = "high"
title = "High"

[[section]]
id = "home"
title = "Home"
levels = { none = 0, high = 2 }

  [[section.question]]
  id = "where"
  asks = "Where?"
  kind = "one"
  known = { fact = "no-fixed-abode", means = { yes = "nowhere" } }
  options = [
    { id = "settled", says = "Settled" },
    { id = "nowhere", says = "Nowhere", points = 2 },
  ]

  [[section.question]]
  id = "safe"
  asks = "Is it safe?"
  kind = "yes-no"
  only_if = { where = ["settled"] }

[[section]]
id = "mood"
title = "Mood"
marking = "health"

  [[section.question]]
  id = "one"
  asks = "One"
  kind = "number"
  least = 0
  most = 3

  [[section.question]]
  id = "weapon"
  asks = "Two"
  kind = "yes-no"
  gives = ["i2_2_weapon"]

  [[section.question]]
  id = "risk"
  asks = "How high?"
  kind = "one"
  options = [{ id = "low", says = "Low" }, { id = "high", says = "High" }]

[[section]]
id = "harm"
title = "Harm"

  [[section.question]]
  id = "harm_level"
  asks = "How high?"
  kind = "one"
  options = [
    { id = "low", says = "Low" },
    { id = "medium", says = "Medium" },
  ]

  [[section.question]]
  id = "harm_because"
  asks = "Why?"
  kind = "text"

[[works_out]]
rule = "questionnaire.gad7"
section = "mood"
lists = { items = ["one"] }
shown = ["band"]

[[harm_level]]
question = "harm_level"
group = "children"
setting = "community"
because = "harm_because"

[[need]]
id = "house"
section = "home"
title = "A home"
when = [{ where = ["nowhere"] }]
within_working_days = 5

  [[need.step]]
  title = "Look"
  who = "case-holder"
  within_working_days = 5

[[need]]
id = "calm"
section = "mood"
title = "Calm"
when = [{ "questionnaire.gad7.band" = ["severe"] }]
within_working_days = 5

[[example]]
name = "nothing"
given = {}
"""

# What is written instead of what, what is said of it, and the words on the line it is said of.
WRONG = [
    ('marking = "health"', 'marking = "secret"', "no marking 'secret'"),
    ('["csra"]', '["flying"]', "no competence 'flying'"),
    ('sign_off = "by-risk"', 'sign_off = "moon"', "no route of assessments 'moon'"),
    ('sign_off = "by-risk"', 'sign_off = "report"', "no route of assessments 'report'"),
    ('["needs-and-strengths"]', '["made-up"]', "no other instrument 'made-up'"),
    ('who = "case-holder"', 'who = "wizard"', "no actor 'wizard'"),
    ("[[harm_level]]", '[[works_out]]\nrule = "moon"\n\n[[harm_level]]', "there is no rule 'moon'"),
    ("{ items =", "{ itmes =", "no input of questionnaire.gad7 2006.1 'itmes'"),
    ('["band"]', '["bend"]', "no result of questionnaire.gad7 2006.1 'bend'"),
    ("gad7.band", "gad7.bend", "no result 'questionnaire.gad7.bend'"),
    ('"i2_2_weapon"', '"i2_2_wepon"', "no rule with an input 'i2_2_wepon'"),
    ('group = "children"', 'group = "cats"', "no group that could be harmed 'cats'"),
    ('group = "children"', 'group = "prisoners"', "nobody is at risk in community as 'prisoners'"),
    ('id = "medium"', 'id = "middling"', "no level of harm for 'harm_level' 'middling'"),
    ('fact = "no-fixed-abode"', 'fact = "flag.cats"', "the record gives no fact 'flag.cats'"),
    ('fact = "no-fixed-abode"', 'fact = "harm.public.moon"', "no fact 'harm.public.moon'"),
    (
        'fact = "no-fixed-abode"',
        'fact = "answered.needs-and-strengths.moon"',
        "no fact 'answered.needs-and-strengths.moon'",
    ),
    # Within the file: a missing option, a circle, points that cannot be, what is there twice.
    (
        'when = [{ where = ["nowhere"] }]',
        'when = [{ where = ["moon"] }]',
        "'moon' is not an answer",
    ),
    ('only_if = { where = ["settled"] }', 'only_if = { safe = ["yes"] }', "goes round in a circle"),
    (
        "levels = { none = 0, high = 2 }",
        "levels = { none = 0, high = 9 }",
        "reach no further than 2",
    ),
    ('id = "calm"', 'id = "house"', "'house' is there twice"),
    ('id = "safe"', 'id = "where"', "the question 'where' is asked twice"),
    ('because = "harm_because"', 'because = "moon"', "'moon', which is not asked"),
    ('section = "mood"\ntitle', 'section = "home"\ntitle', "which is marked health"),
    ("given = {}", 'given = {}\nneeds = ["house"]', "needs: none, not house"),
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack without instruments of its own but two."""
    copy = Path(shutil.copytree(settings.PACK, tmp_path_factory.mktemp("here") / "pack"))
    for folder in (copy / "instruments").iterdir():
        if folder.is_dir() and folder.name not in ("needs-and-strengths", "reoffending"):
            shutil.rmtree(folder)
    return copy


@pytest.fixture
def with_one(here: Path, tmp_path: Path):
    """The same with one more instrument, in a folder of the site's own."""

    def write(text: str) -> tuple[Path, list[str]]:
        file = tmp_path / "instruments" / "made-up" / "2026.1.toml"
        file.parent.mkdir(parents=True)
        file.write_text(text)
        made = Pack(here, site=tmp_path)
        made.rules = pack().rules  # those that come with the program: read once for all tests
        try:
            return file, [*instrument_problems(made)]
        except PackError as error:
            return file, [str(error)]

    return write


def test_one_that_names_only_what_is_there_has_no_problems(with_one):
    assert with_one(GOOD)[1] == []


@pytest.mark.parametrize(("right", "wrong", "reason"), WRONG)
def test_what_is_wrong_is_said_with_file_line_and_reason(with_one, right, wrong, reason):
    assert GOOD.count(right) == 1
    file, found = with_one(GOOD.replace(right, wrong))

    assert len(found) == 1
    assert found[0].startswith(f"{file}, line ")
    assert reason in found[0]


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ('who = "case-holder"', 'who = "wizard"', '  who = "wizard"'),
        ('marking = "health"', 'marking = "secret"', 'marking = "secret"'),
        ("{ items =", "{ itmes =", 'lists = { itmes = ["one"] }'),
        ('because = "harm_because"', 'because = "moon"', 'because = "moon"'),
        ('id = "calm"', 'id = "house"', 'id = "house"'),
        ('id = "safe"', 'id = "where"', '  id = "where"'),
    ],
)
def test_the_line_is_the_one_to_mend(with_one, right, wrong, line):
    text = GOOD.replace(right, wrong)
    _file, [found] = with_one(text)
    number = int(found.split(", line ")[1].split(":")[0])

    assert text.splitlines()[number - 1] == line
    assert line not in text.splitlines()[number:]  # of two, the second


def test_marked_answers_that_a_rule_takes_by_name_are_not_told_elsewhere(with_one):
    by_name = '[[works_out]]\nrule = "predictor.ogrs4"\n\n[[harm_level]]'

    _file, found = with_one(GOOD.replace("[[harm_level]]", by_name))

    assert "'predictor.ogrs4' takes 'i2_2_weapon', which is marked health" in found[0]


def test_every_instrument_that_comes_with_the_program_has_an_example_answered_to_the_end():
    never = {
        versions.id
        for versions in pack().instruments.values()
        for one in versions
        if all(one.not_known_yet(example.given) for example in one.example)
    }

    # Its version has been used, and so is never edited.
    assert never == {"reoffending"}
