"""The instruments on the sections of OASys: their thresholds and what rules are given of them."""

from datetime import date

import pytest

from throughcare.foundation.packs import pack
from throughcare.foundation.packs.working_out import scores_told, told, worked_out

DAY = date(2026, 11, 22)
MAN = {
    "sex": "M",
    "gender": "M",
    "date_of_birth": "2003-02-28",
    "dateOfBirth": "2003-02-28",
    "assessment_date": "2026-11-22",
    "assessmentDate": "2026-11-22",
    "age_at_start_of_followup": 23,
    "setting": "community",
}


@pytest.fixture(scope="module")
def needs_risk():
    return pack().instrument("needs-risk", on=DAY)


@pytest.fixture(scope="module")
def rosh():
    return pack().instrument("rosh", on=DAY)


def test_a_need_begins_where_the_rule_of_the_needs_says_and_adds_up_what_it_adds_up(needs_risk):
    rule = pack().rules.in_force("need.severity", on=DAY)
    severity = {"none": "NO_NEED", "need": "STANDARD", "severe": "SEVERE"}
    scored = [section for section in needs_risk.section if section.gives]
    assert len(scored) == 8
    for section in scored:
        name = section.gives.removeprefix("need_")
        most = sum(question.most_points for question in section.counted)
        for score in range(most + 1):
            answer = rule.answer({"section": name, "score": score}, pack().rules.version)
            assert answer.result["severity"] == severity[section.level_at(score)], (name, score)


# As Section.kt sums them.
SUMMED = {
    "ACCOMMODATION": "3.3 3.4 3.5 3.6",
    "EDUCATION_TRAINING_AND_EMPLOYABILITY": "4.2 4.3 4.4 4.5",
    "RELATIONSHIPS": "6.1 6.3 6.6",
    "LIFESTYLE_AND_ASSOCIATES": "7.2 7.3 7.5",
    "DRUG_MISUSE": "8.4 8.5 8.6 8.8 8.9",
    "ALCOHOL_MISUSE": "9.1 9.2 9.3 9.5",
    "THINKING_AND_BEHAVIOUR": "11.5 11.6 11.7 11.9",
    "ATTITUDES": "12.1 12.4 12.5 12.8",
}


def test_the_items_summed_are_those_of_the_source(needs_risk):
    counted = {
        section.gives.removeprefix("need_"): " ".join(section.counts)
        for section in needs_risk.section
        if section.gives
    }
    assert counted == SUMMED


EVERYTHING = {
    "date_last_sanction": "2026-02-27",
    "date_start_followup": "2026-03-04",
    "actuarial_category": "THEFT_NON_MOTOR",
    "age_at_first_sanction": "15",
    "total_sanctions": "9",
    "violent_sanctions": "3",
    "offences_before": ["prev_robbery"],
    "1.30": "yes",
    "contact_adult": "1",
    "contact_child": "0",
    "non_contact": "0",
    "indecent_image": "0",
    "age_at_last_sexual_sanction": "20",
    "stranger_victim": "yes",
    "2.2": ["WEAPON", "ANYVIOL"],
    "2.6": "no",
    "2.7.2": "yes",
    "3.3": "yes",
    "3.4": "2",
    "4.2": "2",
    "4.4": "1",
    "4.7": "1",
    "4.7.1": ["READING"],
    "4.8": "1",
    "4.9": "2",
    "6.1": "1",
    "6.6": "2",
    "6.8": "1",
    "6.4": "1",
    "6.7": "yes",
    "6.7.1": ["perp-family", "victim-partner"],
    "6.11": "yes",
    "6.12": "0",
    "7.2": "2",
    "7.3": "1",
    "7.5": "2",
    "8.1": "yes",
    "8.2": ["spice", "drug_crack"],
    "8.8": "1",
    "9.1": "1",
    "9.2": "2",
    "10.1": "2",
    "10.4": "1",
    "10.7": ["TREATMENT"],
    "11.2": "2",
    "11.3": "1",
    "11.4": "1",
    "11.6": "2",
    "11.7": "1",
    "11.9": "1",
    "11.11": "1",
    "11.12": "1",
    "12.1": "1",
    "12.9": "0",
}

