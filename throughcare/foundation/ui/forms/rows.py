"""A few short answers in a row, and as many rows as there are: a table typed into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from throughcare.foundation.ui.forms.asked import Asked, Question
from throughcare.foundation.ui.words import Words

MOST_ROWS = 60
BLANK_ROWS = 2


@dataclass(frozen=True)
class Cell:
    """One input of a row on the page."""

    name: str
    id: str
    field: Asked
    value: Any
    selected: Any


class ManyInputs(forms.Widget):
    """Inputs called `<name>-<row>-<column>`."""

    columns: Sequence[str] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        rows = [
            {column: data.get(f"{name}-{row}-{column}", "") for column in self.columns}
            for row in range(MOST_ROWS)
        ]
        return [row for row in rows if any(str(cell).strip() for cell in row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-0-{column}" in data for column in self.columns)


class Rows(Asked):
    """Rows of the same few fields; the answer is a list of what was typed, by column, each as its
    field reads it. A row left empty is none."""

    shown_by = "ui/fields/rows.html"
    widget = ManyInputs

    def __init__(
        self, label: Words = "", *, columns: Mapping[str, Asked] | None = None, **options: Any
    ) -> None:
        super().__init__(label, **options)
        self.columns = columns or {}
        assert isinstance(self.widget, ManyInputs)
        self.widget.columns = [*self.columns]

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> "RowsTyped":
        return RowsTyped(form, self, field_name)

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        wrong: list[forms.ValidationError] = []
        rows = []
        for number, row in enumerate(value or (), start=1):
            typed = {}
            for id, field in self.columns.items():
                field.today = self.day_it_is
                try:
                    typed[id] = field.clean(row.get(id))
                except forms.ValidationError as error:
                    wrong += [self._in_row(number, field, sentence) for sentence in error.messages]
            rows.append({id: cell for id, cell in typed.items() if cell not in (None, "")})
        if wrong:
            raise forms.ValidationError(wrong)
        return [row for row in rows if row]

    def _in_row(self, number: int, field: Asked, sentence: str) -> forms.ValidationError:
        return forms.ValidationError(
            _("Row %(number)s, %(column)s: %(sentence)s")
            % {"number": number, "column": field.label, "sentence": sentence},
            code="row",
        )


class RowsTyped(Question):
    """Rows on the page: what was typed, and a few to type in."""

    field: Rows

    @property
    def rows(self) -> list[list[Cell]]:
        typed = self.answer if isinstance(self.answer, list) else []
        blank: list[dict[str, Any]] = [{}] * min(BLANK_ROWS, MOST_ROWS - len(typed))
        return [self._row(number, row) for number, row in enumerate([*typed, *blank])]

    @property
    def anchor(self) -> str:
        return f"{self.id}-0-{next(iter(self.field.columns), '')}"

    def _row(self, number: int, row: Mapping[str, Any]) -> list[Cell]:
        return [
            Cell(
                name=f"{self.html_name}-{number}-{id}",
                id=f"{self.id}-{number}-{id}",
                field=field,
                value=field.prepare_value(row.get(id)) or "",
                selected=str(row.get(id) or ""),
            )
            for id, field in self.field.columns.items()
        ]
