"""The form in which a rule is tried: a field for each thing it is given, nothing kept.

Left empty, a thing was not asked; *not known* and *does not apply* can be said where the rule tells
them apart. Lists and records are typed as JSON.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    Form,
    LongText,
    Number,
    OneChoice,
    Select,
    Text,
)
from throughcare.foundation.ui.forms.asked import Asked
from throughcare.foundation.ui.receipts import number
from throughcare.rules import Refused
from throughcare.rules.inputs import Input

NOT_KNOWN, DOES_NOT_APPLY = "?", "-"
LISTED = ("list", "record", "map")


class TryForm(Form):
    """What a rule is tried with."""

    marks_optional = False  # most is: what is needed says so

    def __init__(
        self,
        data: Any = None,
        *,
        inputs: Sequence[Input],
        examples: Sequence[Mapping[str, Any]],
        today: date,
    ) -> None:
        fullest = max(examples, key=len, default={})
        initial = dict(_filled_in(inputs, fullest))
        super().__init__(data, prefix="given", initial=initial, today=today)
        self.inputs = {one.name: one for one in inputs}
        for one in inputs:
            hint = "" if one.name in initial else _in_short(one, examples)
            self.fields[one.name] = field = _field(one, hint)
            field.today = self.today

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, as the rule is given it; what was left empty was not asked."""
        return {
            name: self._as_given(name, value)
            for name, value in self.cleaned_data.items()
            if value not in (None, "")
        }

    def _as_given(self, name: str, value: Any) -> Any:
        one = self.inputs[name]
        if value == NOT_KNOWN:
            return None
        if value == DOES_NOT_APPLY:
            return one.not_applicable[0]
        return float(value) if one.kind == "number" else value

    def object_to(self, refused: Refused) -> None:
        """Say what the rule refuses at the field that it names, or above them all."""
        name = refused.field.split(".")[0]
        names = {called: one.name for one in self.inputs.values() for called in one.names}
        field = names.get(name)
        title = self.inputs[field].title if field else refused.field
        sentence = _("“%(title)s” %(wrong)s") % {"title": title, "wrong": refused.message}
        self.add_error(field, sentence)


class Json(LongText):
    """A list or a record, typed as JSON."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return json.loads(text) if text and text.strip() else None
        except (ValueError, RecursionError):
            raise ValidationError(
                _("“%(label)s” is not JSON. Look for a missing comma, quote or bracket")
                % {"label": self.label},
                code="not_json",
            ) from None


def _field(one: Input, in_short: str) -> Asked:
    label = _("%(title)s (needed)") % {"title": one.title} if one.required else one.title
    asked: dict[str, Any] = {"label": label, "required": one.required}
    if one.kind in LISTED:
        return Json(**asked, rows=6, hint=in_short or _("Written as JSON"))
    if one.kind == "date":
        return Day(**asked)
    if one.kind == "yes-no" or (one.words and not one.other_words):
        return _choice(one, asked)
    if one.kind in ("number", "whole"):
        return Number(**asked, whole=one.kind == "whole", width=10)
    return Text(**asked, width=20, hint=", ".join(one.words))


def _choice(one: Input, asked: dict[str, Any]) -> Asked:
    """Radio buttons where there must be an answer; else a list, which can be left again."""
    options = [Choice(value, text) for value, text in _answers(one)]
    if one.required:
        return OneChoice(**asked, options=options, inline=True)
    options.append(Choice(NOT_KNOWN, _("Not known")))
    if one.not_applicable:
        options.append(Choice(DOES_NOT_APPLY, _("Does not apply")))
    return Select(**asked, options=options, blank=_("Not asked"))


def _answers(one: Input) -> Iterator[tuple[str, str]]:
    """The words accepted, of several that mean the same the first."""
    if one.kind == "yes-no" and not one.words:
        yield from (("yes", _("Yes")), ("no", _("No")))
        return
    meant = set()
    for word in one.words:
        means = one.accepted[word.casefold()]
        if means not in meant:
            meant.add(means)
            yield word, word


def _filled_in(inputs: Sequence[Input], example: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What an example gives, as somebody would type it."""
    for one in inputs:
        given = _given(one, example)
        if given not in (None, ""):
            yield one.name, _typed(one, given)


def _given(one: Input, example: Mapping[str, Any]) -> Any:
    return next((example[name] for name in one.names if name in example), None)


def _in_short(one: Input, examples: Sequence[Mapping[str, Any]]) -> str:
    """A list or a record that some example gives."""
    given = next((found for example in examples if (found := _given(one, example))), None)
    if given is None:
        return _("Written as JSON")
    example = json.dumps(given, ensure_ascii=False, default=str)
    return _("Written as JSON, for example %(example)s") % {"example": example}


def _typed(one: Input, given: Any) -> Any:
    """A value of an example as somebody would type or pick it."""
    if one.kind in LISTED:
        return json.dumps(given, ensure_ascii=False, indent=1, default=str)
    try:
        value = one.one(given, one.name)
    except Refused:  # a word that says that it is not known
        return NOT_KNOWN if str(given).casefold() in one.says_not_known else DOES_NOT_APPLY
    if one.words and not one.other_words:
        return next(word for word in one.words if one.accepted[word.casefold()] == value)
    if one.kind == "yes-no":
        return "yes" if value else "no"
    return number(value) if isinstance(value, int | float) else value
