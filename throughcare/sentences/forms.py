"""Checking what was typed about a requirement."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.ui.forms import Day, Form, LongText, Number, Once, Text, Version

MOST = 99_999  # hours or days: nobody is ordered more


class ProgressForm(Form):
    """How much of a requirement is done, all told."""

    used = Number(
        _("Done so far, all told"), least=0, most=MOST, missing=_("Enter how much is done")
    )
    note = LongText(_("What was done"), rows=4, required=False)
    version = Version()
    once = Once()

    def __init__(self, *given: Any, unit: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["used"].unit = unit  # type: ignore[attr-defined]


class EndForm(Form):
    """From which day a requirement binds no longer, and why."""

    on = Day(_("Last day"), lies="past", missing=_("Enter the last day it was in force"))
    reason = Text(
        _("Why does it end?"),
        hint=_("For example: completed, revoked by the court"),
        missing=_("Say why it ends"),
    )
    version = Version()
