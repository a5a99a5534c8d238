"""What the pack's model says of two records: each trap in a pair of its own."""

from dataclasses import replace

import pytest

from throughcare.foundation.packs import pack
from throughcare.people.comparing import Sum, Traits, times, weigh

COMMON, RARE = 0.02, 0.0002
GARETH = Traits(
    given="gareth",
    family="quill",
    givens=("gareth",),
    families=("quill",),
    born="1990-05-07",
    births=("1990-05-07",),
    crn=("X123456",),
    postcodes=("ZZ12AB",),
    sex="M",
)


def other(**differs: object) -> Traits:
    """The same person as the prison knows them, but for what is said."""
    changed = replace(GARETH, crn=(), nomis=("A1234BC",), **differs)  # type: ignore[arg-type]
    return replace(
        changed,
        givens=tuple({changed.given, *changed.givens} if "givens" in differs else {changed.given}),
        families=tuple(
            {changed.family, *changed.families} if "families" in differs else {changed.family}
        ),
        births=tuple({changed.born, *changed.births} if "births" in differs else {changed.born}),
    )


PAIRS = {
    "nothing differs": other(),
    "moved": other(postcodes=("ZZ99XX",)),
    "a slip in the family name": other(family="quil"),
    "a slip in the given name": other(given="garteh"),
    "day and month swapped": other(born="1990-07-05"),
    "married, the former name is known": other(family="pugh", families=("pugh", "quill")),
    "married, the former name is not known": other(family="pugh"),
    "names in the wrong box": other(given="quill", family="gareth"),
    "no date of birth": other(born=""),
    "twins": other(given="huw"),
    "twins whose names sound alike": other(given="garath"),
    "father and son": other(born="1962-11-30"),
    "two CRNs": replace(other(), crn=("X777777",)),
    "a CRN with a slip": replace(other(), crn=("X123457",)),
    "namesakes of a common name": replace(
        other(postcodes=()), given="dean", family="booth", givens=("dean",), families=("booth",)
    ),
    "nothing in common": Traits(
        given="zofia", family="lis", givens=("zofia",), families=("lis",), born="1971-01-02"
    ),
}


@pytest.fixture(scope="module")
def sums() -> dict[str, Sum]:
    """All of them weighed at once: it is Splink's start that takes its time."""
    common = replace(GARETH, given="dean", family="booth", givens=("dean",), families=("booth",))
    pairs = [(common if "common" in name else GARETH, one) for name, one in PAIRS.items()]
    names = {one.given for pair in pairs for one in pair}
    families = {one.family for pair in pairs for one in pair}
    found = weigh(
        pairs,
        rule=pack().matching_rule,
        weights=pack().matching_weights,
        rarity={
            "given": {name: COMMON if name == "dean" else RARE * 10 for name in names},
            "family": {name: COMMON if name == "booth" else RARE for name in families},
        },
        least=-100,
    )
    return {name: found[place] for place, name in enumerate(PAIRS)}


@pytest.mark.parametrize(
    "what",
    [
        "nothing differs",
        "moved",
        "a slip in the family name",
        "day and month swapped",
        "married, the former name is known",
        "names in the wrong box",
    ],
)
def test_who_is_one_person_by_the_model_is_put_together_without_asking(sums, what):
    assert sums[what].is_same(pack().matching_rule), sums[what]


@pytest.mark.parametrize(
    "what",
    [
        "a slip in the given name",
        "married, the former name is not known",
        "no date of birth",
        "twins",
        "twins whose names sound alike",
        "father and son",
        "two CRNs",
        "a CRN with a slip",
        "namesakes of a common name",
    ],
)
def test_about_who_may_be_one_person_a_person_is_asked(sums, what):
    assert not sums[what].is_same(pack().matching_rule), sums[what]
    assert sums[what].weight >= pack().matching_rule.ask_from, sums[what]


def test_who_has_nothing_in_common_is_nobody_to_ask_about(sums):
    assert sums["nothing in common"].weight < pack().matching_rule.ask_from


def test_the_parts_and_what_speaks_against_any_two_are_the_sum(sums):
    for sum_ in sums.values():
        against_any_two = sum_.weight - sum(part.weight for part in sum_.parts)
        assert against_any_two == pytest.approx(-18.33, abs=0.1)
        assert [part.field for part in sum_.parts] == [one.id for one in pack().matching_rule.field]


def test_a_rare_name_counts_for_more_than_a_common_one(sums):
    def of_family(what):
        return next(one.weight for one in sums[what].parts if one.field == "family")

    assert of_family("nothing differs") > of_family("namesakes of a common name") + 5


def test_what_is_not_known_of_both_counts_for_nothing(sums):
    numbers = [one for one in sums["nothing differs"].parts if one.field in ("crn", "nomis")]

    assert [(one.level, one.weight) for one in numbers] == [("", 0), ("", 0)]


@pytest.mark.parametrize(
    ("weight", "said"), [(0, 1), (1, 2), (-3.3, 10), (6.5, 90), (10, 1000), (13.3, 10000)]
)
def test_a_weight_is_said_as_a_round_number(weight, said):
    assert times(weight) == said
