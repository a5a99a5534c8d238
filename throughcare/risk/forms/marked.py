"""What the forms of this module share: who may know."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.ui.forms import Choice, Form, OneChoice

Marking = tuple[str, str, str]


class MarkedForm(Form):
    """Asks who may know, unless there is only one answer."""

    marking = OneChoice(_("Who may know?"))

    def __init__(self, *given: Any, markings: Sequence[Marking] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        asked: Any = self.fields["marking"]
        asked.options = [Choice(number, title, hint=about) for number, title, about in markings]
        self.only_marking = markings[0][0] if len(markings) == 1 else ""
        if self.only_marking:
            del self.fields["marking"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.only_marking:
            given["marking"] = self.only_marking
        if given.get("marking"):
            given["marking"] = int(given["marking"])
        return given
