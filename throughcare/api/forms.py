"""Checking what was typed to let a program in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import Form, Number, Once, Text


class TokenForm(Form):
    """Which program, what for, for how long."""

    name = Text(_("What is it for?"), hint=_("For example: nDelius, arrivals"))
    email = Text(
        _("Address of the program’s account"),
        hint=_("It looks like an e-mail address; no letter goes there. A new one adds an account."),
        width=30,
    )
    days = Number(_("How long does it let in?"), unit=_("days"), whole=True, least=1)
    once = Once()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["days"]
        rule = pack().session_rule
        field.initial, field.most = rule.token_days, rule.longest_token_days

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if "@" not in email or " " in email:
            self.add_error("email", _("This is not an e-mail address"))
        return email

    @property
    def given(self) -> dict[str, Any]:
        """What the action wants to know."""
        given = self.cleaned_data
        return {"name": given["name"], "email": given["email"], "id": given["once"]}
