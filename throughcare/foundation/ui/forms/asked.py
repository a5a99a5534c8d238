"""What every field of ours has: words to ask with, words to object with, a template to stand in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.ui import clock
from throughcare.foundation.ui.words import Words


class Asked(forms.Field):
    """Something a form asks. `missing` is the sentence for no answer; `width` is in characters.

    `width` is one of GOV.UK's fixed widths (2, 3, 4, 5, 10, 20, 30) or empty for the whole column.
    """

    shown_by: str
    today: date
    required_message = gettext_lazy("Fill in “%(label)s”")
    required_answer = gettext_lazy("Answer “%(label)s”")  # for a label that asks

    def __init__(
        self,
        label: Words = "",
        *,
        hint: Words = "",
        missing: Words = "",
        width: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label=label, help_text=hint, template_name=self.shown_by, **options)
        self.missing, self.width = missing, width

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> "Question":
        return Question(form, self, field_name)

    def object_to_nothing(self) -> None:
        """Raise the sentence for a question left without an answer."""
        asks = str(self.label).endswith("?")
        sentence = self.required_answer if asks else self.required_message
        raise forms.ValidationError(
            self.missing or sentence % {"label": self.label}, code="required"
        )

    def validate(self, value: Any) -> None:
        if self.required and value in self.empty_values:
            self.object_to_nothing()

    def said(self, value: Any) -> str:
        """An answer as it reads on a page."""
        return "" if value is None else str(self.prepare_value(value))

    @property
    def day_it_is(self) -> date:
        """The form says what today is; a field used by itself asks the clock."""
        return getattr(self, "today", None) or clock.today()


class Question(forms.BoundField):
    """A field as it stands on the page, with what was typed in it. Printing it shows all of it."""

    field: Asked

    def __str__(self) -> SafeString:
        return self.render()

    __html__ = __str__

    @property
    def id(self) -> str:
        return self.auto_id or self.html_name

    @property
    def text(self) -> str:
        """The label, which says so when no answer is needed."""
        label = str(self.label)
        if self.field.required or not getattr(self.form, "marks_optional", True):
            return label
        return _("%(label)s (optional)") % {"label": label}

    @property
    def error(self) -> str:
        return " ".join(str(error) for error in self.errors)

    @cached_property
    def answer(self) -> Any:
        """What to show in the input: what was typed, or the initial value as people write it."""
        value = self.value()
        return "" if value is None else value

    @property
    def anchor(self) -> str:
        """Where the error summary leads."""
        return self.id
