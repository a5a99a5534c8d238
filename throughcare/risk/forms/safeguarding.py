"""Checking what was typed about a child or adult at risk."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import (
    Choice,
    Form,
    LongText,
    Moment,
    Once,
    OneChoice,
    Text,
    Version,
    YesNo,
)
from throughcare.risk.forms.marked import MarkedForm


class ReferralForm(MarkedForm):
    """Who is at risk, and whether they are referred."""

    about = OneChoice(
        _("Who is at risk?"),
        options=lambda: [(one.id, one.title) for one in pack().safeguarding_rule.about],
        inline=True,
        missing=_("Choose who is at risk"),
    )
    concerns = Text(
        _("Their name, and what they are to this person"),
        hint=_("For example, Tom Rees, aged 7, his son"),
        missing=_("Say who it is about"),
    )
    what = LongText(_("What did you see or hear?"), rows=4, missing=_("Say what you saw or heard"))
    refer = YesNo(_("Are you referring them?"), missing=_("Say whether you are referring them"))
    reason = LongText(
        _("Why, or why not?"),
        hint=_("A manager countersigns a decision not to refer, today."),
        rows=3,
        missing=_("Say why"),
    )
    authority = Text(
        _("To which authority?"),
        hint=_("Left empty, children’s services or adult social care."),
        required=False,
        width=30,
    )
    once = Once()

    field_order = ["about", "concerns", "what", "refer", "reason", "authority", "marking"]


class StepForm(Form):
    """The authority was told, asked again, or answered."""

    kind = OneChoice(
        _("What was done?"),
        options=[
            Choice("phoned", _("I told them by telephone")),
            Choice("written", _("I sent it in writing")),
            Choice("chased", _("I asked for their answer")),
            Choice("answered", _("They answered")),
        ],
        missing=_("Choose what was done"),
    )
    happened_at = Moment(_("When?"), lies="past", missing=_("Say when it was"))
    spoke_to = Text(
        _("Whom did you speak or write to?"), missing=_("Say whom you spoke or wrote to"), width=30
    )
    note = LongText(_("What was said?"), rows=3, missing=_("Say what was said"))
    version = Version()
    once = Once()


class CountersignForm(Form):
    """Whether it is right that nobody is referred."""

    agrees = YesNo(
        _("Is it right not to refer?"), missing=_("Say whether it is right not to refer")
    )
    note = LongText(
        _("Why?"),
        hint=_("If it is not right, whoever decided telephones the authority today."),
        rows=3,
        missing=_("Say why"),
    )
    version = Version()
    once = Once()


class CloseReferralForm(Form):
    """What came of a referral."""

    outcome = OneChoice(
        _("What came of it?"),
        options=lambda: [
            (one.id, one.title)
            for one in pack().safeguarding_rule.outcome
            if one.id != "not-needed"
        ],
        missing=_("Choose what came of it"),
    )
    note = LongText(_("What is to be known of it?"), rows=3, missing=_("Say what came of it"))
    version = Version()
    once = Once()
