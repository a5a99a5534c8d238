"""Steps that are said in a sentence: sums, dates, what is rounded, what is known first."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.packs.aloud.conditions import titled
from throughcare.foundation.ui.receipts import number, said
from throughcare.rules.steps import Names
from throughcare.rules.steps.dates import Away, Between
from throughcare.rules.steps.sums import Logarithm, Logistic, Product, Quotient, Rounded, Sum
from throughcare.rules.steps.tables import FirstKnown, Joined, Missing


def in_a_sentence(step: Any, called: Names) -> list[str]:
    """What such a step does."""
    return list(_SAID[step.kind](step, called))


def _sum(step: Sum, called: Names) -> Iterator[str]:
    text = ""
    for term in step.term:
        size = abs(term.times)
        what = titled(term.of, called)
        if size != 1:
            what = f"{number(size, decimals=9)} × {what}"
        text += _signed(term.times, what, first=not text)
    if step.constant:
        text += _signed(step.constant, number(abs(step.constant), decimals=9), first=False)
    yield f"{text}."
    for term in step.term:
        if term.if_not_known is not None:
            yield (
                _("Where %(what)s is not known, %(number)s is added for it.")
                % {"what": titled(term.of, called), "number": number(term.if_not_known)}
            )


def _signed(of: float, what: str, *, first: bool) -> str:
    if first:
        return f"−{what}" if of < 0 else what
    return f" − {what}" if of < 0 else f" + {what}"


def _product(step: Product, called: Names) -> Iterator[str]:
    yield " × ".join(titled(name, called) for name in step.of) + "."


def _quotient(step: Quotient, called: Names) -> Iterator[str]:
    yield f"{titled(step.of, called)} ÷ {titled(step.by, called)}."
    if step.if_nothing is not None:
        yield (_("Divided by nothing it is %(number)s.") % {"number": number(step.if_nothing)})


def _logarithm(step: Logarithm, called: Names) -> Iterator[str]:
    yield _("The natural logarithm of %(what)s.") % {"what": titled(step.of, called)}


def _logistic(step: Logistic, called: Names) -> Iterator[str]:
    what = {"what": titled(step.of, called)}
    yield (
        _("The probability that belongs to %(what)s: 1 ÷ (1 + e to the power of −%(what)s).") % what
    )


def _rounded(step: Rounded, called: Names) -> Iterator[str]:
    what = titled(step.of, called)
    if step.times != 1:
        what = f"{what} × {number(step.times, decimals=9)}"
    if step.decimals is None:
        yield f"{what}."
    else:
        ways = {
            "half-up": _("%(what)s, rounded to %(n)s decimals; half goes up."),
            "down": _("%(what)s, cut down to %(n)s decimals."),
            "up": _("%(what)s, rounded up to %(n)s decimals."),
        }
        yield ways[step.way] % {"what": what, "n": step.decimals}
    if step.least is not None:
        yield _("At least %(least)s.") % {"least": number(step.least)}
    if step.most is not None:
        yield _("At most %(most)s.") % {"most": number(step.most)}


def _first_known(step: FirstKnown, called: Names) -> Iterator[str]:
    names = "; ".join(titled(name, called) for name in step.of)
    yield _("The first of these that is known: %(names)s.") % {"names": names}
    if step.otherwise is not None:
        yield _("With none of them it is %(value)s.") % {"value": said(step.otherwise)}


def _joined(step: Joined, called: Names) -> Iterator[str]:
    names = ", ".join(titled(name, called) for name in step.of)
    yield _("Written together: %(names)s.") % {"names": names}


def _missing(step: Missing, called: Names) -> Iterator[str]:
    names = "; ".join(titled(name, called) for name in step.of)
    yield _("Which of these are not known: %(names)s.") % {"names": names}


def _between(step: Between, called: Names) -> Iterator[str]:
    days = {"since": titled(step.since, called), "until": titled(step.until, called)}
    yield (
        _("Whole years from %(since)s to %(until)s.")
        if step.kind == "years-between"
        else _("Whole months from %(since)s to %(until)s.")
    ) % days


def _away(step: Away, called: Names) -> Iterator[str]:
    spans = [
        (_("%(n)s months later"), _("%(n)s months earlier"), step.months),
        (_("%(n)s days later"), _("%(n)s days earlier"), step.days),
    ]
    said = [(later if n > 0 else earlier) % {"n": abs(n)} for later, earlier, n in spans if n]
    yield ", ".join([titled(step.of, called), *said]) + "."


_SAID: dict[str, Callable[[Any, Names], Iterator[str]]] = {
    "sum": _sum,
    "product": _product,
    "quotient": _quotient,
    "logarithm": _logarithm,
    "logistic": _logistic,
    "rounded": _rounded,
    "first-known": _first_known,
    "joined": _joined,
    "missing": _missing,
    "years-between": _between,
    "months-between": _between,
    "away": _away,
}
