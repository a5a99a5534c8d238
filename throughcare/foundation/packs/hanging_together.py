"""Whether the parts of an instrument fit each other. Each fault is a sentence in a ValueError.

Above all that nothing in one compartment can be told from what lies outside it: what is asked,
scored or shown in a section rests on answers in its own compartment or in the ordinary one.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from throughcare.foundation.packs.questionnaire import (
    ORDINARY,
    Need,
    Scored,
    Section,
    Strength,
)
from throughcare.foundation.packs.questions import Condition, Question

if TYPE_CHECKING:
    from throughcare.foundation.packs.instruments import Instrument


def check(instrument: "Instrument") -> None:
    """Raise ValueError with the first thing that is wrong."""
    _check_questions(instrument)
    for section in instrument.section:
        _check_section(instrument, section)
    for domain in instrument.domain:
        _check_domain(instrument, domain.id, domain.of)
        _check_levels(instrument, domain, [instrument.questions[id] for id in domain.of])
    _check_worked_out(instrument)
    for said in instrument.harm_level:
        for id in (said.question, said.because):
            if id not in instrument.questions:
                raise ValueError(f"harm_level names {id!r}, which is not asked")
            _check_seen(instrument, f"the level of harm to {said.group}", "", [id])
    all_shown: list[Need | Strength] = [*instrument.need, *instrument.strength]
    for shown in all_shown:
        if shown.section not in instrument.sections:
            raise ValueError(f"{shown.id!r} belongs to no section: {shown.section!r}")
        for line in shown.when:
            asked = {id: wanted for id, wanted in line.items() if not _is_result(instrument, id)}
            _check_condition(f"when of {shown.id!r}", asked, instrument.questions)
            _check_seen(instrument, shown.id, shown.section, asked)
            for id in line.keys() - asked.keys():
                _check_result_seen(instrument, shown, id)
    _check_names(instrument)
    _check_examples(instrument)


def _check_questions(instrument: "Instrument") -> None:
    asked: dict[str, Question] = {}
    later = {question.id for section in instrument.section for question in section.question}
    for section in instrument.section:
        for question in section.question:
            if question.id in asked:
                raise ValueError(f"the question {question.id!r} is asked twice")
            for name, condition in _conditions(question):
                place = f"{name} of {question.id!r}"
                _check_looks_back(place, condition, asked, later)
                _check_condition(place, condition, asked)
                _check_seen(instrument, question.id, section.id, condition)
            here = {one.id for one in section.question}
            if beside := sorted(id for line in question.only_if_any for id in line if id in here):
                raise ValueError(
                    f"only_if_any of {question.id!r}: {beside[0]!r} is in the same section"
                )
            asked[question.id] = question


def _conditions(question: Question) -> list[tuple[str, Condition]]:
    return [
        ("only_if", question.only_if),
        *(("only_if_any", line) for line in question.only_if_any),
        ("wanted_if", question.wanted_if),
    ]


def _check_looks_back(
    place: str, condition: Condition, asked: Mapping[str, Question], later: set[str]
) -> None:
    for id in condition:
        if id not in asked and id in later:
            raise ValueError(
                f"{place}: {id!r} is not a question asked before. A condition looks back, "
                "so that none goes round in a circle"
            )


def _check_condition(place: str, condition: Condition, asked: Mapping[str, Question]) -> None:
    for id, answers in condition.items():
        if id not in asked:
            raise ValueError(f"{place}: {id!r} is not a question asked before")
        offered = [option.id for option in asked[id].offered]
        if not offered:
            raise ValueError(f"{place}: {id!r} is typed, and only what is chosen can be asked for")
        if strangers := [answer for answer in answers if answer not in offered]:
            raise ValueError(f"{place}: {strangers[0]!r} is not an answer to {id!r}")


def _check_seen(
    instrument: "Instrument", what: str, section_id: str, questions: Iterable[str]
) -> None:
    """What lies in a section may rest on answers of its compartment and ordinary ones alone."""
    its = instrument.sections.get(section_id)
    marking = its.marking if its else ORDINARY
    for id in questions:
        section = instrument.section_of.get(id)
        if section and section.marking not in (ORDINARY, marking):
            raise ValueError(
                f"{what!r} rests on {id!r}, which is marked {section.marking}: "
                "whoever reads the one could tell what was answered in the other"
            )


def _check_result_seen(instrument: "Instrument", shown: Need | Strength, result: str) -> None:
    """What a rule came to is as marked as the section it lies in."""
    rule = next(one for one in instrument.works_out if result.startswith(f"{one.rule}."))
    its = instrument.sections.get(rule.section or "")
    if its and its.marking not in (ORDINARY, instrument.sections[shown.section].marking):
        raise ValueError(f"{shown.id!r} rests on {result!r}, which is marked {its.marking}")


def _check_section(instrument: "Instrument", section: Section) -> None:
    if section.marking != ORDINARY and instrument.marking:
        raise ValueError(f"{section.id!r}: all of it is marked {instrument.marking} already")
    if section.known_to_exist and section.marking == ORDINARY:
        raise ValueError(f"{section.id!r}: known_to_exist belongs to a section with a marking")
    strangers = {*section.counts} - {question.id for question in section.question}
    if strangers:
        raise ValueError(f"counts of {section.id!r} names {', '.join(sorted(strangers))}")
    if section.is_scored:
        _check_levels(instrument, section, section.counted)
    elif section.counts or section.gives:
        raise ValueError(f"{section.id!r} is not scored: it has no levels")
    elif sum(question.most_points for question in section.question) and not _domain_counts(
        instrument, section
    ):
        raise ValueError(f"points in {section.id!r} count nowhere: it has no levels")


def _domain_counts(instrument: "Instrument", section: Section) -> bool:
    in_domains = {id for domain in instrument.domain for id in domain.of}
    return all(q.id in in_domains for q in section.question if q.most_points)


def _check_levels(instrument: "Instrument", scored: Scored, questions: Iterable[Question]) -> None:
    order, points = list(instrument.levels), list(scored.levels.values())
    most = sum(question.most_points for question in questions)
    if list(scored.levels) != [level for level in order if level in scored.levels]:
        raise ValueError(f"levels of {scored.id!r}: use {', '.join(order)}, in this order")
    if points[:1] != [0] or points != sorted(set(points)) or points[-1] > most:
        raise ValueError(
            f"levels of {scored.id!r}: begin at 0, rise, and reach no further than "
            f"{most}, the most its answers can add up to"
        )


def _check_domain(instrument: "Instrument", id: str, of: tuple[str, ...]) -> None:
    if strangers := [one for one in of if one not in instrument.questions]:
        raise ValueError(f"the domain {id!r} names {strangers[0]!r}, which is not asked")
    if len({instrument.section_of[one].marking for one in of}) > 1:
        raise ValueError(f"the domain {id!r} adds up what lies in different compartments")


def _check_worked_out(instrument: "Instrument") -> None:
    before: dict[str, str] = {}
    for one in instrument.works_out:
        if one.section is not None and one.section not in instrument.sections:
            raise ValueError(f"{one.rule!r} belongs to no section: {one.section!r}")
        _check_condition(f"only_if of {one.rule!r}", one.only_if, instrument.questions)
        _check_seen(instrument, one.rule, one.section or "", one.only_if)
        its = instrument.sections[one.section].marking if one.section else ORDINARY
        for what in (what for several in one.taken.values() for what in several):
            marking = before.get(what.rpartition(".")[0])
            if marking is None:
                raise ValueError(f"{one.rule!r} takes {what!r}, which is not worked out before it")
            if marking not in (ORDINARY, its):
                raise ValueError(f"{one.rule!r} rests on what lies in another compartment")
        before[one.rule] = its
        for ids in one.lists.values():
            if strangers := [id for id in ids if id not in instrument.questions]:
                raise ValueError(f"{one.rule!r} takes {strangers[0]!r}, which is not asked")
            if {instrument.section_of[id].marking for id in ids} - {ORDINARY, its}:
                raise ValueError(f"{one.rule!r} rests on answers in another compartment")


def _is_result(instrument: "Instrument", name: str) -> bool:
    return any(name.startswith(f"{one.rule}.") for one in instrument.works_out)


def _check_names(instrument: "Instrument") -> None:
    needs = [each.id for each in instrument.need]
    strengths = [each.id for each in instrument.strength]
    scored = [*(one.id for one in instrument.section), *(one.id for one in instrument.domain)]
    for ids in (needs, strengths, scored, [one.id for one in instrument.choice]):
        if twice := [id for n, id in enumerate(ids) if id in ids[:n]]:
            raise ValueError(f"the id {twice[0]!r} is there twice among {', '.join(ids)}")
    for need in instrument.need:
        if need.at_level is None:
            continue
        if need.at_level not in instrument.levels:
            raise ValueError(f"at_level of {need.id!r} is no level: {need.at_level!r}")
        if not instrument.sections[need.section].is_scored:
            raise ValueError(f"{need.id!r} belongs to no section with levels: {need.section!r}")


def _check_examples(instrument: "Instrument") -> None:
    known = {
        *instrument.sections,
        *(one.id for one in instrument.domain),
        *(one.id for one in instrument.need),
        *(one.id for one in instrument.strength),
        *(one.rule for one in instrument.works_out),
    }
    for example in instrument.example:
        names = {*example.needs, *(example.strengths or ()), *example.comes_to}
        strangers = (names | {*example.levels, *example.points}) - known
        if strangers := strangers | ({*example.given} - {*instrument.questions}):
            raise ValueError(f"example {example.name!r} names {', '.join(sorted(strangers))}")