# The same answers as rules take them, written down by hand.
AS_INPUTS = {
    "predictor.ogrs4": {
        "date_last_sanction": "2026-02-27",
        "date_start_followup": "2026-03-04",
        "actuarial_category": "THEFT_NON_MOTOR",
        "age_at_first_sanction": 15,
        "total_sanctions": 9,
        "violent_sanctions": 3,
        "prev_murder": False,
        "prev_wounding": False,
        "prev_kidnapping": False,
        "prev_firearm": False,
        "prev_robbery": True,
        "prev_agg_burglary": False,
        "prev_weapons": False,
        "prev_damage_with_intent": False,
        "prev_arson": False,
        "i2_2_weapon": True,
        "i3_4_accommodation": 2,
        "i4_2_unemployed": 2,
        "i6_4_partner": 1,
        "i6_7_da_perpetrator": True,
        "i6_8_status": 1,
        "i7_2_activities": 2,
        "i8_8_drug_motivation": 1,
        "i9_1_alcohol": 1,
        "i9_2_binge": 2,
        "i11_2_impulsivity": 2,
        "i11_4_temper": 1,
        "i12_1_procriminal": 1,
        "drug_crack": True,
        "drug_anyotherdrug": True,
    },
    "predictor.osp_dc": {
        "sexual_offence_history": True,
        "contact_adult": 1,
        "contact_child": 0,
        "non_contact": 0,
        "age_at_last_sexual_sanction": 20,
        "total_sanctions": 9,
        "stranger_victim": True,
    },
    "predictor.osp_iic": {
        "sexual_offence_history": True,
        "contact_adult": 1,
        "contact_child": 0,
        "indecent_image": 0,
        "non_contact": 0,
    },
    "predictor.ovp_2009": {
        "total_sanctions": 9,
        "violent_sanctions": 3,
        "i2_6_recognises_impact": False,
        "no_fixed_abode": True,
        "unemployed": True,
        "i9_1_alcohol": 1,
        "i9_2_binge": 2,
        "psychiatric_treatment": True,
        "i11_4_temper": 1,
        "i12_1_procriminal": 1,
    },
    "screen.lds": {
        "isCurrentlyOfNoFixedAbodeOrTransientAccommodation": True,
        "workRelatedSkills": "SOME_PROBLEMS",
        "problemsWithReadingWritingNumeracy": "SOME_PROBLEMS",
        "hasProblemsWithReading": True,
        "hasProblemsWithNumeracy": False,
        "learningDifficulties": "SOME_PROBLEMS",
        "professionalOrVocationalQualifications": "NO_QUALIFICATIONS",
    },
    "screen.mst": {
        "hasPeerGroupInfluences": True,
        "influenceFromCriminalAssociates": "SOME_PROBLEMS",
        "recklessnessAndRiskTakingBehaviour": "SIGNIFICANT_PROBLEMS",
        "difficultiesCoping": "SIGNIFICANT_PROBLEMS",
        "attitudesTowardsSelf": "SOME_PROBLEMS",
        "impulsivityProblems": "SIGNIFICANT_PROBLEMS",
        "temperControl": "SOME_PROBLEMS",
        "problemSolvingSkills": "SIGNIFICANT_PROBLEMS",
        "awarenessOfConsequences": "SOME_PROBLEMS",
        "understandsOtherPeoplesViews": "SOME_PROBLEMS",
    },
    "screen.pni": {
        "hasEverCommittedSexualOffence": True,
        "s6U11": True,
        "i11_11": 1,
        "i11_12": 1,
        "i6_12": 0,
        "i12_1": 1,
        "i12_9": 0,
        "i6_1": 1,
        "i6_6": 2,
        "i7_3": 1,
        "i11_3": 1,
        "i11_2": 2,
        "i11_4": 1,
        "i11_6": 2,
        "i10_1": 2,
    },
}


