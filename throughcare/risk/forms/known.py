"""Checking what was typed about flags and levels."""

from collections.abc import Container, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    Form,
    LongText,
    Once,
    OneChoice,
    Select,
    Version,
)
from throughcare.risk.queries import places_of_groups

SETTINGS = (("community", _("In the community")), ("custody", _("In custody")))


def flags_to_raise(markings: Container[str]) -> list[tuple[str, str]]:
    """Types of flag the pack offers, by name: a list this long is found by typing.

    Those the pack marks with what the reader may not know are not theirs to raise.
    """
    numbers = {one.id: str(one.number) for one in pack().markings.values()}
    offered = [
        (one.id, one.title)
        for one in pack().flag_types.values()
        if one.choice and numbers[one.marking] in markings
    ]
    return sorted(offered, key=lambda one: one[1].casefold())


class RaiseFlagForm(Form):
    """Warn colleagues of something."""

    type = Select(_("What is the flag?"), missing=_("Choose a flag"))
    reason = LongText(
        _("Why, and what should colleagues do?"),
        hint=_("They read this before they meet, move or house the person."),
        rows=6,
        missing=_("Say why the flag is needed and what colleagues should do"),
    )
    review_on = Day(
        _("Look at it again on"),
        lies="future",
        hint=_("For example, 24 5 27. Left empty, it is the usual time for this flag."),
        required=False,
    )
    marking = OneChoice(_("Who may know?"))
    once = Once()

    def __init__(
        self, *given: Any, markings: Sequence[tuple[str, str, str]] = (), **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.fields["type"].options = flags_to_raise(  # type: ignore[attr-defined]
            {number for number, _title, _about in markings}
        )
        self.fields["marking"].options = [  # type: ignore[attr-defined]
            Choice(number, title, hint=about) for number, title, about in markings
        ]


class ReviewFlagForm(Form):
    """What a flag stands for now."""

    note = LongText(
        _("What is known now, and what should colleagues do?"),
        rows=6,
        missing=_("Say what is known now"),
    )
    review_on = Day(
        _("Look at it again on"), lies="future", missing=_("Enter the day of the next review")
    )
    version = Version()
    once = Once()


class EndFlagForm(Form):
    """Why a flag is no longer needed."""

    reason = LongText(
        _("Why is this flag no longer needed?"),
        hint=_("The flag and its history stay readable."),
        rows=5,
        missing=_("Say why the flag is no longer needed"),
    )
    version = Version()
    once = Once()


class LevelForm(Form):
    """How serious the harm to a group of people could be, in one setting."""

    group = OneChoice(
        _("Who could be harmed?"),
        options=lambda: pack().code_list("rosh-group").choices(),
        missing=_("Choose who could be harmed"),
    )
    setting = OneChoice(
        _("Where?"), options=SETTINGS, inline=True, missing=_("Choose where it could happen")
    )
    level = OneChoice(
        _("How serious is the risk?"),
        options=lambda: pack().code_list("rosh-level").choices(),
        missing=_("Choose how serious the risk is"),
    )
    assessed_on = Day(_("Assessed on"), lies="past", missing=_("Enter the day it was assessed"))
    reason = LongText(
        _("Why?"),
        hint=_("What could happen, what would make it likelier, what keeps it in check."),
        rows=6,
        missing=_("Say why the level is what it is"),
    )
    once = Once()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        group, setting = given.get("group"), given.get("setting")
        if group and setting and setting not in places_of_groups()[group]:
            self.add_error("setting", _("There is no such group in the community"))
        return given
