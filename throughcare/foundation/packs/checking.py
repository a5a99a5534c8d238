"""What is wrong with a pack: each file by itself, the files with each other, and the examples."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from throughcare.foundation.calendar import working_days_after
from throughcare.foundation.packs.instrument_examples import wrong_examples
from throughcare.foundation.packs.instrument_names import Fault, names_not_there
from throughcare.foundation.packs.inventory import (
    ALONE,
    CODE_LISTS,
    SIDE_BY_SIDE,
    Listed,
    inventory,
)
from throughcare.foundation.packs.pack import Pack
from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.packs.signals import Home
from throughcare.foundation.packs.signoff import NOT_ASSESSED
from throughcare.rules.errors import PackError
from throughcare.rules.pack import RULES
from throughcare.rules.reading import line_naming, line_saying

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
    """What one file calls by a name that another does not have, with file and line."""
    for name, look in _LOOKS.items():
        file = pack.folder / name
        text = file.read_text(encoding="utf-8")
        for fault in look(pack):
            line = line_saying(text, fault.word, key=fault.key)
            yield str(PackError(file, fault.reason, line=line))
    for outlines in pack.report_outlines.values():
        for outline in outlines:
            yield from _of_report(pack, outline)


def _markings(pack: Pack) -> Iterator[Fault]:
    for marking in pack.markings.values():
        yield from _missing(
            marking.id, [marking.needs_clearance], pack.clearances.by_id, "clearance"
        )


def _roles(pack: Pack) -> Iterator[Fault]:
    for role in pack.roles.values():
        yield from _missing(role.id, role.markings, pack.markings, "marking")


def _emergencies(pack: Pack) -> Iterator[Fault]:
    yield from _missing("emergencies", pack.emergency_rule.markings, pack.markings, "marking")


def _note_types(pack: Pack) -> Iterator[Fault]:
    for note in pack.note_types.values():
        yield from _missing(note.id, note.roles, pack.roles, "role")
        yield from _missing(note.id, [note.marking], pack.markings, "marking")


def _flag_types(pack: Pack) -> Iterator[Fault]:
    for flag in pack.flag_types.values():
        yield from _missing(flag.id, [flag.category], pack.flag_categories, "flag category")
        yield from _missing(flag.id, [flag.marking], pack.markings, "marking")


def _documents(pack: Pack) -> Iterator[Fault]:
    for kind in pack.document_rule.kind:
        yield from _missing(kind.id, [kind.marking], pack.markings, "marking")


def _matching(pack: Pack) -> Iterator[Fault]:
    weighed = {f"{field}.{level}": None for field, level in pack.matching_weights}
    for field in pack.matching_rule.field:
        levels = [f"{field.id}.{level.id}" for level in field.level]
        yield from _missing("matching", levels, weighed, "weight of")


def _competences(pack: Pack) -> Iterator[Fault]:
    """Roles that expect, or may enter, what is not there; and roles that may enter nothing."""
    for one in pack.competences.values():
        yield from _missing(one.id, one.awarded_by, pack.roles, "role")
        yield from _powerless(pack, one.id, one.awarded_by, _AWARD, "award anything")
    for expected in pack.competence_rule.expected:
        who = f"expected of {', '.join(expected.roles)}"
        yield from _missing(who, expected.competences, pack.competences, "competence")
        yield from _missing(who, expected.roles, pack.roles, "role")
        yield from _missing(who, [expected.clearance], pack.clearances.by_id, "clearance")


def _calculations(pack: Pack) -> Iterator[Fault]:
    """Calculations of a rule, an input or a result that is not there; flags that are not."""
    for one in pack.calculation_rule.calculation:
        yield from _missing(one.id, [one.rule], pack.rules.versions, "rule")
        for rule in pack.rules.versions.get(one.rule, ()):
            inputs = {name: None for input in rule.input for name in input.names}
            given = [*one.given, *one.fixed, *one.record, *one.items, *one.wants, one.day]
            yield from _missing(f"{one.id}, {rule.name}", given, inputs, "input")
            shown = [name for names in one.shown for name in names]
            results = [*shown, *one.urgent]
            yield from _missing(f"{one.id}, {rule.name}", results, rule.result_kinds, "result")
    for facts in pack.calculation_rule.flagged:
        yield from _missing(facts.fact, facts.flags, pack.flag_types, "flag")
    for register in pack.calculation_rule.on_register:
        yield from _missing(register.code, register.flags, pack.flag_types, "flag")


def _signals(pack: Pack) -> Iterator[Fault]:
    """Signals of entries and concerns that are not there; two of one name."""
    rule = pack.signal_rule
    names = Counter(one.id for one in rule.signal)
    yield from (Fault(f"{id} is there {n} times", id, "id") for id, n in names.items() if n > 1)
    statuses = {code.code: None for code in pack.code_list("address-status")}
    for one in rule.signal:
        yield from _missing(one.id, [one.kind], pack.concern_rule.kinds, "concern")
        if isinstance(one, Home):
            yield from _missing(one.id, one.lived_at, statuses, "status of an address")
    yield from _missing("signals", sorted(rule.kinds), pack.entry_kinds.kinds, "kind of entry")
    yield from _missing("signals", sorted(rule.note_types), pack.note_types, "note type")


def _therapeutic_risks(pack: Pack) -> Iterator[Fault]:
    rule = pack.therapeutic_risk_rule
    yield from _missing("therapeutic risks", [rule.marking], pack.markings, "marking")


def _safeguarding(pack: Pack) -> Iterator[Fault]:
    rule = pack.safeguarding_rule
    yield from _missing("safeguarding", [rule.marking], pack.markings, "marking")


def _subject_access(pack: Pack) -> Iterator[Fault]:
    rule = pack.subject_access_rule
    groups = {group.id: group for group in rule.group}
    for look in rule.look:
        yield from _missing(look.id, look.markings, pack.markings, "marking")
        yield from _missing(look.id, look.kinds, pack.entry_kinds.kinds, "kind of entry")
        yield from _missing(look.id, [look.ground], rule.grounds, "ground")
        if look.suggests != "include" and not look.ground:
            yield Fault(f"{look.id}: what is kept back needs a ground", look.id, "id")
    for printed in rule.printed:
        yield from _missing(printed.table, [printed.group], groups, "group")


def _sign_off(pack: Pack) -> Iterator[Fault]:
    rule = pack.signoff_rule
    for kind in rule.kind:
        yield from _missing(kind.id, kind.tells, pack.entry_kinds.kinds, "kind of entry")
    for one in rule.countersigner:
        yield from _missing(one.id, one.roles, pack.roles, "role")
        yield from _missing(one.id, [one.competence], pack.competences, "competence")
        yield from _powerless(pack, one.id, one.roles, _COUNTERSIGN, "countersign")
    known: Mapping[str, Container[str]] = {
        "author_role": pack.roles,
        "harm_level": {one.code for one in pack.code_list("rosh-level")} | {NOT_ASSESSED},
        "kind": rule.kinds,
        "instrument": pack.instruments,
    }
    for route in rule.route:
        for line in (line for step in route.step for line in step.when):
            for fact, words in line.items():
                what = f"{fact.replace('_', ' ')} called"
                yield from _missing(route.id, words, known.get(fact, words), what)


def _catalogue(pack: Pack) -> Iterator[Fault]:
    yield from _missing("catalogue", [pack.catalogue.review], pack.instruments, "instrument")
    for group in pack.catalogue.group:
        yield from _missing(group.id, group.roles, pack.roles, "role")
        yield from _missing(group.id, group.instruments, pack.instruments, "instrument")


_LOOKS: Mapping[str, Callable[[Pack], Iterator[Fault]]] = {
    "markings.toml": _markings,
    "roles.toml": _roles,
    "emergencies.toml": _emergencies,
    "note-types.toml": _note_types,
    "risk/flag-types.csv": _flag_types,
    "documents.toml": _documents,
    "matching/matching.toml": _matching,
    "competences.toml": _competences,
    "calculations/calculations.toml": _calculations,
    "signals/signals.toml": _signals,
    "risk/therapeutic-risks.toml": _therapeutic_risks,
    "risk/safeguarding.toml": _safeguarding,
    "disclosure/subject-access.toml": _subject_access,
    "signoff/routes.toml": _sign_off,
    "instruments/catalogue.toml": _catalogue,
}
"""Files that call something by a name, and what looks whether it is there."""


def _of_report(pack: Pack, outline: ReportOutline) -> Iterator[str]:
    file = pack.folder / "reports" / outline.id / f"{outline.version}.toml"
    text = file.read_text(encoding="utf-8")
    faults = [
        *_missing(outline.name, [outline.sign_off], pack.signoff_rule.routes, "route"),
        *_missing(outline.name, [outline.marking], pack.markings, "marking"),
    ]
    for part in outline.section:
        kinds = pack.entry_kinds.kinds
        faults += _missing(f"{outline.name}, {part.id}", part.evidence, kinds, "kind of entry")
    for fault in faults:
        yield str(PackError(file, fault.reason, line=line_saying(text, fault.word)))


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
    who: str, names: Iterable[str | None], known: Container[str], what: str
) -> Iterator[Fault]:
    for name in names:
        if name and name not in known:
            yield Fault(f"{who}: there is no {what} {name!r}", name)


def _powerless(
    pack: Pack, who: str, roles: Iterable[str], power: str, to_do: str
) -> Iterator[Fault]:
    for id in roles:
        if id in pack.roles and power not in pack.roles[id].powers:
            yield Fault(f"{who}: the role {id!r} may not {to_do} (see roles.toml)", id)
