"""The pages of the rules: the list on a day, one rule, two versions, and trying one."""

from datetime import date

import pytest
from django.urls import reverse

from tests.faults.sheets import sheet
from throughcare.rules import Refused, rules
from throughcare.web.trying import TryForm

HANDOVER = "/rules/responsibility.handover/2023.2"


@pytest.fixture
def ada(client, cast):
    client.force_login(cast.member("ada"))
    return client


def test_the_list_is_of_the_day_asked_for_and_every_rule_leads_to_its_page(ada):
    page = ada.get("/rules?on=1+6+2023").text

    assert "Rules in force on Thursday 1 June 2023" in page
    assert 'href="/rules/responsibility.handover/2023.1"' in page
    assert "of them unconfirmed" in page


def test_a_day_that_is_none_is_said_at_the_field_and_today_is_shown(ada):
    answer = ada.get("/rules?on=31+2+2026")

    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert 'id="id_on-error"' in answer.text
    assert "Rules in force on Tuesday 24 November 2026" in answer.text


def test_only_unconfirmed_rules_can_be_asked_for(ada):
    page = ada.get("/rules?on=24+11+2026&only=unconfirmed").text

    assert "tc-badge--attention" in page
    assert "Verified" not in page


@pytest.mark.parametrize(
    "address",
    ["/rules/tier.v3/9.9", "/rules/nothing/1.0", "/rules/tier.v3/2026.1/beside/9.9"],
)
def test_a_rule_that_is_not_there_is_not_found(ada, address):
    assert ada.get(address).status_code == 404


def test_a_rule_links_to_its_other_versions_and_to_what_is_different(ada):
    page = ada.get(HANDOVER).text

    assert 'href="/rules/responsibility.handover/2023.1"' in page
    assert f'href="{HANDOVER}/beside/2023.1"' in page
    assert "governs today" in page
    assert ada.get(f"{HANDOVER}/would-change/2023.1").status_code == 200
    assert f'href="{HANDOVER}/would-change/2023.1"' in page


def test_two_versions_stand_side_by_side_with_what_differs_marked(ada):
    page = ada.get("/rules/responsibility.handover/2023.1/beside/2023.2").text

    assert "parole: 12 months before release" in page
    assert page.count("<mark") > 4
    assert 'href="/rules/responsibility.handover/2023.1/would-change/2023.2"' in page
    assert "(only here)" in page


def test_a_partner_sees_none_of_it(client, cast):
    client.force_login(cast.member("pia"))

    for address in ("/rules", HANDOVER, f"{HANDOVER}/beside/2023.1"):
        assert client.get(address).status_code == 403


def send(client, address, **changed):
    """Send the form of a rule's page as it stands there, with some of it changed."""
    filled = sheet(client.get(address).text, page=address, to=address)
    return client.post(
        address, filled | {f"given-{name}": value for name, value in changed.items()}
    )


def test_a_rule_is_tried_with_its_first_example_and_says_why(ada):
    address = reverse("web:rule", args=["responsibility.pom_type", "2026.1"])

    answer = send(ada, address)

    assert answer.status_code == 200
    assert "How it was worked out" in answer.text
    assert "tier A" in answer.text


def test_what_is_left_empty_was_not_asked_and_not_known_is_something_else(ada):
    address = reverse("web:rule", args=["responsibility.pom_type", "2026.1"])

    page = send(ada, address, strategy="", tier="?", rosh="", immigration_case="yes").text

    assert "Asked, and not known" in page
    assert "Not asked" in page
    assert "tier: by tier is the way in use" in page


def test_a_refusal_stands_at_the_field_it_names(ada):
    address = reverse("web:rule", args=["predictor.ogrs3", "2009.1"])

    answer = send(ada, address, age_at_first_sanction="60", age_at_conviction="30")

    assert "tc-answer" not in answer.text
    assert "“Age at the first sanction” is later than the age at conviction" in answer.text
    assert 'id="id_given-age_at_first_sanction-error"' in answer.text


@pytest.mark.parametrize("wrong", ["[1, 2", "[" * 20_000, '"' * 3, '{"a": 1}', "[1]", "nan"])
def test_a_list_that_is_no_list_is_said_at_its_field(ada, wrong):
    address = reverse("web:rule", args=["questionnaire.phq9", "2001.1"])

    answer = send(ada, address, items=wrong)

    assert answer.status_code == 200
    assert 'id="id_given-items-error"' in answer.text


def test_every_rule_can_be_tried_with_the_example_that_stands_in_its_form():
    for rule in rules():
        examples = [one.given for one in rule.example if not one.refused]
        empty = TryForm(None, inputs=rule.input, examples=examples, today=date(2026, 11, 24))
        sent = {f"given-{name}": empty[name].value() for name in empty.fields}
        sent = {name: value for name, value in sent.items() if value is not None}
        form = TryForm(sent, inputs=rule.input, examples=examples, today=date(2026, 11, 24))
        assert form.is_valid(), (rule.name, form.errors)
        try:
            assert rule.answer(form.given, rules().version).result, rule.name
        except Refused as refused:
            pytest.fail(f"{rule.name}: {refused}")
