"""Checking what was typed for a moment, two moments, or the bundle for a review."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.calendar import local, local_day
from throughcare.foundation.ui.dates import clock_time
from throughcare.foundation.ui.forms import Form, LongText, Moment, Number
from throughcare.foundation.ui.forms.when import written_day


class PastForm(Form):
    """Moments that must have come already."""

    def __init__(self, *given: Any, now: datetime, **named: Any) -> None:
        super().__init__(*given, today=local_day(now), **named)
        self.now = now

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, at in list(cleaned.items()):
            if isinstance(at, datetime) and at > self.now + timedelta(minutes=1):
                sentence = _("%(time)s today is still to come. Enter a time that has come already")
                self.add_error(name, sentence % {"time": clock_time(at)})
        return cleaned


class AsItWasForm(PastForm):
    """One moment."""

    at = Moment(
        lazy("Read the record as it stood on"),
        lies="past",
        missing=lazy("Enter the date and the time you want to read the record at"),
    )


class CompareForm(PastForm):
    """Two moments, in either order; without the second, now."""

    since = Moment(
        lazy("How it stood on"), lies="past", missing=lazy("Enter the date and time to compare")
    )
    until = Moment(
        lazy("Compared with how it stood on"),
        lies="past",
        required=False,
        hint=lazy("Leave both empty to compare with now"),
    )

    def in_order(self) -> tuple[datetime, datetime]:
        """The two moments, the earlier first."""
        earlier, later = sorted(
            (self.cleaned_data["since"], self.cleaned_data["until"] or self.now)
        )
        return earlier, later


class BundleForm(PastForm):
    """What the bundle for a review is made from."""

    at = Moment(
        lazy("When the incident happened"),
        lies="past",
        missing=lazy("Enter the date and time of the incident"),
    )
    days = Number(
        lazy("How long before it should the chronology begin?"),
        unit=lazy("days"),
        whole=True,
        least=1,
        most=3660,
        missing=lazy("Enter how many days before the incident the chronology should begin"),
    )
    reason = LongText(
        lazy("What is it for?"),
        rows=3,
        longest=2000,
        hint=lazy("Name the review. This is written in the bundle and in the audit."),
        missing=lazy("Write what the bundle is for"),
    )


def typed_from(asked: Mapping[str, str], name: str) -> dict[str, str]:
    """What a page's form begins with: as typed, or from a link that names a moment exactly.

    A link to what was recorded then leads to the first full minute after, so that all of that
    minute's work is there. Empty where nothing was asked.
    """
    typed = {key: value for key, value in asked.items() if key.startswith(f"{name}_")}
    if typed or name not in asked:
        return typed
    moment = _exactly(asked[name])
    if moment is None:
        return {f"{name}_day": asked[name], f"{name}_time": ""}
    return {f"{name}_day": written_day(moment.date()), f"{name}_time": f"{moment:%H:%M}"}


def _exactly(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or found.tzinfo is None:
        return None
    try:
        shown = local(found)
    except OverflowError:
        return None
    rest = timedelta(seconds=shown.second, microseconds=shown.microsecond)
    return shown - rest + timedelta(minutes=1) if rest else shown