@pytest.fixture(scope="module")
def came_to(needs_risk):
    found = worked_out(needs_risk, EVERYTHING, about=MAN, on=DAY, among=pack().rules)
    assert [one.refused for one in found] == [""] * len(found)
    return {one.rule: one.results for one in found}


def _directly(rule, given):
    return pack().rules.in_force(rule, on=DAY).answer(given, pack().rules.version).result


@pytest.mark.parametrize("rule", [rule for rule in AS_INPUTS if rule != "screen.pni"])
def test_a_rule_comes_to_the_same_from_the_answers_as_from_its_inputs(rule, came_to):
    inputs = {one for name in pack().rules.in_force(rule, on=DAY).input for one in name.names}
    given = {**{k: v for k, v in MAN.items() if k in inputs}, **AS_INPUTS[rule]}
    directly = _directly(rule, given)
    assert any(value is not None for value in came_to[rule].values())
    assert came_to[rule] == {name: directly[name] for name in came_to[rule]}


def test_rules_take_what_the_predictors_before_them_came_to(came_to):
    ogrs4 = _directly("predictor.ogrs4", {**_of("predictor.ogrs4"), **AS_INPUTS["predictor.ogrs4"]})
    parts = {
        "svrp_dynamic": ogrs4["p_svrp_dynamic"],
        "dc_srp": _directly("predictor.osp_dc", {**_of("predictor.osp_dc")})["p_2yr"],
        "iic_srp": _directly("predictor.osp_iic", {**_of("predictor.osp_iic")})["p_2yr"],
        "sexual_offence_history": True,
    }
    assert came_to["predictor.csrp"]["percent"] == _directly("predictor.csrp", parts)["percent"]
    pni = {
        **AS_INPUTS["screen.pni"],
        "setting": "community",
        "gender": "M",
        "arp": ogrs4["percent_arp_dynamic"],
        "vrp": ogrs4["percent_vrp_dynamic"],
        "dc_srp_band": came_to["predictor.osp_dc"]["band"],
        "iic_srp_band": came_to["predictor.osp_iic"]["band"],
        "csrp": came_to["predictor.csrp"]["percent"],
    }
    directly = _directly("screen.pni", pni)
    assert came_to["screen.pni"] == {name: directly[name] for name in came_to["screen.pni"]}


def _of(rule):
    inputs = {one for name in pack().rules.in_force(rule, on=DAY).input for one in name.names}
    return {**{k: v for k, v in MAN.items() if k in inputs}, **AS_INPUTS[rule]}


def test_without_a_sexual_offence_nothing_is_worked_out_of_sexual_sanctions(needs_risk):
    answers = {**EVERYTHING, "1.30": "no"}
    found = worked_out(needs_risk, answers, about=MAN, on=DAY, among=pack().rules)
    assert not {"predictor.osp_dc", "predictor.osp_iic"} & {one.rule for one in found}


def test_an_input_that_several_options_are_is_so_if_any_was_chosen(needs_risk):
    drugs = needs_risk.questions["8.2"]
    assert told(drugs, ["spice"])["drug_anyotherdrug"] is True
    assert told(drugs, ["drug_crack"])["drug_anyotherdrug"] is False
    assert told(drugs, ["none"])["drug_heroin"] is False
    assert told(drugs, None)["drug_crack"] is None


