"""An exported record is taken back whole, into a system without that person, or not at all."""

import copy
import json

import pytest

from tests.databases import NOW
from throughcare.exchange.actions import export_record, import_files
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions as people
from throughcare.people.models import Identifier, Person
from throughcare.record.models import Entry
from throughcare.staff.models import Unit

NEW = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def document(cast):
    with acting_as(SYSTEM):
        return json.loads(
            json.dumps(export_record(actor=SYSTEM, person=cast.dan, at=NOW), default=str)
        )


@pytest.fixture
def elsewhere(document):
    """A record of somebody who is not here: Dan's, as if he were another."""
    document["person"] |= {"ref": NEW, "given_name": "Una"}
    number = 1000
    for module in document["record"].values():
        for row in (one for rows in module.values() for one in rows if "id" in one):
            number += 1
            row["id"] = f"{NEW[:-4]}{number}"
    for row in document["record"]["people"]["identifier"]:
        row["value"] = "X777777" if row["kind"] == "crn" else "A7777AA"
    return document


@pytest.fixture
def take(tmp_path):
    def taken(document):
        file = tmp_path / "record.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document))
        [outcome] = import_files(actor=SYSTEM, paths=[file], at=NOW).outcomes
        return outcome

    return taken


def people_here():
    with acting_as(SYSTEM):
        return Person.objects.count()


def test_somebody_from_elsewhere_is_taken_and_taken_again_changes_nothing(elsewhere, take):
    assert (take(elsewhere).state, take(elsewhere).state) == ("taken", "unchanged")

    with acting_as(SYSTEM):
        una = Person.objects.get(ref=NEW)
        assert una.sort_key == "rees una"
        assert Identifier.objects.filter(person=una, value="X777777").exists()


def test_a_unit_and_a_colleague_we_lack_are_added_and_those_we_have_are_used(cast, elsewhere, take):
    with acting_as(SYSTEM):
        Unit.objects.filter(code="N50ASHA").update(name="Renamed here")
    elsewhere["units"].append(
        {"code": "N50NEW", "kind": "team", "name": "New team", "parent": "N50ASH"}
    )
    elsewhere["colleagues"].append({"ref": NEW, "code": "N50Z9", "name": "Zoe"})
    for row in elsewhere["record"]["people"]["holding"]:
        row |= {"unit": "N50NEW", "holder": NEW}

    assert take(elsewhere).state == "taken"

    with acting_as(SYSTEM):
        assert Unit.objects.get(code="N50NEW").parent.code == "N50ASH"
        assert Unit.objects.get(code="N50ASHA").name == "Renamed here"
        holder = Person.objects.get(ref=NEW)
        assert holder.open_to_community == Unit.objects.get(code="N50NEW").pk


def test_who_is_here_already_is_left_as_they_are(document, take):
    assert take(document).state == "unchanged"
    document["person"]["preferred_name"] = "Danny"

    outcome = take(document)

    assert outcome.state == "needs-review"
    assert "already" in outcome.reason
    with acting_as(SYSTEM):
        assert not Person.objects.filter(preferred_name="Danny").exists()


def test_somebody_with_a_number_that_is_anothers_here_waits_for_a_person(cast, elsewhere, take):
    with acting_as(SYSTEM):
        people.add_identifier(actor=SYSTEM, person=cast.erin, kind="crn", text="X777777")

    assert take(elsewhere).state == "needs-review"
    assert people_here() == 2


def change(path, value):
    def changed(document):
        *steps, last = path
        at = document
        for step in steps:
            at = at[step]
        at[last] = value

    return changed


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (change(["version"], "2"), ""),
        (change(["holds_everything"], False), ""),
        (change(["unheard_of"], 1), "/unheard_of"),
        (change(["person", "born_on"], "17 May"), "/person/born_on"),
        (change(["person", "born_on"], "1990-02-30"), "/person/born_on"),
        (
            change(["record", "record", "entry", 0, "marking"], "loud"),
            "/record/record/entry/0/marking",
        ),
        (
            change(["record", "record", "entry", 0, "supersedes"], NEW),
            "/record/record/entry/0/supersedes",
        ),
        (
            change(["record", "people", "holding", 0, "holder"], NEW),
            "/record/people/holding/0/holder",
        ),
        (
            change(["record", "people", "holding", 0, "unit"], "NOWHERE"),
            "/record/people/holding/0/unit",
        ),
    ],
)
def test_what_is_not_as_the_format_says_is_refused_with_its_place(elsewhere, take, spoil, place):
    spoil(elsewhere)

    outcome = take(elsewhere)

    assert (outcome.state, outcome.where) == ("refused", place)
    assert outcome.reason
    assert people_here() == 2


def test_what_the_database_will_not_have_undoes_the_whole(elsewhere, take):
    holding = elsewhere["record"]["people"]["holding"]
    holding.append(copy.deepcopy(holding[0]) | {"id": NEW})

    outcome = take(elsewhere)

    assert (outcome.state, people_here()) == ("needs-review", 2)
    with acting_as(SYSTEM):
        assert not Entry.objects.filter(person__ref=NEW).exists()


def test_a_broken_file_of_ours_is_refused_with_its_line(take, document):
    assert take(json.dumps(document, indent=1)[:-20]).state == "refused"


def test_it_is_known_by_its_first_words_alone(cast, tmp_path):
    (tmp_path / "a.json").write_text('{"other": 1, "format": "throughcare-record"}')

    [outcome] = import_files(actor=SYSTEM, paths=[tmp_path], at=NOW).outcomes

    assert outcome.kind == ""
