"""Checking what was typed about who works here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import Day, Form, Once, Select, Text, YesNo
from throughcare.staff import queries


class MemberForm(Form):
    """A new colleague."""

    name = Text(_("Name"))
    email = Text(_("E-mail address they sign in with"), width=30)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if "@" not in email or " " in email:
            self.add_error("email", _("This is not an e-mail address"))
        elif queries.member_at(email):
            self.add_error("email", _("A colleague signs in with this address already"))
        return email


class GivePasswordForm(Form):
    """Nothing to fill in: which showing of the form this is decides the password."""

    once = Once()


class PostingForm(Form):
    """A role in a place."""

    role = Select(_("Role"), options=lambda: [(r.id, r.title) for r in pack().roles.values()])
    unit = Select(_("Where"), options=queries.unit_choices)
    since = Day(_("From"))
    until = Day(_("First day they no longer hold it"), required=False)
    acting_up = YesNo(_("Are they acting up?"))
    once = Once()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("It must end after it begins"))
        if given.get("acting_up") and not until and "until" not in self.errors:
            self.add_error("until", _("Acting up is for a time: say until when"))
        return given


class EndPostingForm(Form):
    """The day a role ends."""

    on = Day(_("First day they no longer hold it"))


class ClearanceForm(Form):
    """A vetting level."""

    level = Select(
        _("Level"), options=lambda: [(c.id, c.title) for c in pack().clearances.clearance]
    )
    since = Day(_("Granted on"), lies="past")
    until = Day(_("Expires on"))
    once = Once()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("It must expire after it was granted"))
        return given
