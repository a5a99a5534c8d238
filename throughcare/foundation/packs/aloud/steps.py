"""Steps in words: what each does with the values before it, its cases and tables as tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.packs.aloud import sums
from throughcare.foundation.packs.aloud.conditions import any_condition, condition, titled
from throughcare.foundation.ui.receipts import between, number, said
from throughcare.rules.ruleset import RuleSet
from throughcare.rules.steps import Each, Names
from throughcare.rules.steps.lists import Items
from throughcare.rules.steps.scores import Scores
from throughcare.rules.steps.tables import (
    BETWEEN,
    Bands,
    Case,
    Cases,
    Highest,
    Lookup,
    Points,
    Refuse,
    Within,
)
from throughcare.rules.steps.using import Using

SHORT, LONGEST = 15, 250


@dataclass(frozen=True)
class Table:
    """Rows of a step, under their headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_short(self) -> bool:
        """Whether it is read where it stands."""
        return len(self.rows) <= SHORT

    @property
    def is_shown(self) -> bool:
        """Whether anybody would read it at all; of others the page says how long they are."""
        return len(self.rows) <= LONGEST


@dataclass(frozen=True)
class StepAloud:
    """One step as a page says it."""

    name: str
    title: str
    says: tuple[str, ...]
    table: Table | None = None
    within: tuple["StepAloud", ...] = ()
    uses: tuple[str, str] | None = None
    """The other rule it uses, and its version."""


Said = tuple[list[str], Table | None]


def step_aloud(step: Any, rule: RuleSet) -> StepAloud:
    """A step of a rule in words."""
    says, table = _TABLED[step.kind](step, rule) if step.kind in _TABLED else ([], None)
    return StepAloud(
        name=step.name,
        title=step.title,
        says=tuple(says or sums.in_a_sentence(step, rule.called)),
        table=table,
        within=tuple(step_aloud(one, rule) for one in step.step) if isinstance(step, Each) else (),
        uses=(step.rule, step.version) if isinstance(step, Using) else None,
    )


def _cases(step: Cases, rule: RuleSet) -> Said:
    rows = [
        (
            condition(case.when, rule.called, rule.kinds),
            _comes_to(case, rule.called),
            case.says or "",
        )
        for case in step.case
    ]
    last = step.otherwise_value_of
    otherwise = titled(last, rule.called) if last else _or_nothing(step.otherwise)
    rows.append((_("otherwise"), otherwise, step.otherwise_says or ""))
    return [_("The first of these that holds.")], _table(
        [_("Where"), _("It is"), _("In short")], rows
    )


def _comes_to(case: Case, called: Names) -> str:
    return titled(case.value_of, called) if case.value_of else _or_nothing(case.is_)


def _or_nothing(value: Any) -> str:
    return _("nothing") if value is None else said(value)


def _points(step: Points, rule: RuleSet) -> Said:
    says = [_("Points for every line that holds, added up.")]
    if step.most is not None:
        says.append(_("At most %(most)s.") % {"most": number(step.most)})
    rows = [
        (condition(line.when, rule.called, rule.kinds), number(line.points), line.says)
        for line in step.line
    ]
    return says, _table([_("Where"), _("Points"), _("In short")], rows)


def _refuse(step: Refuse, rule: RuleSet) -> Said:
    rows = [
        (
            condition(line.when, rule.called, rule.kinds),
            titled(line.field, rule.called),
            line.message,
        )
        for line in step.line
    ]
    return [_("What cannot be is refused; nothing is worked out then.")], _table(
        [_("Where"), _("To put right"), _("What is said")], rows
    )


def _bands(step: Bands, rule: RuleSet) -> Said:
    starts: list[float | None] = [band.at_least for band in step.band]
    rows = [] if step.below is None else [(between(None, starts[0]), said(step.below))]
    rows += [
        (between(least, until), _or_nothing(band.is_))
        for least, until, band in zip(starts, [*starts[1:], None], step.band, strict=True)
    ]
    return [_("By where %(what)s lies.") % {"what": titled(step.of, rule.called)}], _table(
        [titled(step.of, rule.called), _("It is")], rows
    )


def _lookup(step: Lookup, rule: RuleSet) -> Said:
    by = [titled(name, rule.called) for name in step.by]
    says = [_("Looked up by %(names)s.") % {"names": _(" and ").join(by)}]
    if step.table:
        says.append(_("The table is %(file)s.") % {"file": step.table})
    if step.unknown:
        says.append(_("What it does not have is refused: %(why)s.") % {"why": step.unknown})
    else:
        says.append(
            _("What it does not have comes to %(value)s.") % {"value": _or_nothing(step.otherwise)}
        )
    gives = [_("It is")] if len(step.outputs) == 1 else list(step.gives.values())
    rows = [
        (*key.split(BETWEEN), *(_or_nothing(cell) for cell in cells))
        for key, cells in step.found.items()
    ]
    return says, _table([*by, *gives], rows)


