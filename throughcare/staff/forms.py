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


class CompetenceForm(Form):
    """Something a colleague was trained or found qualified to do."""

    kind = Select(_("What can they do now?"))
    awarded_on = Day(_("Awarded on"), lies="past")
    expires_on = Day(
        _("First day it is no longer good"),
        required=False,
        hint=_("Only if the certificate names one. Otherwise the rules say how long it lasts"),
    )
    evidence = Text(
        _("What shows it?"),
        hint=_("For example, the certificate you have seen and its number"),
        missing=_("Say what shows it"),
    )
    once = Once()

    def __init__(self, *given: Any, kinds: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["kind"].options = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        awarded_on, expires_on = given.get("awarded_on"), given.get("expires_on")
        if awarded_on and expires_on and expires_on <= awarded_on:
            self.add_error("expires_on", _("It must run out after it was awarded"))
        return given


class EndForm(Form):
    """Since when somebody no longer holds what they were trained or cleared for, and why."""

    on = Day(_("First day they no longer hold it"), lies="past")
    why = Text(_("Why?"), missing=_("Say why"))


class CoverForm(Form):
    """From when until when somebody is away, and who sees to their work."""

    since = Day(_("First day away"))
    until = Day(
        _("First day back"),
        required=False,
        hint=_("Leave empty if nobody knows yet"),
        lies="future",
    )
    covered_by = Select(_("Who sees to what waits meanwhile?"))
    once = Once()

    def __init__(self, *given: Any, colleagues: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["covered_by"].options = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The first day back must come after the first day away"))
        return given
