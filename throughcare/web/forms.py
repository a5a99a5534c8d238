"""Checking what was typed to find somebody or rules, and to say who is one person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.ui.forms import (
    Day,
    Form,
    LongText,
    ManyChoices,
    OneChoice,
    Text,
    Version,
)


class FindForm(Form):
    text = Text(
        _("Name or number"),
        hint=_("A name or former name in any order, or a CRN, NOMIS, PNC or CRO number"),
        required=False,
        width=30,
    )
    born_on = Day(_("Date of birth"), lies="past", required=False, hint=_("For example, 17 5 1990"))

    marks_optional = False

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not given.get("text") and not given.get("born_on"):
            self.add_error("text", _("Type a name or a number, or a date of birth"))
        return given


class RulesForm(Form):
    """Which rules a list shows."""

    on = Day(_("In force on"))
    only = ManyChoices(
        _("Show"), options=[("unconfirmed", _("Only unconfirmed rules"))], required=False
    )

    marks_optional = False


class SameForm(Form):
    """Whether two people on the record are one."""

    answer = OneChoice(
        _("Are they the same person?"),
        options=[
            ("same", _("Yes, the same person")),
            ("different", _("No, two different people")),
            ("unsure", _("I am not sure yet")),
        ],
        missing=_("Choose whether they are the same person"),
    )
    note = LongText(
        _("What makes you say so?"),
        hint=_("For example, whom you asked. Everybody who sees both can read this."),
        rows=3,
        longest=2000,
        missing=_("Write what makes you say so"),
    )
    version = Version(initial=1)

    @property
    def is_same(self) -> bool:
        """Whether the answer is that they are one."""
        return bool(self.cleaned_data["answer"] == "same")
