"""Checking what was typed about a therapeutic risk."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
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
from throughcare.risk.forms.marked import MarkedForm


class _Said(Form):
    """What is said of a therapeutic risk."""

    risk = Text(_("What is the risk?"), missing=_("Say what the risk is"))
    brings_out = LongText(_("What brings it out?"), rows=3, missing=_("Say what brings it out"))
    addressed = LongText(
        _("How is it being addressed?"), rows=3, missing=_("Say how it is being addressed")
    )
    by = Select(_("By which colleague?"), blank=_("Nobody here"), required=False)
    by_words = Text(
        _("Who else, or as what?"),
        hint=_("For example, his small group, or drama therapy"),
        required=False,
        width=30,
    )
    state = OneChoice(
        _("How does it stand?"),
        options=lambda: [(one.id, one.title) for one in pack().therapeutic_risk_rule.state],
        inline=True,
        missing=_("Choose how it stands"),
    )
    review_on = Day(
        _("Look at it again on"),
        lies="future",
        hint=_("For example, 24 5 27. Left empty, it is the usual time."),
        required=False,
    )

    def __init__(
        self, *given: Any, colleagues: Sequence[tuple[str, str]] = (), **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.fields["by"].options = colleagues  # type: ignore[attr-defined]


class TherapeuticForm(_Said, MarkedForm):
    """A therapeutic risk, written down for the first time."""

    once = Once()

    field_order = [
        *("risk", "brings_out", "addressed", "by", "by_words", "state", "review_on", "marking"),
    ]


class ChangeTherapeuticForm(_Said):
    """The same, said anew."""

    version = Version()
    once = Once()


class CloseTherapeuticForm(Form):
    """Why a therapeutic risk is closed."""

    reason = LongText(
        _("Why is this risk closed?"),
        hint=_("The risk and its history stay readable."),
        rows=4,
        missing=_("Say why the risk is closed"),
    )
    version = Version()
    once = Once()