def test_where_there_was_no_abuse_no_rule_waits_for_who_was_abusive(needs_risk):
    abuse = needs_risk.questions["6.7"]
    found = worked_out(
        needs_risk, {**EVERYTHING, "6.7": "no"}, about=MAN, on=DAY, among=pack().rules
    )
    came_to = {one.rule: one for one in found}

    assert told(abuse, "yes") == {"evidenceOfDomesticAbuse": True}
    assert set(told(abuse, None).values()) == {None}
    assert set(told(abuse, "no").values()) == {False}
    assert came_to["predictor.ogrs4"].given["i6_7_da_perpetrator"] is False
    assert came_to["predictor.ogrs4"].results["percent_arp_dynamic"] is not None


def test_a_section_partly_answered_is_summed_and_one_not_answered_has_no_score(needs_risk):
    assert scores_told(needs_risk, {"9.1": "2"}) == {"need_ALCOHOL_MISUSE": 2}


def test_what_the_questions_for_the_predictors_were_answered_with_is_brought_over(needs_risk):
    old = pack().instrument("reoffending", on=DAY)
    by_old_name = {
        name: question
        for question in needs_risk.questions.values()
        for name in (question.id, *question.was)
    }
    left = {id for id in old.questions if not id.startswith("need_")} - {*by_old_name}
    assert left == {"i2_2_weapon", "i6_7_da_perpetrator"}  # yes or no there, of several kinds here
    for id in old.questions.keys() & by_old_name.keys():
        ids = {one.id for one in old.questions[id].offered}
        assert ids <= {one.id for one in by_old_name[id].offered}, id


SIGNS = ["R1.2.now", "R1.2.before", "R1.3.now", "R1.3.before"]
CLEAR = {
    **{id: ["none"] for id in SIGNS},
    "R1.2.before": ["nothing"],
    **{f"R2.{n}": "no" for n in (1, 2)},
    **{f"R3.{n}": "no" for n in (1, 2, 3, 4)},
    **{f"R4.{n}": "no" for n in (1, 2, 3, 4)},
    "R5.1": "no",
}


def _asked(instrument, answers):
    return {instrument.section_of[q.id].id for q in instrument.questions_shown(answers)}


def test_a_full_analysis_is_asked_for_by_any_sign_or_by_the_assessor(rosh):
    full = {"harm", "harmed", "children", "self", "control"}

    assert not full & _asked(rosh, CLEAR)
    assert "R5.2b" not in {q.id for q in rosh.questions_shown(CLEAR)}
    assert full & _asked(rosh, {**CLEAR, "R5.1": "yes"}) == {"harm", "harmed"}
    for id, question in rosh.questions.items():
        if id in CLEAR and id != "R5.1":
            sign = {**CLEAR, id: [question.options[0].id] if id in SIGNS else "dk"}
            assert "R5.2b" in {q.id for q in rosh.questions_shown(sign)}, id
            assert not full & _asked(rosh, sign)
            assert "harm" in _asked(rosh, {**sign, "R5.2b": "no"}), id
            assert not full & _asked(rosh, {**sign, "R5.2b": "yes"})
    worried = {**CLEAR, "R2.2": "yes", "R5.2b": "no"}
    assert full & _asked(rosh, worried) == {"harm", "harmed", "children"}


def test_a_plan_is_wanted_from_medium_on_for_anybody_anywhere(rosh):
    low = {said.question: "low" for said in rosh.harm_level} | {"R10.custody": "yes"}
    assert not {"plan", "safety"} & _asked(rosh, low)
    for said in rosh.harm_level:
        wanted = rosh.not_known_yet({**low, said.question: "medium"})
        assert "RM26" in {question.id for question in wanted}, said.question
    groups = {(said.group, said.setting) for said in rosh.harm_level}
    assert len(groups) == 9
    assert ("prisoners", "community") not in groups


def test_who_was_harmed_and_children_at_risk_lie_apart(needs_risk, rosh):
    assert needs_risk.sections["victims"].marking == rosh.sections["safety"].marking == "victim"
    assert rosh.sections["children"].marking == "safeguarding"
    assert needs_risk.sections["health"].marking == "health"
    assert "13.1" not in needs_risk.narrowed(["ordinary"]).questions
