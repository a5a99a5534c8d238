"""What is wrong with a pack: each file by itself, the files with each other, and the examples."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from throughcare.foundation.calendar import working_days_after
from throughcare.foundation.packs.competences import check_competences
from throughcare.foundation.packs.instrument_examples import wrong_examples
from throughcare.foundation.packs.instrument_names import names_not_there
from throughcare.foundation.packs.inventory import (
    ALONE,
    CODE_LISTS,
    SIDE_BY_SIDE,
    Listed,
    inventory,
)
from throughcare.foundation.packs.pack import Pack
from throughcare.foundation.packs.signals import Home
from throughcare.rules.errors import PackError
from throughcare.rules.pack import RULES
from throughcare.rules.reading import line_naming

_AWARD = "staff.award_competence"
_COUNTERSIGN = "signoff.countersign_paper"


def problems(pack: Pack) -> list[str]:
    """Everything wrong with the pack, in words. Empty when it can be used.

    A file that cannot be read is reported alone: what hangs on it cannot be judged.
    """
    try:
        listed = inventory(pack.folder, site=pack.site, rules=pack.rules)
        alone = [*_strays(pack, listed), *_same_names(listed)]
        wrong = [*_unknown_names(pack), *instrument_problems(pack), *_wrong_examples(pack)]
        return [*alone, *wrong]
    except PackError as error:
        return [str(error)]


def instrument_problems(pack: Pack) -> Iterator[str]:
    """What is wrong with each instrument: names nothing has, examples that come out otherwise.

    Raises PackError for one that cannot be read.
    """
    for instruments in pack.instruments.values():
        for instrument in instruments:
            yield from names_not_there(pack, instrument)
            file = pack.file_of(instrument)
            for wrong in wrong_examples(instrument, among=pack.rules):
                yield str(PackError(file, wrong, line=line_naming(file.read_text(), wrong)))


def _strays(pack: Pack, listed: list[Listed]) -> Iterator[str]:
    """Files where rules lie that nothing reads: misplaced or misnamed, and so without effect."""
    read = {file for one in listed for file in one.files}
    folders = {name.split("/")[0] for name in (*ALONE, CODE_LISTS) if "/" in name}
    for folder in sorted(folders | {*SIDE_BY_SIDE, RULES}):
        for path in sorted((pack.folder / folder).rglob("*")):
            if path.suffix in (".toml", ".csv") and path not in read:
                yield f"{path}: nothing reads this file"
    for path in sorted(pack.site.rglob("*")) if pack.site else ():
        if path.suffix in (".toml", ".csv") and path not in read:
            yield f"{path}: nothing reads this file; a site's own folder has instruments alone"


def _same_names(listed: list[Listed]) -> Iterator[str]:
    names = Counter(one.rule.name for one in listed)
    yield from (f"{name} is there {n} times" for name, n in names.items() if n > 1)
    starts = Counter((one.rule.id, one.rule.in_force_from) for one in listed)
    for (id, start), n in starts.items():
        if n > 1:
            yield f"{n} versions of {id} begin on {start}: which one is in force?"


def _unknown_names(pack: Pack) -> Iterator[str]:
    """What one file calls by a name that another does not have."""
    clearances = {clearance.id: clearance for clearance in pack.clearances.clearance}
    for marking in pack.markings.values():
        if marking.needs_clearance:
            yield from _missing(marking.id, [marking.needs_clearance], clearances, "clearance")
    for role in pack.roles.values():
        yield from _missing(role.id, role.markings, pack.markings, "marking")
    yield from _missing("emergencies", pack.emergency_rule.markings, pack.markings, "marking")
    for note in pack.note_types.values():
        yield from _missing(note.id, note.roles, pack.roles, "role")
    for flag in pack.flag_types.values():
        yield from _missing(flag.id, [flag.category], pack.flag_categories, "flag category")
    weighed = {f"{field}.{level}": None for field, level in pack.matching_weights}
    for field in pack.matching_rule.field:
        levels = [f"{field.id}.{level.id}" for level in field.level]
        yield from _missing("matching", levels, weighed, "weight of")
    yield from _competences(pack, clearances)
    yield from _calculations(pack)
    yield from _signals(pack)
    yield from _markings(pack)
    yield from _subject_access(pack)
    yield from _reports(pack)
    yield from _sign_off(pack)
    yield from _missing("catalogue", [pack.catalogue.review], pack.instruments, "instrument")
    for group in pack.catalogue.group:
        yield from _missing(f"catalogue, {group.id}", group.roles, pack.roles, "role")
        yield from _missing(
            f"catalogue, {group.id}", group.instruments, pack.instruments, "instrument"
        )


def _competences(pack: Pack, clearances: Mapping[str, object]) -> Iterator[str]:
    """Roles that expect, or may enter, what is not there; and roles that may enter nothing."""
    for one in pack.competences.values():
        yield from _missing(one.id, one.awarded_by, pack.roles, "role")
        for id in one.awarded_by:
            if id in pack.roles and _AWARD not in pack.roles[id].powers:
                yield f"{one.id}: the role {id!r} may not award anything (see roles.toml)"
    for expected in pack.competence_rule.expected:
        who = f"competences, expected of {', '.join(expected.roles)}"
        yield from check_competences(who, expected.competences, pack.competences)
        yield from _missing(who, expected.roles, pack.roles, "role")
        yield from _missing(who, filter(None, [expected.clearance]), clearances, "clearance")


def _calculations(pack: Pack) -> Iterator[str]:
    """Calculations of a rule, an input or a result that is not there; flags that are not."""
    for one in pack.calculation_rule.calculation:
        if one.rule not in pack.rules.versions:
            yield f"{one.id}: there is no rule {one.rule!r}"
            continue
        for rule in pack.rules.versions[one.rule]:
            inputs = {name: None for input in rule.input for name in input.names}
            given = [
                *one.given,
                *one.fixed,
                *one.record,
                *one.items,
                *one.wants,
                *filter(None, [one.day]),
            ]
            yield from _missing(f"{one.id}, {rule.name}", given, inputs, "input")
            shown = [name for names in one.shown for name in names]
            results = [*shown, *one.urgent]
            yield from _missing(f"{one.id}, {rule.name}", results, rule.result_kinds, "result")
    for facts in pack.calculation_rule.flagged:
        yield from _missing(facts.fact, facts.flags, pack.flag_types, "flag")
    for register in pack.calculation_rule.on_register:
        yield from _missing(register.code, register.flags, pack.flag_types, "flag")


def _signals(pack: Pack) -> Iterator[str]:
    """Signals of entries and concerns that are not there; two of one name."""
    rule = pack.signal_rule
    names = Counter(one.id for one in rule.signal)
    yield from (f"signals: {id} is there {n} times" for id, n in names.items() if n > 1)
    statuses = {code.code: None for code in pack.code_list("address-status")}
    for one in rule.signal:
        yield from _missing(one.id, [one.kind], pack.concern_rule.kinds, "concern")
        if isinstance(one, Home):
            yield from _missing(one.id, one.lived_at, statuses, "status of an address")
    yield from _missing("signals", sorted(rule.kinds), pack.entry_kinds.kinds, "kind of entry")
    yield from _missing("signals", sorted(rule.note_types), pack.note_types, "note type")


def _markings(pack: Pack) -> Iterator[str]:
    """Markings things are given unless somebody says otherwise, that are not there."""
    usual = {
        **{one.id: one.marking for one in pack.note_types.values()},
        **{one.id: one.marking for one in pack.flag_types.values()},
        **{one.id: one.marking for one in pack.document_rule.kind},
        "therapeutic-risks": pack.therapeutic_risk_rule.marking,
        "safeguarding": pack.safeguarding_rule.marking,
    }
    for id, marking in usual.items():
        yield from _missing(id, [marking], pack.markings, "marking")


def _subject_access(pack: Pack) -> Iterator[str]:
    rule = pack.subject_access_rule
    groups = {group.id: group for group in rule.group}
    for look in rule.look:
        yield from _missing(look.id, look.markings, pack.markings, "marking")
        yield from _missing(look.id, look.kinds, pack.entry_kinds.kinds, "kind of entry")
        yield from _missing(look.id, filter(None, [look.ground]), rule.grounds, "ground")
        if look.suggests != "include" and not look.ground:
            yield f"{look.id}: what is kept back needs a ground"
    for printed in rule.printed:
        yield from _missing(printed.table, [printed.group], groups, "group")


def _reports(pack: Pack) -> Iterator[str]:
    for outlines in pack.report_outlines.values():
        for outline in outlines:
            yield from _missing(outline.name, [outline.sign_off], pack.signoff_rule.routes, "route")
            yield from _missing(outline.name, [outline.marking], pack.markings, "marking")
            for part in outline.section:
                place = f"{outline.name}, {part.id}"
                yield from _missing(place, part.evidence, pack.entry_kinds.kinds, "kind of entry")


def _sign_off(pack: Pack) -> Iterator[str]:
    rule = pack.signoff_rule
    for kind in rule.kind:
        yield from _missing(kind.id, kind.tells, pack.entry_kinds.kinds, "kind of entry")
    for one in rule.countersigner:
        yield from _missing(one.id, one.roles, pack.roles, "role")
        for id in one.roles:
            if id in pack.roles and _COUNTERSIGN not in pack.roles[id].powers:
                yield f"{one.id}: the role {id!r} may not countersign (see roles.toml)"


def _wrong_examples(pack: Pack) -> Iterator[str]:
    yield from pack.rules.problems()
    yield from (f"example: {wrong}" for wrong in pack.signoff_rule.wrong_examples())
    for example in pack.bank_holiday_rule.example:
        due = working_days_after(example.day, example.working_days, pack.bank_holidays)
        if due != example.due:
            said = f"{example.working_days} working days after {example.day}"
            yield f"example: {said} is {due}, not {example.due}"
    for case in pack.outcome_rule.example:
        rule = pack.outcome_rule.failure_rule(case.regime, earlier=case.earlier)
        if rule is None or rule.must_refer is not case.must_refer:
            yield f"example: {case.regime}, {case.earlier} earlier: not as the rules say"
    for day, title in pack.bank_holidays.items():
        if not pack.bank_holiday_rule.known_from <= day < pack.bank_holiday_rule.known_until:
            yield f"{title} on {day} lies outside the years for which bank holidays are known"


def _missing(
    who: str, names: Iterable[str], known: Mapping[str, object], what: str
) -> Iterator[str]:
    yield from (f"{who}: there is no {what} {name!r}" for name in names if name not in known)
