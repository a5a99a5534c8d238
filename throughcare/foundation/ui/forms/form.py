"""The form every page's form is made from."""

from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from throughcare.foundation.ui import clock
from throughcare.foundation.ui.forms.asked import Asked, Question
from throughcare.foundation.ui.forms.choices import OneChoice
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
        """Django's, and then: what was asked under an answer nobody gave was not asked."""
        super()._clean_fields()  # type: ignore[misc]  # Django's own, not in the stubs
        for name in self._not_asked():
            if self._errors is not None:
                self._errors.pop(name, None)
            field = self.fields[name]
            self.cleaned_data[name] = [] if isinstance(field, forms.MultipleChoiceField) else None

    def _not_asked(self) -> set[str]:
        return {
            name
            for parent, field in self.fields.items()
            if isinstance(field, OneChoice)
            for choice in field.options
            if str(choice.value) != str(self[parent].value() or "")
            for name in choice.reveals
        } - self._asked_elsewhere()

    def _asked_elsewhere(self) -> set[str]:
        return {
            name
            for parent, field in self.fields.items()
            if isinstance(field, OneChoice)
            for choice in field.options
            if str(choice.value) == str(self[parent].value() or "")
            for name in choice.reveals
        }

    @property
    def questions(self) -> list[Question]:
        """The fields a page shows in a row; those revealed by an answer stand beneath it."""
        beneath = {
            name
            for field in self.fields.values()
            if isinstance(field, OneChoice)
            for choice in field.options
            for name in choice.reveals
        }
        return [question for question in self.visible_fields() if question.name not in beneath]

    @property
    def hidden(self) -> SafeString:
        """The hidden fields: `version`, `once`."""
        return SafeString("".join(str(question) for question in self.hidden_fields()))

    @property
    def error_summary(self) -> SafeString:
        """Every error once, in its field's own words and leading there. Empty without errors."""
        if not self.errors:
            return SafeString("")
        faults = [{"text": error} for error in self.non_field_errors()]
        for question in self:
            where = {} if question.is_hidden else {"href": f"#{question.anchor}"}
            faults += [{"text": error, **where} for error in question.errors]
        return SafeString(self.renderer.render("ui/fields/error_summary.html", {"faults": faults}))

    @property
    def keeps_text(self) -> bool:
        """Whether somebody may lose a piece of writing here."""
        return any(isinstance(field, LongText) for field in self.fields.values())
