"""Somebody or something the record knows, or in words where it does not."""

from collections.abc import Sequence
from typing import Any

from django import forms

from throughcare.foundation.ui.forms.asked import Asked, Question
from throughcare.foundation.ui.forms.choices import Choice
from throughcare.foundation.ui.forms.text import LONGEST_LINE, keepable
from throughcare.foundation.ui.words import Words


class ListAndWords(forms.Widget):
    """A list called `<name>` and an input called `<name>-said`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(name, ""), data.get(f"{name}-said", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-said" not in data


class Named(Asked):
    """The answer is `{"says": …, "link": …}`: where on the record it is, or none in words alone.

    What is written counts for more than what is picked beside it.
    """

    shown_by = "ui/fields/named.html"
    widget = ListAndWords

    def __init__(self, label: Words = "", *, options: Sequence[Choice] = (), **others: Any) -> None:
        super().__init__(label, **others)
        self.options = list(options)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> "NamedOnPage":
        return NamedOnPage(form, self, field_name)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        link = value.get("link", "")
        known = link in {choice.value for choice in self.options}
        return (link, "") if known else ("", value.get("says", ""))

    def to_python(self, value: Any) -> dict[str, str] | None:
        picked, written = value if isinstance(value, tuple | list) else ("", "")
        if words := str(keepable(written) or "").strip()[:LONGEST_LINE]:
            return {"says": words, "link": ""}
        found = next((one for one in self.options if one.value == picked), None)
        return {"says": str(found.text), "link": found.value} if found else None


class NamedOnPage(Question):
    """The list and the words on the page."""

    field: Named

    @property
    def picked(self) -> str:
        return self._parts[0]

    @property
    def written(self) -> str:
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        answer = self.answer
        return (answer[0], answer[1]) if isinstance(answer, tuple | list) else ("", "")
