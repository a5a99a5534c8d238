"""Checking what was typed about holds and deletion."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import Choice, Day, Form, LongText, ManyChoices, Once, Select


class HoldForm(Form):
    """Put a record on hold."""

    kind = Select(
        _("What for?"),
        options=lambda: [(one.id, one.title) for one in pack().retention_rule.hold],
    )
    reason = LongText(_("Reason"), hint=_("For example: the inquiry’s letter and its date"), rows=3)
    review_on = Day(_("When is it looked at again?"), lies="future")
    once = Once()


class EndHoldForm(Form):
    """The reason for a hold is gone."""

    because = LongText(_("Why does it end?"), rows=3, longest=2000, missing=_("Write why it ends"))


class DeleteForm(Form):
    """Delete a record for good."""

    sure = ManyChoices(
        _("This cannot be undone"),
        options=[Choice("yes", _("Delete everything about this person"))],
        missing=_("Say that you mean it"),
    )
    because = LongText(
        _("Who has agreed, and anything else to be kept about this decision"),
        hint=_("Name nobody from the record here: this stays"),
        rows=3,
        longest=2000,
    )
    once = Once()
