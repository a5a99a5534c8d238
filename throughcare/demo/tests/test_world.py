"""The sign-ins, and that what each is told to try is true."""

import re

import pytest
from django.urls import reverse

from throughcare.api.actions import SOURCE_SYSTEM
from throughcare.assessments.queries import answers_for_rules
from throughcare.demo.actions import PASSWORD
from throughcare.demo.content import content
from throughcare.demo.queries import sign_ins
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.people.models import Person
from throughcare.staff.models import Member

CASELOADS = ["pso", "po", "gate", "tc", "ct", "partner", "acting-up", "other-team"]


class Visitor:
    """Somebody signed in, looking at pages."""

    def __init__(self, client, key):
        self.client = client
        client.force_login(Member.objects.get(email=f"{key}@example.invalid"))

    def page(self, name, person=None, **more):
        kwargs = {"ref": person.ref} if person else {}
        return self.client.get(reverse(name, kwargs=kwargs), more)

    def reads(self, name, person=None, **more):
        response = self.page(name, person, **more)
        assert response.status_code == 200, (name, response.status_code)
        return re.sub(r"\s+", " ", response.content.decode())

    def finds(self, person):
        text = self.reads("web:find", text=f"{person.given_name} {person.family_name}")
        return str(person.ref) in text


@pytest.fixture
def visitor(client, tiny):
    return lambda key: Visitor(client, key)


@pytest.mark.parametrize("one", sign_ins(), ids=lambda one: one.address.split("@")[0])
def test_every_sign_in_works_and_has_a_first_page(client, tiny, one):
    response = client.post(
        reverse("account_login"), {"login": one.address, "password": PASSWORD}, follow=True
    )

    assert response.status_code == 200
    assert one.name in response.content.decode()


def test_there_is_a_sign_in_for_every_role():
    roles = {content().staff[one.address.split("@")[0]].role for one in sign_ins()}

    assert roles == set(pack().roles) - {SOURCE_SYSTEM}  # a program, which signs in nowhere


def test_sign_ins_name_only_people_who_are_there():
    said = " ".join(one.to_try for one in sign_ins())
    cast = {f"{one.given} {one.family}" for one in content().cast}
    for name in [*cast, "Aadland Bertrand", "The Orchard"]:
        said = said.replace(name, "")

    assert re.findall(r"[A-Z]\w+ [A-Z]\w+", said) == []


@pytest.mark.parametrize("key", CASELOADS)
def test_those_who_hold_people_have_a_caseload(visitor, key):
    assert "/people/" in visitor(key).reads("web:caseload")


def test_the_pso_owes_an_outcome_and_has_begun_a_report(visitor, tiny):
    gethin = tiny.person("Gethin", "Parry-Jones")
    pso = visitor("pso")

    assert "Parry-Jones" in pso.reads("web:caseload")
    assert "Waiting for an outcome" in pso.reads("supervision:appointments", gethin)
    assert "Draft" in pso.reads("reports:reports", gethin)
    assert "late" in pso.reads("plans:plan", gethin)


def test_the_probation_officer_reads_what_a_pso_does_not(visitor, tiny):
    marcus, callum = tiny.person("Marcus", "Achebe-Lowe"), tiny.person("Callum", "Breeze")

    po = visitor("po").reads("record:timeline", marcus)
    assert "Victim" in po
    assert "MAPPA" in visitor("po").reads("web:overview", marcus)
    assert not visitor("po").finds(callum)
    assert visitor("po").page("web:overview", callum).status_code == 404
    pso = visitor("pso").reads("record:timeline", marcus)
    assert marked("victim") not in pso
    assert marked("health") not in pso


def test_the_facilitator_reaches_both_teams_of_the_unit(visitor, tiny):
    facilitator = visitor("facilitator")

    assert facilitator.finds(tiny.person("Gethin", "Parry-Jones"))
    assert facilitator.finds(tiny.person("Bethan", "Lloyd"))


def test_therapy_stays_in_the_community(visitor, tiny):
    samuel = tiny.person("Samuel", "Okonjo-Hart")

    for key in ("treatment-manager", "tc"):
        assert marked("therapy") in visitor(key).reads("record:timeline", samuel), key
    assert "Okonjo-Hart" in visitor("tc").reads("web:caseload")
    assert marked("therapy") not in visitor("so").reads("record:timeline", samuel)


def test_the_through_the_gate_worker_has_somebody_leaving_with_a_late_step(visitor, tiny):
    nathaniel = tiny.person("Nathaniel", "Price")
    gate = visitor("gate")

    assert "Price" in gate.reads("web:caseload")
    assert "late" in gate.reads("plans:plan", nathaniel)


