"""One answer out of several, or several out of many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.ui.forms.asked import Asked, Question
from throughcare.foundation.ui.words import Words


@dataclass(frozen=True)
class Choice:
    """An answer to pick. `reveals` names the fields asked only when it is picked.

    An `alone` choice ("None of these") cannot go together with others.
    """

    value: str
    text: Words
    hint: Words = ""
    reveals: tuple[str, ...] = ()
    alone: bool = False


Offered = Iterable[Choice | tuple[Any, Any]]


class _Picked(Asked):
    """What the kinds of choice share: options as `Choice`, pairs, or a function giving them."""

    required_message = required_answer = gettext_lazy("Choose an answer: %(label)s")

    def __init__(
        self, label: Words = "", *, options: Offered | Callable[[], Offered] = (), **others: Any
    ) -> None:
        super().__init__(label, **others)
        self.options = options

    @property
    def options(self) -> Sequence[Choice]:
        offered = self._options() if callable(self._options) else self._options
        return [o if isinstance(o, Choice) else Choice(str(o[0]), str(o[1])) for o in offered]

    @options.setter
    def options(self, offered: Offered | Callable[[], Offered]) -> None:
        self._options = offered if callable(offered) else list(offered)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> "Options":
        return Options(form, self, field_name)

    def said(self, value: Any) -> str:
        answer = self.prepare_value(value)
        several = answer if isinstance(answer, list | tuple | set) else [answer]
        words = {choice.value: str(choice.text) for choice in self.options}
        return "; ".join(words.get(str(one), str(one)) for one in several if one not in (None, ""))

    def only_offered(self, answers: Iterable[str]) -> None:
        """Raise for an answer that was not on the page."""
        if set(answers) - {choice.value for choice in self.options}:
            raise forms.ValidationError(
                _("Choose one of the answers offered: %(label)s") % {"label": self.label},
                code="not_offered",
            )


class OneChoice(_Picked):
    """Radio buttons. With `inline=True` side by side, for two short answers."""

    shown_by = "ui/fields/radios.html"
    widget: type[forms.Widget] = forms.RadioSelect

    def __init__(self, label: Words = "", *, inline: bool = False, **options: Any) -> None:
        super().__init__(label, **options)
        self.inline = inline

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)

    def validate(self, value: str) -> None:
        super().validate(value)
        self.only_offered({value} - {""})


class YesNo(OneChoice):
    """Yes or no, as True or False; None when it was left open and may be.

    `yes_reveals` and `no_reveals` name the fields asked only after that answer.
    """

    def __init__(
        self,
        label: Words = "",
        *,
        yes_reveals: tuple[str, ...] = (),
        no_reveals: tuple[str, ...] = (),
        **options: Any,
    ) -> None:
        options.setdefault("inline", not (yes_reveals or no_reveals))
        yes = Choice("yes", gettext_lazy("Yes"), reveals=yes_reveals)
        no = Choice("no", gettext_lazy("No"), reveals=no_reveals)
        super().__init__(label, options=[yes, no], **options)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(self.prepare_value(value)))


class ManyChoices(_Picked):
    """Check boxes; the answer is a list."""

    shown_by = "ui/fields/checkboxes.html"
    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [str(one) for one in value] if isinstance(value, list | tuple) else []

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        self.only_offered(value)
        alone = [choice for choice in self.options if choice.alone and choice.value in value]
        if alone and len(value) > 1:
            raise forms.ValidationError(
                _("“%(choice)s” cannot go together with another answer")
                % {"choice": alone[0].text},
                code="not_alone",
            )


class Select(OneChoice):
    """A list to pick from, where radio buttons would be too many. `blank` stands for no answer."""

    shown_by = "ui/fields/select.html"
    widget = forms.Select

    def __init__(self, label: Words = "", *, blank: Words = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.blank = blank


class Options(Question):
    """A choice on the page."""

    field: _Picked

    @property
    def items(self) -> list[dict[str, Any]]:
        """What the GOV.UK macros want to know about each option."""
        picked = self._picked()
        items: list[dict[str, Any]] = []
        is_among_alone = False
        for choice in self.field.options:
            if choice.alone and items and not is_among_alone:
                items.append({"divider": _("or")})
            is_among_alone = choice.alone
            items.append(self._item(choice, str(choice.value) in picked))
        return items

    @property
    def list_items(self) -> list[dict[str, Any]]:
        """The same for a select, which begins with no answer."""
        blank = getattr(self.field, "blank", "") or _("Choose")
        return [{"value": "", "text": blank}] + [
            {"value": item["value"], "text": item["text"], "selected": item["checked"]}
            for item in self.items
        ]

    def _picked(self) -> set[str]:
        answer = self.answer
        several = answer if isinstance(answer, list | tuple | set) else [answer]
        return {str(one) for one in several if one not in (None, "")}

    def _item(self, choice: Choice, checked: bool) -> dict[str, Any]:
        item: dict[str, Any] = {"value": choice.value, "text": choice.text, "checked": checked}
        if choice.hint:
            item["hint"] = {"text": choice.hint}
        if choice.alone:
            item["behaviour"] = "exclusive"
        if choice.reveals:
            beneath = "".join(str(self.form[name]) for name in choice.reveals)
            item["conditional"] = {"html": SafeString(beneath)}
        return item