def _within(step: Within, rule: RuleSet) -> Said:
    names = {"map": titled(step.map, rule.called), "key": titled(step.by, rule.called)}
    otherwise = _or_nothing(step.otherwise)
    return [
        _("What %(map)s says of %(key)s.") % names,
        _("Where it says nothing, it is %(value)s.") % {"value": otherwise},
    ], None


def _highest(step: Highest, rule: RuleSet) -> Said:
    names = "; ".join(titled(name, rule.called) for name in step.of)
    first = (
        _("The highest of: %(names)s.")
        if step.kind == "highest"
        else _("The lowest of: %(names)s.")
    )
    says = [first % {"names": names}, _("Those that came to nothing are left out.")]
    if step.order:
        says.append(_("From the lowest: %(words)s.") % {"words": ", ".join(step.order)})
    if step.otherwise is not None:
        says.append(_("With none of them it is %(value)s.") % {"value": said(step.otherwise)})
    return says, None


def _each(step: Each, rule: RuleSet) -> Said:
    called = _within_a_list(step, rule)
    what = {
        "of": titled(step.of, called) if step.of else "",
        "by": titled(step.by, called) if step.by else "",
    }
    takes = {
        "sum": _("Taken from them: %(of)s, added up."),
        "count": _("Taken from them: how many they are."),
        "any": _("Taken from them: whether there is one."),
        "distinct": _("Taken from them: how many different %(of)s there are."),
        "newest": _("Taken from them: %(of)s of the one whose %(by)s is the latest."),
    }[step.take]
    says = [_("Goes through %(list)s.") % {"list": titled(step.list, rule.called)}]
    if step.only_if:
        counts = any_condition(step.only_if, called, {**rule.kinds, **rule.items_of(step.list)})
        says.append(_("An item counts where %(when)s.") % {"when": counts})
    return [*says, takes % what], None


def _within_a_list(step: Each, rule: RuleSet) -> Names:
    """What values are called within a list: by the titles of its fields and of the steps there."""
    inputs = [*rule.input, *(field for one in rule.input for field in one.field)]
    fields = next((one.field for one in inputs if one.name == step.list), ())
    titles = {one.name: one.title for one in fields}
    titles["item"] = _("one of them")  # of a plain list
    titles |= {name: inside.title for inside in step.step for name in inside.gives_names()}
    return lambda name: titles.get(name) or rule.called(name)


def _items(step: Items, rule: RuleSet) -> Said:
    points = {"count": step.count, "least": step.least, "most": step.most}
    says = [
        _("The answers in %(list)s, added up.") % {"list": titled(step.list, rule.called)},
        _("There are %(count)s, each from %(least)s to %(most)s.") % points,
    ]
    if step.reversed:
        turned = ", ".join(map(str, step.reversed))
        says.append(
            _("Turned round, so that the most counts least: %(which)s.") % {"which": turned}
        )
    for place, values in step.only.items():
        allowed = ", ".join(map(str, values))
        says.append(_("Answer %(n)s may only be %(values)s.") % {"n": place, "values": allowed})
    missing = {"n": step.may_be_missing}
    says.append(
        _("Up to %(n)s may be missing: the mean of the others stands for them.") % missing
        if step.may_be_missing
        else _("With one missing there is no total.")
    )
    return says, None


def _scores(step: Scores, rule: RuleSet) -> Said:
    models = list(step.gives.items())
    says = [
        _("Weights added up, one sum for each column, from the table %(file)s.")
        % {"file": step.table}
    ]
    if step.compared_as:
        says.append(_("A receipt compares with %(somebody)s.") % {"somebody": step.compared_as})
    rows = [
        (row.factor, row.term, *(_weight(row.weights.get(model)) for _name, model in models))
        for row in step.rows
    ]
    serves = [rule.serves(name) for name, _model in models]
    return says, _table([_("Factor"), _("Weight of"), *serves], rows)


def _weight(weight: float | None) -> str:
    return "" if weight is None else repr(weight).removesuffix(".0")


def _using(step: Using, rule: RuleSet) -> Said:
    says = [_("Another rule: %(rule)s %(version)s.") % {"rule": step.rule, "version": step.version}]
    if step.unless_refused:
        says.append(_("Where that refuses, it comes to nothing."))
    rows = [(name, titled(value, rule.called)) for name, value in step.given.items()]
    return says, _table([_("It is given"), _("From here")], rows)


def _table(headings: list[str], rows: Sequence[tuple[str, ...]]) -> Table:
    """A table without the columns that say nothing."""
    kept = [n for n in range(len(headings)) if any(row[n] for row in rows)]
    return Table(
        tuple(headings[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows)
    )


_TABLED: dict[str, Callable[[Any, RuleSet], Said]] = {
    "cases": _cases,
    "points": _points,
    "refuse": _refuse,
    "bands": _bands,
    "lookup": _lookup,
    "within": _within,
    "highest": _highest,
    "lowest": _highest,
    "each": _each,
    "items": _items,
    "scores": _scores,
    "using": _using,
}
