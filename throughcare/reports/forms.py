"""Checking what was typed about and in a report."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.ui.forms import (
    Day,
    Form,
    LongText,
    Once,
    OneChoice,
    Select,
    Text,
    Version,
)
from throughcare.foundation.ui.forms.asked import Asked
from throughcare.reports.writing import clean, html_of_markup

_SHORT = _("For example, 24 11 26")
LANGUAGES = [("en", _("English")), ("cy", _("Welsh"))]


class StartForm(Form):
    """Which report, about which time."""

    outline = OneChoice(_("What kind of report is it?"), missing=_("Choose what kind it is"))
    covers_from = Day(
        _("It covers the time from"), lies="past", hint=_SHORT, width=10, missing=_("Enter a date")
    )
    covers_until = Day(_("until"), lies="past", hint=_SHORT, width=10, missing=_("Enter a date"))
    language = OneChoice(_("In which language?"), options=LANGUAGES, inline=True)
    once = Once()

    def __init__(self, *given: Any, outlines: Iterable[ReportOutline], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["outline"]
        field.options = [(one.id, one.title) for one in outlines]
        if len(field.options) == 1:
            self.initial.setdefault("outline", field.options[0].value)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("covers_from"), cleaned.get("covers_until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("covers_until", _("The last day cannot be before the first"))
        return cleaned


class WrittenAs(Asked, forms.CharField):
    """How the text was written: in the page's editor as HTML, or in marked-up words."""

    shown_by = "ui/fields/hidden.html"
    widget = forms.HiddenInput

    def clean(self, value: Any) -> str:
        return "html" if value == "html" else "marks"


class SectionForm(Form):
    """The text of one part."""

    text = LongText(
        _("Text"),
        rows=18,
        required=False,
        hint=_("# before a heading, - before a list item, > before a quote, **bold**, *italic*"),
    )
    written_as = WrittenAs(initial="marks", required=False)
    version = Version()
    marks_optional = False

    @property
    def html(self) -> str:
        """What was written, as it is kept."""
        text = self.cleaned_data.get("text") or ""
        if self.cleaned_data.get("written_as") == "html":
            return clean(text)
        return html_of_markup(text)


class TakeOverForm(Form):
    """Why somebody else writes it from now on."""

    why = LongText(_("Why?"), rows=3, longest=2000, missing=_("Write why"))
    version = Version()


class GiveForm(TakeOverForm):
    """To whom the report goes, and why."""

    to = Select(_("Who is to write it from now on?"), missing=_("Choose who is to write it"))
    field_order = ("to", "why")

    def __init__(self, *given: Any, colleagues: Iterable[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        self.colleagues = {str(one.pk): one for one in colleagues}
        field: Any = self.fields["to"]
        field.options = [(key, one.name) for key, one in self.colleagues.items()]

    def as_arguments(self) -> dict[str, Any]:
        """With the colleague who was picked."""
        return {**super().as_arguments(), "to": self.colleagues[self.cleaned_data["to"]]}


class EvidenceForm(Form):
    """Words to find in the evidence."""

    marks_optional = False
    words = Text(_("With these words"), required=False, longest=200)
