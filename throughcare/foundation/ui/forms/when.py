"""Dates and times, typed as people say them."""

from datetime import date, datetime, time
from typing import Any, Literal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.calendar import (
    NotDate,
    NotTime,
    local,
    moment_at,
    typed_date,
    typed_time,
)
from throughcare.foundation.ui.dates import clock_time, day, moment
from throughcare.foundation.ui.forms.asked import Asked, Question
from throughcare.foundation.ui.forms.text import keepable
from throughcare.foundation.ui.words import Words

Lies = Literal["anywhere", "past", "future"]


class Day(Asked):
    """A date. `lies="past"` takes today and earlier, `"future"` today and later."""

    shown_by = "ui/fields/input.html"
    widget = forms.TextInput
    example = gettext_lazy("For example, 24 11 26, 24/11/2026 or tomorrow")
    past_example = gettext_lazy("For example, 24 11 26, 24/11/2026 or yesterday")

    def __init__(
        self, label: Words = "", *, lies: Lies = "anywhere", hint: Words = "", **options: Any
    ) -> None:
        options.setdefault("width", 20)
        super().__init__(
            label, hint=hint or (self.past_example if lies == "past" else self.example), **options
        )
        self.lies = lies

    def said(self, value: Any) -> str:
        return day(value) if value else ""

    def prepare_value(self, value: Any) -> Any:
        return written_day(value)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        return read_day(value, today=self.day_it_is, lies=self.lies)


class Time(Asked):
    """A time of day."""

    shown_by = "ui/fields/input.html"
    widget = forms.TextInput

    def __init__(self, label: Words = "", *, hint: Words = "", **options: Any) -> None:
        options.setdefault("width", 5)
        super().__init__(label, hint=hint or gettext_lazy("For example, 230pm or 14:30"), **options)

    def prepare_value(self, value: Any) -> Any:
        return clock_time(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        return value if isinstance(value, time) else read_time(value)


class DayAndTime(forms.Widget):
    """Two inputs, `<name>_day` and `<name>_time`."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return data.get(f"{name}_day", ""), data.get(f"{name}_time", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_day" not in data and f"{name}_time" not in data


class Moment(Asked):
    """A day and a time together, as a moment. Both are needed, or neither."""

    shown_by = "ui/fields/moment.html"
    widget = DayAndTime

    def __init__(
        self, label: Words = "", *, lies: Lies = "anywhere", hint: Words = "", **options: Any
    ) -> None:
        super().__init__(
            label, hint=hint or gettext_lazy("For example, 24 11 26 and 230pm"), **options
        )
        self.lies = lies

    def said(self, value: Any) -> str:
        return moment(value) if value else ""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Question:
        return When(form, self, field_name)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            shown = local(value)
            return written_day(shown.date()), clock_time(shown.time())
        return value

    def clean(self, value: Any) -> datetime | None:
        typed_day, typed_clock = value if isinstance(value, tuple | list) else ("", "")
        on = read_day(typed_day, today=self.day_it_is, lies=self.lies)
        at = read_time(typed_clock)
        if on is None and at is None:
            self.validate(None)
            return None
        if on is None:
            raise forms.ValidationError(_("Enter the date as well"), code="day")
        if at is None:
            raise forms.ValidationError(_("Enter the time as well"), code="time")
        return moment_at(on, at)


class When(Question):
    """A moment on the page."""

    @property
    def parts(self) -> tuple[str, str]:
        answer = self.answer
        return (answer[0], answer[1]) if isinstance(answer, tuple | list) else ("", "")

    @property
    def wrong_part(self) -> str:
        codes = {error.code for error in self.form.errors.get(self.name, _NONE).as_data()}
        return "time" if codes & {"time"} else "day"

    @property
    def anchor(self) -> str:
        return f"{self.id}_{self.wrong_part}"


def read_day(typed: Any, *, today: date, lies: Lies = "anywhere") -> date | None:
    """What somebody typed as a date, or the sentence that helps them."""
    text = str(keepable(typed) or "").strip()
    if not text:
        return None
    try:
        found = typed_date(text, today=today, past=lies == "past")
    except NotDate as not_a_date:
        raise forms.ValidationError(not_a_date.sentence, code="day") from None
    if lies == "past" and found > today:
        raise forms.ValidationError(
            _("%(day)s is still to come. Enter today or an earlier date") % {"day": day(found)},
            code="day",
        )
    if lies == "future" and found < today:
        raise forms.ValidationError(
            _("%(day)s is already past. Enter today or a later date") % {"day": day(found)},
            code="day",
        )
    return found


def read_time(typed: Any) -> time | None:
    """What somebody typed as a time, or the sentence that helps them."""
    text = str(keepable(typed) or "").strip()
    if not text:
        return None
    try:
        return typed_time(text)
    except NotTime as not_a_time:
        raise forms.ValidationError(not_a_time.sentence, code="time") from None


def written_day(value: Any) -> Any:
    """A date as it is typed: 24/11/2026."""
    return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value


_NONE = forms.utils.ErrorList()
