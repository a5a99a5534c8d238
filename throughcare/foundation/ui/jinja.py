"""The templates' world: where they are found, what they may call, how they speak."""

from functools import cache
from uuid import UUID

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
)

from throughcare.foundation.ui import dates, header, receipts, text

FILTERS = {
    "day": dates.day,
    "short_day": dates.short_day,
    "time": dates.clock_time,
    "moment": dates.moment,
    "page_title": header.page_title,
    "ago": dates.ago,
    "ahead": dates.ahead,
    "due": dates.due,
    "age": dates.age,
    "lines": text.lines,
    "shown": text.shown,
    "count": text.count,
    "said": receipts.said,
    "called": receipts.called,
    "because": receipts.because,
    "scores": receipts.scores,
    "missing_state": receipts.missing_state,
    "status_said": receipts.status_said,
}


def environment(*, loader: BaseLoader, **options: object) -> Environment:
    """For the `environment` option of Django's Jinja2 backend."""
    options["undefined"] = ChainableUndefined  # the GOV.UK macros reach into what was not given
    env = Environment(
        loader=ChoiceLoader([loader, PrefixLoader({_GOVUK: PackageLoader(_GOVUK)})]),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        **options,  # type: ignore[arg-type]  # whatever Django's backend passes on
    )
    env.policies["ext.i18n.trimmed"] = True
    env.globals |= {"url": url, "static": static}
    env.filters |= FILTERS
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    return env


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page: `url("people:person", ref=person.ref)`."""
    if not args and all(type(value) is UUID for value in kwargs.values()):
        return address_with_gaps(name, *kwargs) % kwargs
    return reverse(name, args=args, kwargs=kwargs)


@cache
def address_with_gaps(name: str, *keys: str) -> str:
    """The address of a page with a gap for each of its keys.

    A list has several addresses in each of its rows: looking all of them up took a fifteenth of
    the time of the page.
    """
    gaps = {key: UUID(int=number) for number, key in enumerate(keys, start=1)}
    address = reverse(name, kwargs=gaps).replace("%", "%%")
    for key, gap in gaps.items():
        address = address.replace(str(gap), f"%({key})s")
    return address


_GOVUK = "govuk_frontend_jinja"
