"""Which rules govern a day, what one version says, and how two versions differ."""

from dataclasses import replace
from datetime import date

import pytest

from throughcare.foundation.packs.queries import (
    comparing,
    rule_page,
    rules_beside,
    rules_on,
    try_rule,
)
from throughcare.foundation.packs.queries.listing import known, versions_by_id
from throughcare.rules import NoSuchRule, Refused

TODAY = date(2026, 11, 24)
HANDOVER = "responsibility.handover"


def listed(listing):
    return {rule.id: rule for group in listing.groups for rule in group.rules}


def test_every_rule_of_the_pack_is_listed_once_in_the_version_that_governs_the_day(cast):
    found = rules_on(actor=cast.ada, on=TODAY)
    all_ids = set(versions_by_id())

    assert set(listed(found)) | {rule.id for rule in found.others} == all_ids
    assert found.count + len(found.others) == len(all_ids)
    assert listed(found)[HANDOVER].version == "2023.2"
    earlier = rules_on(actor=cast.ada, on=date(2023, 6, 1))
    assert listed(earlier)[HANDOVER].version == "2023.1"
    assert "tier.v3" in {rule.id for rule in earlier.others}


def test_the_day_a_version_ends_is_the_first_of_the_next(cast):
    last, first = (
        listed(rules_on(actor=cast.ada, on=on))[HANDOVER].version
        for on in (date(2023, 10, 31), date(2023, 11, 1))
    )

    assert (last, first) == ("2023.1", "2023.2")


def test_rules_stand_under_what_they_are_about(cast):
    groups = {group.id: group for group in rules_on(actor=cast.ada, on=TODAY).groups}

    assert {"tier.scores", "tier.v2", "tier.v3"} == {rule.id for rule in groups["tier"].rules}
    assert "ethnicity" in {rule.id for rule in groups["code-lists"].rules}
    assert "needs-and-strengths" in {rule.id for rule in groups["instruments"].rules}
    assert "roles" in {rule.id for rule in groups["rest"].rules}


def test_only_the_unconfirmed_are_shown_when_asked_for_and_as_many_as_were_counted(cast):
    every = rules_on(actor=cast.ada, on=TODAY)
    only = rules_on(actor=cast.ada, on=TODAY, only_unconfirmed=True)

    assert {rule.status for rule in listed(only).values()} == {"unconfirmed"}
    assert only.count == every.unconfirmed > 0


def test_a_rule_that_is_worked_out_is_read_aloud(cast):
    page = rule_page(actor=cast.ada, id=HANDOVER, version="2023.2", on=TODAY)

    assert page.governs_today
    assert [other.version for other in page.others] == ["2023.1"]
    assert "Earliest release" in [one.title for one in page.worked_out.inputs]
    assert page.worked_out.examples
    assert page.files == ()


def test_of_any_other_rule_the_page_has_what_is_written(cast):
    roles = rule_page(actor=cast.ada, id="roles", version="2026.1", on=TODAY)
    codes = rule_page(actor=cast.ada, id="ethnicity", version="2026.1", on=TODAY)

    assert roles.worked_out is None
    assert 'id = "roles"' in roles.files[0].text
    assert [file.name for file in codes.files] == ["code-lists/ethnicity.csv"]


def test_every_version_of_every_rule_has_its_page(cast):
    for id, version in known():
        page = rule_page(actor=cast.ada, id=id, version=version, on=TODAY)
        assert page.files or page.worked_out.steps


def test_there_is_no_page_for_what_is_not_there(cast):
    with pytest.raises(NoSuchRule):
        rule_page(actor=cast.ada, id="tier.v3", version="1.0", on=TODAY)
    with pytest.raises(NoSuchRule):
        rules_beside(actor=cast.ada, id="tier.v3", version="2026.1", other="1.0", on=TODAY)


def test_a_rule_can_be_tried_and_refuses_what_it_always_refuses(cast):
    answer = try_rule(actor=cast.ada, id="need.severity", version="2021.1", given=NEED)

    assert answer.result == {"severity": "SEVERE"}
    assert answer.receipt["rule"]["id"] == "need.severity"
    with pytest.raises(Refused):
        try_rule(actor=cast.ada, id="need.severity", version="2021.1", given={"score": 1})


NEED = {"section": "ACCOMMODATION", "score": 8}


def test_what_two_versions_say_differently_is_marked_on_both_sides(cast):
    found = rules_beside(actor=cast.ada, id=HANDOVER, version="2023.1", other="2023.2", on=TODAY)
    parts = {part.title: part for part in found.parts}
    steps = {change.title: change for change in parts["How it is worked out"].changes}

    (here,) = [line.text for line in steps["Which rule fits"].here if line.only_here]
    (there,) = [line.text for line in steps["Which rule fits"].there if line.only_here]
    assert "8 months and 14 days before release" in here
    assert "12 months before release" in there
    assert parts["What it is given"].changes == ()
    assert parts["What it is given"].alike == 6
    assert steps["Which rule fits"].state == "changed"


def test_a_version_does_not_differ_from_itself(cast):
    found = rules_beside(actor=cast.ada, id="tier.v3", version="2026.1", other="2026.1", on=TODAY)

    assert not found.differs


def test_what_only_one_version_has_was_added_or_removed(cast, monkeypatch):
    whole = comparing.worked_out

    def without_its_first_step(rule):
        said = whole(rule)
        return replace(said, steps=said.steps[1:]) if rule.version == "2023.1" else said

    monkeypatch.setattr(comparing, "worked_out", without_its_first_step)
    states = []
    for here, there in (("2023.1", "2023.2"), ("2023.2", "2023.1")):
        found = rules_beside(actor=cast.ada, id=HANDOVER, version=here, other=there, on=TODAY)
        changes = {change.title: change for part in found.parts for change in part.changes}
        states.append(changes["Ten months after the start of the sentence"].state)

    assert states == ["added", "removed"]


def test_what_is_written_differently_is_told_even_where_it_reads_the_same(cast, monkeypatch):
    here = comparing.found(HANDOVER, "2023.2")
    first, *others = here.input
    # Of what kind its values are is said of lists alone, and this is none.
    first = first.model_copy(update={"of": "whole"})
    there = here.model_copy(update={"input": (first, *others)})
    there._kinds = here.kinds
    both = iter([here, there])
    monkeypatch.setattr(comparing, "found", lambda id, version: next(both))

    found = rules_beside(actor=cast.ada, id=HANDOVER, version="a", other="b", on=TODAY)

    (change,) = [change for part in found.parts for change in part.changes]
    assert [line.text for line in change.here] == ["Written differently; it reads the same."]
