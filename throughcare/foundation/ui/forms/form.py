"""The form every page's form is made from."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from throughcare.foundation.ui import clock
from throughcare.foundation.ui.forms.asked import Asked
from throughcare.foundation.ui.forms.choices import ManyChoices, OneChoice
from throughcare.foundation.ui.forms.hidden import Once, sent_as
from throughcare.foundation.ui.forms.renderer import OnPages
from throughcare.foundation.ui.forms.text import LongText


class Form(forms.Form):
    """Checks what was typed. Never saves.

    `today` is the day that typed words such as "tomorrow" are counted from.
    """

    default_renderer = OnPages
    use_required_attribute = False
    marks_optional = True  # a form where nothing is needed, like a filter, sets this False

    def __init__(
        self, data: Any = None, files: Any = None, *, today: date | None = None, **options: Any
    ) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(data, files, **options)
        self.today = today or clock.today()
        for field in self.fields.values():
            if isinstance(field, Asked):
                field.today = self.today

    def _clean_fields(self) -> None:
        """Django's, and then: what belongs to an answer nobody gave was not asked; and a form is
        the one that was sent before only if it says the same.
        """
        super()._clean_fields()  # type: ignore[misc]  # Django's own, not in the stubs
        for name, field in self.fields.items():
            if not self._is_asked(name):
                self.errors.pop(name, None)
                self.cleaned_data[name] = [] if isinstance(field, ManyChoices) else None
            if isinstance(field, Once):
                self.cleaned_data[name] = sent_as(self.data, self.files)

    def as_arguments(self) -> dict[str, Any]:
        """What was typed as an action takes it; what makes a form one is the row's number."""
        return {
            "id" if isinstance(self.fields[name], Once) else name: value
            for name, value in self.cleaned_data.items()
        }

    def _is_asked(self, name: str) -> bool:
        """Asked always, or revealed by an answer that was given to a question that was asked."""
        revealing = self._revealing.get(name)
        return revealing is None or any(
            str(self[parent].value() or "") == value and self._is_asked(parent)
            for parent, value in revealing
        )

    @cached_property
    def _revealing(self) -> dict[str, list[tuple[str, str]]]:
        """For each field that is not always asked: the questions and answers that call for it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for parent, field in self.fields.items():
            for choice in field.options if isinstance(field, OneChoice) else ():
                for name in choice.reveals:
                    found.setdefault(name, []).append((parent, choice.value))
        return found

    @property
    def questions(self) -> list[BoundField]:
        """The fields a page shows in a row; those revealed by an answer stand beneath it."""
        return [one for one in self.visible_fields() if one.name not in self._revealing]

    def said_by(self, row: Any) -> list[tuple[str, str]]:
        """What a row answers to the questions on the page, in words; those beneath an answer only
        where it answers them.
        """
        asked = {question.name for question in self.questions}
        found = []
        for question in self.visible_fields():
            field: Any = question.field
            words = field.said(getattr(row, question.name, None))
            if words or question.name in asked:
                found.append((str(question.label), words))
        return found

    @property
    def hidden(self) -> SafeString:
        """The hidden fields: `version`, `once`."""
        return SafeString("".join(str(question) for question in self.hidden_fields()))

    @property
    def error_summary(self) -> SafeString:
        """Every error once, in its field's own words and leading there. Empty without errors."""
        return summary_of([self])

    @property
    def faults(self) -> list[dict[str, str]]:
        """Every error with where it leads."""
        faults = [{"text": str(error)} for error in self.non_field_errors()]
        for question in self:
            anchor = getattr(question, "anchor", question.auto_id)
            where = {} if question.is_hidden else {"href": f"#{anchor}"}
            faults += [{"text": str(error), **where} for error in question.errors]
        return faults

    @property
    def keeps_text(self) -> bool:
        """Whether somebody may lose a piece of writing here."""
        return any(isinstance(field, LongText) for field in self.fields.values())


def summary_of(forms: Iterable[Form]) -> SafeString:
    """Every error of the forms on one page. Empty without errors."""
    wrong = [form for form in forms if form.errors]
    if not wrong:
        return SafeString("")
    faults = [fault for form in wrong for fault in form.faults]
    return SafeString(wrong[0].renderer.render("ui/fields/error_summary.html", {"faults": faults}))
