"""Whether what an instrument calls by name is there: in the rest of the pack, and in its rules.

Each fault is said with file, line and reason.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from throughcare.foundation.packs.codes import CodeList
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.pack import Pack
from throughcare.foundation.packs.questionnaire import ORDINARY, WorksOut
from throughcare.rules.errors import PackError
from throughcare.rules.reading import line_saying
from throughcare.rules.ruleset import RuleSet

SIGNED_OFF_AS = "assessment"
"""The kind of document an instrument becomes: routes say to which they apply."""

FACTS = frozenset(
    [
        "address",
        "address-kind",
        "no-fixed-abode",
        "employment",
        "relationship-status",
        "children",
        "contact",
        "language",
        "interpreter",
        "disability",
        "current-offence",
        "offence",
        "offence-date",
        "sentence-date",
        "release-date",
        "sentence-kind",
        "mappa-level",
    ]
)
"""What the record may know of anybody, by name (`assessments/queries/known.py` gives it), besides
flags, levels of harm, scores and answers given before."""


class Fault(NamedTuple):
    """A reason, and where it is said: the word, and what it is said of."""

    reason: str
    word: str
    key: str = ""


def names_not_there(pack: Pack, instrument: Instrument) -> Iterator[str]:
    """What an instrument calls by a name that nothing has, in words."""
    file = pack.file_of(instrument)
    text = file.read_text(encoding="utf-8")
    for fault in _faults(pack, instrument):
        line = line_saying(text, fault.word, key=fault.key)
        yield str(PackError(file, fault.reason, line=line))


def _faults(pack: Pack, instrument: Instrument) -> Iterator[Fault]:
    markings = [section.marking for section in instrument.section]
    own = [instrument.marking] if instrument.marking else []
    yield from _strangers([*own, *markings], pack.markings, "marking", "marking")
    yield from _strangers(instrument.competence, pack.competences, "competence", "competence")
    routes = [one.id for one in pack.signoff_rule.route if SIGNED_OFF_AS in one.applies_to]
    yield from _strangers([instrument.sign_off], routes, "route of assessments", "sign_off")
    others = {*pack.instruments} - {instrument.id}
    yield from _strangers(instrument.begins_with, others, "other instrument", "begins_with")
    actors = [step.who for need in instrument.need for step in need.step]
    yield from _strangers(actors, pack.step_actors, "actor", "who")
    yield from _harm(pack, instrument)
    yield from _known(pack, instrument)
    yield from _inputs(pack, instrument)
    for one in instrument.works_out:
        yield from _worked_out(pack, instrument, one)
    yield from _results(pack, instrument)


def _harm(pack: Pack, instrument: Instrument) -> Iterator[Fault]:
    """Whose harm in which setting a question says, in the words of the code lists."""
    groups, levels = pack.code_list("rosh-group"), pack.code_list("rosh-level")
    for said in instrument.harm_level:
        yield from _strangers([said.group], groups, "group that could be harmed", "group")
        if said.group in groups and said.setting not in _places(groups, said.group):
            reason = f"nobody is at risk in {said.setting} as {said.group!r}"
            yield Fault(reason, said.group, "group")
        offered = [option.id for option in instrument.questions[said.question].offered]
        yield from _strangers(offered, levels, f"level of harm for {said.question!r}", "id")


def _known(pack: Pack, instrument: Instrument) -> Iterator[Fault]:
    """Facts of the record a question is offered."""
    for question in instrument.questions.values():
        if question.known and not _is_fact(pack, question.known.fact):
            fact = question.known.fact
            yield Fault(f"{question.id!r}: the record gives no fact {fact!r}", fact, "fact")


def _is_fact(pack: Pack, fact: str) -> bool:
    kind, _, rest = fact.partition(".")
    if kind == "flag":
        return rest in pack.flag_types
    if kind == "harm":
        group, _, setting = rest.partition(".")
        groups = pack.code_list("rosh-group")
        return group in groups and (not setting or setting in _places(groups, group))
    if kind == "answered":
        id, _, question = rest.partition(".")
        return any(question in one.questions for one in pack.instruments.get(id, ()))
    return kind == "score" if rest else kind in FACTS


def _places(groups: CodeList, group: str) -> list[str]:
    """Where somebody of a group can be."""
    return groups[group].facts["places"].split("|")


def _inputs(pack: Pack, instrument: Instrument) -> Iterator[Fault]:
    """Inputs that answers or points are said to be."""
    if given := _given_on(instrument):
        taken = {name for rule in pack.rules for name in _inputs_of(rule)}
        taken |= _answers_worked_with(pack)
        yield from _strangers(given, taken, "rule with an input", "gives")


def _given_on(instrument: Instrument) -> list[str]:
    points = [section.gives for section in instrument.section if section.gives]
    asked = instrument.questions.values()
    return points + [name for one in asked for name in (*one.gives, *one.rules_out)]


def _worked_out(pack: Pack, instrument: Instrument, one: WorksOut) -> Iterator[Fault]:
    """A rule in each of its versions: what it is given, what of it is shown."""
    if one.rule not in pack.rules.versions:
        yield Fault(f"there is no rule {one.rule!r}", one.rule, "rule")
        return
    for rule in pack.rules.versions[one.rule]:
        inputs = _inputs_of(rule)
        given = [*one.lists, *one.results, *one.given]
        yield from _strangers(given, inputs, f"input of {rule.name}", "")
        for name in one.lists:
            if name in inputs and not inputs[name].is_list:
                yield Fault(f"{name!r} of {rule.name} is no list", name)
        yield from _strangers(one.shown, rule.result_kinds, f"result of {rule.name}", "shown")
        yield from _seen_through(instrument, one, inputs)


def _seen_through(
    instrument: Instrument, one: WorksOut, inputs: Mapping[str, Any]
) -> Iterator[Fault]:
    """Marked answers that a rule takes by name and that could be told from what it comes to."""
    its = instrument.sections[one.section].marking if one.section else ORDINARY
    for section in instrument.section:
        if section.marking in (ORDINARY, its):
            continue
        taken = {name for question in section.question for name in question.told_to_rules}
        for name in sorted((taken | {section.gives or ""}) & inputs.keys()):
            reason = f"{one.rule!r} takes {name!r}, which is marked {section.marking}"
            yield Fault(reason, one.rule, "rule")


def _results(pack: Pack, instrument: Instrument) -> Iterator[Fault]:
    """Results of rules that needs, strengths and later rules name."""
    there = {
        f"{one.rule}.{name}"
        for one in instrument.works_out
        for rule in pack.rules.versions.get(one.rule, ())
        for name in rule.result_kinds
    }
    lines = [line for need in instrument.need for line in need.when]
    lines += [line for strength in instrument.strength for line in strength.when]
    named = [name for one in instrument.works_out for names in one.taken.values() for name in names]
    named += [name for line in lines for name in line]
    results = [name for name in named if name not in instrument.questions]
    yield from _strangers(results, there, "result", "")


def _answers_worked_with(pack: Pack) -> set[str]:
    """What calculations about everybody take of signed answers, beside inputs of rules."""
    given = (what for one in pack.calculation_rule.calculation for what in one.given.values())
    facts = (fact for what in given for fact in ((what,) if isinstance(what, str) else what))
    return {fact.removeprefix("answer.") for fact in facts if fact.startswith("answer.")}


def _inputs_of(rule: RuleSet) -> dict[str, Any]:
    return {name: input for input in rule.input for name in input.names}


def _strangers(names: Iterable[str], known: Container[str], what: str, key: str) -> Iterator[Fault]:
    yield from (
        Fault(f"there is no {what} {name!r}", name, key)
        for name in dict.fromkeys(names)
        if name not in known
    )
