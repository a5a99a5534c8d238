"""Conditions in words: “ARP” is 50 or more and “Risk of serious harm” is HIGH or VERY_HIGH."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from throughcare.foundation.ui.receipts import said
from throughcare.rules.conditions import Bound, Compared, Lines, Test, When
from throughcare.rules.steps import Names
from throughcare.rules.values import Kinds, Scalar, plain


def condition(when: When, called: Names, kinds: Kinds) -> str:
    """All of a condition. One that asks nothing always holds.

    `kinds` says of each value of what kind it is: days come before and after one another.
    """
    clauses = [_clause(titled(name, called), test, called, kinds) for name, test in when.items()]
    return all_of(clauses) if clauses else _("always")


def any_condition(lines: Lines, called: Names, kinds: Kinds) -> str:
    """Several conditions, of which one is enough."""
    return _("; or ").join(condition(when, called, kinds) for when in lines)


def titled(name: str, called: Names) -> str:
    """What a value is called, so that one sees where its name ends."""
    return _("“%(title)s”") % {"title": called(name)}


def all_of(said: Iterable[str]) -> str:
    return _(" and ").join(said)


def one_of(values: Iterable[Scalar]) -> str:
    """LOW, MEDIUM or HIGH."""
    words = [said(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _clause(what: str, test: Test, called: Names, kinds: Kinds) -> str:
    if isinstance(test, bool):
        return (_("%(what)s is yes") if test else _("%(what)s is no")) % {"what": what}
    if isinstance(test, tuple):
        return _("%(what)s is %(value)s") % {"what": what, "value": one_of(test)}
    return all_of(_compared(what, test, called, kinds))


def _compared(what: str, test: Compared, called: Names, kinds: Kinds) -> Iterable[str]:
    if test.known is not None:
        yield (_("%(what)s is known") if test.known else _("%(what)s is not known")) % {
            "what": what
        }
    if test.none_of:
        yield _("%(what)s is not %(value)s") % {"what": what, "value": one_of(test.none_of)}
    if test.same_as:
        other = titled(test.same_as, called)
        yield _("%(what)s is the same as %(value)s") % {"what": what, "value": other}
    for way, bound in test.bounds:
        is_day = isinstance(bound, date) or kinds.get(str(bound)) == "date"
        yield _way(way, is_day=is_day) % {"what": what, "value": _bound(bound, called)}


def _way(way: str, *, is_day: bool) -> str:
    """How a bound is said."""
    if is_day:
        return {
            "at_least": _("%(what)s is %(value)s or later"),
            "more_than": _("%(what)s is after %(value)s"),
            "at_most": _("%(what)s is %(value)s or earlier"),
            "less_than": _("%(what)s is before %(value)s"),
        }[way]
    return {
        "at_least": _("%(what)s is %(value)s or more"),
        "more_than": _("%(what)s is more than %(value)s"),
        "at_most": _("%(what)s is %(value)s or less"),
        "less_than": _("%(what)s is less than %(value)s"),
    }[way]


def _bound(bound: Bound, called: Names) -> str:
    return titled(bound, called) if isinstance(bound, str) else said(plain(bound))