def test_counter_terrorism_is_for_the_cleared(visitor, tiny):
    dean = tiny.person("Dean", "Holloway")

    assert "Holloway" in visitor("ct").reads("web:caseload")
    assert marked("ct") in visitor("ct").reads("record:timeline", dean)
    assert marked("ct") in visitor("ct-lead").reads("record:timeline", dean)
    assert visitor("ct-lapsed").finds(dean)
    assert marked("ct") not in visitor("ct-lapsed").reads("record:timeline", dean)
    assert marked("ct") not in visitor("manager").reads("record:timeline", dean)


def test_the_manager_has_a_report_to_countersign_and_is_named_for_the_restricted(visitor, tiny):
    iris = tiny.person("Iris", "Fontaine")
    manager = visitor("manager")

    assert "Ashdown" in manager.reads("signoff:queue")
    assert manager.finds(iris)
    assert "restricted" in manager.reads("people:access", iris)
    for key in ("pso", "facilitator", "ct-lead", "so", "partner"):
        assert not visitor(key).finds(iris), key
        assert visitor(key).page("web:overview", iris).status_code == 404, key


def test_assessments_wait_for_whoever_may_sign_them_and_for_nobody_else(visitor):
    po, ct_lead = visitor("po").reads("signoff:queue"), visitor("ct-lead").reads("signoff:queue")

    assert re.search(r"Needs, risk and motivation: .{0,60}Parry-Jones", po)
    assert "Holloway" in ct_lead
    for key in ("pso", "po", "manager", "so", "ct-lapsed"):
        assert "Holloway" not in visitor(key).reads("signoff:queue"), key


def test_an_assessment_for_the_community_is_under_way(visitor, tiny):
    samuel = tiny.person("Samuel", "Okonjo-Hart")

    assert "Therapeutic community: assessment" in visitor("tc").reads(
        "assessments:assessments", samuel
    )


def test_managers_find_an_emergency_a_request_and_a_hold_to_look_at(visitor):
    emergencies = visitor("manager").reads("people:emergencies")
    requests = visitor("manager").reads("disclosure:requests")
    holds = visitor("records").reads("retention:retention")

    assert "Leanne Ashdown" in emergencies
    assert "collapsed at the gate" in emergencies
    assert "Bethan Lloyd" in requests
    assert "Marcus Achebe-Lowe" in holds


def test_the_partner_sees_whom_they_were_sent_and_nothing_marked(visitor, tiny):
    bethan, gethin = tiny.person("Bethan", "Lloyd"), tiny.person("Gethin", "Parry-Jones")
    partner = visitor("partner")

    assert "Lloyd" in partner.reads("web:caseload")
    assert marked("safeguarding") not in partner.reads("record:timeline", bethan)
    assert marked("safeguarding") in visitor("manager").reads("record:timeline", bethan)
    assert not visitor("partner").finds(gethin)


def test_the_administrator_keeps_staff_and_finds_nobody(visitor, tiny):
    admin = visitor("admin")

    assert "Nia Prosser" in admin.reads("staff:staff")
    assert not admin.finds(tiny.person("Gethin", "Parry-Jones"))


def test_somebody_acting_up_sees_the_whole_prison_for_a_time(visitor, tiny):
    acting = visitor("acting-up")

    assert acting.finds(tiny.person("Tariq", "Mansoor"))
    assert "acting up" in acting.reads("web:account").lower()
    assert not visitor("tc").finds(tiny.person("Tariq", "Mansoor"))


def test_another_delivery_unit_sees_only_whom_it_is_named_for(visitor, tiny):
    other = visitor("other-team")

    assert not other.finds(tiny.person("Gethin", "Parry-Jones"))
    assert other.finds(tiny.person("Leanne", "Ashdown"))


def test_everybody_is_marked_as_fictional(tiny):
    from throughcare.people.models import Person

    with acting_as(SYSTEM):
        assert not Person.objects.filter(is_fictional=False).exists()


def marked(id):
    """How a badge on the page shows a marking."""
    return f">{pack().markings[id].badge}<"


def test_the_predictors_are_told_of_some_and_not_of_all(tiny):
    with acting_as(SYSTEM):
        everybody = list(Person.objects.values_list("pk", flat=True))
        told = answers_for_rules(people=everybody)
    predicted = [one for of in told.values() for one in of if one.instrument == "reoffending"]

    assert 5 < len(predicted) < len(everybody)
    assert all(one.answers["total_sanctions"] for one in predicted)
