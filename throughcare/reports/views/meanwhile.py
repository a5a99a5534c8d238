"""A form sent after somebody else changed the report: said, and ready to be sent again."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.ui.forms import Form

F = TypeVar("F", bound=Form)


def sent(
    request: HttpRequest, meanwhile: ChangedMeanwhile | None = None
) -> Mapping[str, Any] | None:
    """What was sent; once somebody else has changed the report, with its version as it is now."""
    if request.method != "POST":
        return None
    newer: Any = meanwhile.theirs if meanwhile else None
    return {**request.POST.dict(), "version": newer.version} if newer else request.POST


def told(form: F) -> F:
    """The form with what its writer has to know before they send it again."""
    form.is_valid()
    form.add_error(None, changed())
    return form


def changed() -> str:
    return _("This report has changed since you opened it. Read it again as it is now.")
