"""Checking what was typed about a concern."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    Form,
    LongText,
    Moment,
    Once,
    OneChoice,
    Select,
    Text,
    Version,
)
from throughcare.risk.forms.marked import MarkedForm


class ConcernForm(MarkedForm):
    """What was seen or heard. Everything but the first two is there already."""

    what = LongText(
        _("What did you see or hear?"),
        rows=4,
        missing=_("Say what you saw or heard"),
    )
    kind = Select(
        _("What is it about?"),
        options=lambda: [(one.id, one.title) for one in pack().concern_rule.kind],
        missing=_("Choose what it is about"),
    )
    happened_at = Moment(_("When?"), lies="past", missing=_("Say when it was"))
    told_by = Text(
        _("Who told us?"),
        hint=_("Left empty, you saw or heard it yourself."),
        required=False,
        width=30,
    )
    once = Once()

    field_order = ["what", "kind", "happened_at", "told_by", "marking"]


class TriageForm(Form):
    """What a concern comes to, and why."""

    outcome = OneChoice(
        _("What does it come to?"),
        options=[
            Choice("no-change", _("No change"), hint=_("The risk is what it was.")),
            Choice(
                "watch",
                _("Watch"),
                hint=_("It comes back to you on a day."),
                reveals=("watch_until",),
            ),
            Choice(
                "review-now",
                _("Review now"),
                hint=_("The risk has to be assessed anew, today."),
            ),
        ],
        missing=_("Choose what it comes to"),
    )
    watch_until = Day(_("Look at it again on"), lies="future", required=False)
    reason = LongText(_("Why?"), rows=4, missing=_("Say why"))
    version = Version()
    once = Once()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("outcome") != "watch":
            given["watch_until"] = None
            return given
        until, rule = given.get("watch_until"), pack().concern_rule
        today = self.fields["watch_until"].day_it_is  # type: ignore[attr-defined]
        if not until and "watch_until" not in self.errors:
            self.add_error("watch_until", said("Enter the day on which to look at it again"))
        elif until and until <= today:
            self.add_error("watch_until", said("Enter a day after today"))
        elif until and until > today + timedelta(days=rule.watch_days):
            self.add_error(
                "watch_until",
                said("Look at it again within %(n)s days") % {"n": rule.watch_days},
            )
        return given


class WhomForm(Form):
    """Whom a concern is about: to be found."""

    text = Text(
        _("Name or number"),
        hint=_("A name or former name in any order, or a CRN, NOMIS, PNC or CRO number"),
        missing=_("Type a name or a number"),
        width=30,
    )
