"""What a rule is given, in words: its kind, its bounds, and what a missing one is taken as."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.packs.aloud.conditions import any_condition
from throughcare.foundation.ui.receipts import number, said
from throughcare.rules.inputs import Input
from throughcare.rules.steps import Names
from throughcare.rules.values import Kinds

KINDS = {
    "number": gettext_lazy("a number"),
    "whole": gettext_lazy("a whole number"),
    "yes-no": gettext_lazy("yes or no"),
    "word": gettext_lazy("words"),
    "date": gettext_lazy("a date"),
    "list": gettext_lazy("a list"),
    "record": gettext_lazy("a record of several"),
    "map": gettext_lazy("names, each with a value"),
}


@dataclass(frozen=True)
class InputAloud:
    """One thing a rule is given, as a page says it."""

    name: str
    title: str
    kind: str
    may_be: tuple[str, ...]
    """Its bounds, the form it has, its other names: a sentence each."""
    words: tuple[str, ...]
    """The words accepted, with what each stands for where that is something else."""
    missing: str
    """What becomes of it where it is missing."""
    fields: tuple["InputAloud", ...]


def input_aloud(one: Input, called: Names, kinds: Kinds) -> InputAloud:
    """An input in words. `called` and `kinds` say what the inputs before it are called, and are."""
    return InputAloud(
        name=one.name,
        title=one.title,
        kind=str(KINDS[one.kind]),
        may_be=tuple(_may_be(one, called, kinds)),
        words=_words(one),
        missing=_missing(one),
        fields=tuple(input_aloud(field, called, kinds) for field in one.field),
    )


def _may_be(one: Input, called: Names, kinds: Kinds) -> Iterator[str]:
    if one.least is not None and one.most is not None:
        bounds = {"least": number(one.least), "most": number(one.most)}
        yield _("from %(least)s to %(most)s") % bounds
    elif one.least is not None:
        yield _("%(least)s or more") % {"least": number(one.least)}
    elif one.most is not None:
        yield _("%(most)s or less") % {"most": number(one.most)}
    if one.digits is not None:
        yield _("a code of %(digits)s digits") % {"digits": one.digits}
    if one.is_list and not one.field:
        yield _("each of them: %(kind)s") % {"kind": KINDS[one.of]}
    if one.lower_case:
        yield _("whatever its capitals")
    if one.words and one.other_words:
        yield _("other words are taken as they are")
    yield from _said_instead(one)
    if one.only_if:
        when = any_condition(one.only_if, called, kinds)
        yield _("applies only where %(when)s") % {"when": when}


def _said_instead(one: Input) -> Iterator[str]:
    """Words that say why there is no value; other names of the input."""
    if one.not_known:
        yield _("not known is also said: %(words)s") % {"words": ", ".join(one.not_known)}
    if one.not_applicable:
        yield _("that it does not apply is said: %(words)s") % {
            "words": ", ".join(one.not_applicable)
        }
    if one.also:
        yield _("also called %(names)s") % {"names": ", ".join(one.also)}


def _words(one: Input) -> tuple[str, ...]:
    if not isinstance(one.words, dict):
        return one.words
    return tuple(
        word if word in (means, said(means)) else f"{word} = {said(means)}"
        for word, means in one.words.items()
    )


def _missing(one: Input) -> str:
    if one.required:
        return _("It is needed.")
    if one.default_because is None:
        return _("A missing one stays not known.")
    taken = _("none") if one.is_list else said(one.default)
    return _("A missing one is taken as %(value)s: %(why)s.") % {
        "value": taken,
        "why": one.default_because,
    }
