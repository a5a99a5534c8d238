"""What a form carries unseen: which version was read, and which showing of the form this is."""

import json
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.utils.translation import gettext as _

from throughcare.foundation.ui.forms.asked import Asked


class Version(Asked, forms.IntegerField):
    """The version of the record that was on the page, so that a second writer is noticed."""

    shown_by = "ui/fields/hidden.html"
    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        try:
            number = int(str(value))
        except ValueError:
            number = -1
        if not 0 <= number < 2**31:
            raise forms.ValidationError(
                _("This page no longer knows what it was changing. Copy your text and reopen it"),
                code="version",
            )
        return number


class Once(Asked, forms.UUIDField):
    """Made when the form is shown: the same form sent twice, saying the same, brings the same one.

    Use it as the key of the row the form makes; the second time, the row is already there.
    """

    shown_by = "ui/fields/hidden.html"
    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(initial=uuid4, required=False, **options)

    def clean(self, value: Any) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:  # nothing sensible was sent: every sending is then a new one
            return uuid4()


def sent_as(data: Any, files: Any = None) -> UUID:
    """The number of what was sent: by the showing of the form it was sent from, and all it says.

    A form gone back to and sent with other words says something new. Taken for the one that was
    sent before, its words would be lost.
    """
    lists = data.lists() if hasattr(data, "lists") else data.items()
    said = [[name, str(value)] for name, value in lists if name not in _UNSAID]
    said += [[name, file.name, file.size] for name, file in (files or {}).items()]
    return uuid5(Once().clean(data.get("once")), json.dumps(sorted(said)))


_UNSAID = frozenset({"csrfmiddlewaretoken", "once", "version"})


class About(Asked, forms.CharField):
    """What a form is about, where several stand on one page."""

    shown_by = "ui/fields/hidden.html"
    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
