"""What binds somebody, said in one sentence each. Pure: rows and a day in, words out."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.foundation.calendar import local_day
from throughcare.foundation.ui.dates import written_day
from throughcare.sentences.progress import Progress, Standing


def requirement_says(requirement: Any, found: Progress, today: date) -> str:
    """14 of 30 days, ends 3 March 2027; at this pace done 11 January 2027."""
    says = _joined(_how_much(requirement, found), ends(requirement, today))
    if requirement.has_ended(today):
        return says
    if found.done_on:
        says += "; " + _("at this pace done %(day)s") % {"day": written_day(found.done_on)}
        if found.is_late:
            says += ", " + _("after its end")
    return says


def order_says(order: Any, today: date) -> str:
    """12 months from 1 December 2025, ends 30 November 2026."""
    length = length_of(order)
    if order.started_on:
        words = {"length": length, "day": written_day(order.started_on)}
        length = _("%(length)s from %(day)s") % words if length else _("since %(day)s") % words
    released = order.released_on and _("released %(day)s") % {"day": written_day(order.released_on)}
    return _joined(length, released or "", ends(order, today))


def breach_says(breach: Any) -> str:
    """Breach initiated, 18 December 2020."""
    said = breach.outcome or breach.status
    return _joined(said, written_day(breach.status_on) if breach.status_on else "")


def ends(term: Any, today: date) -> str:
    """When it ends or ended; or that it should have ended and nobody has said so."""
    if term.ended_on and term.ended_on <= today:
        says = _("ended %(day)s") % {"day": written_day(term.ended_on)}
        return f"{says}: {term.end_reason}" if term.end_reason else says
    if term.ended_on:
        return _("ends %(day)s") % {"day": written_day(term.ended_on)}
    if term.ends_on and is_overdue(term, today):
        return _("was to end %(day)s") % {"day": written_day(term.ends_on)}
    if term.ends_on:
        return _("ends %(day)s") % {"day": written_day(term.ends_on)}
    return ""


def is_overdue(term: Any, today: date) -> bool:
    """Past its last day, and nobody has said that it ended."""
    return term.ended_on is None and term.ends_on is not None and term.ends_on < today


def calls_for(term: Any, today: date, found: Progress | None = None) -> str:
    """Why somebody should look at it, in a word or two; empty where nobody need."""
    if term.has_ended(today):
        return ""
    if is_overdue(term, today):
        return _("Past its end")
    return _("Behind") if found and found.is_late else ""


def length_of(order: Any) -> str:
    """12 months; 2 years, 6 months; as the source put it."""
    if order.length_text:
        return str(order.length_text)
    lengths = [
        in_units(amount, unit)
        for amount, unit in (
            (order.length, order.length_unit),
            (order.second_length, order.second_length_unit),
        )
        if amount
    ]
    return _joined(*lengths)


def in_units(amount: Decimal, unit: str) -> str:
    """30 days; 1 hour; whatever the source counts in."""
    n = 1 if amount == 1 else 2
    match unit:
        case "minutes":
            says = ngettext("%(n)s minute", "%(n)s minutes", n)
        case "hours":
            says = ngettext("%(n)s hour", "%(n)s hours", n)
        case "days":
            says = ngettext("%(n)s day", "%(n)s days", n)
        case "weeks":
            says = ngettext("%(n)s week", "%(n)s weeks", n)
        case "months":
            says = ngettext("%(n)s month", "%(n)s months", n)
        case "years":
            says = ngettext("%(n)s year", "%(n)s years", n)
        case "sessions":
            says = ngettext("%(n)s session", "%(n)s sessions", n)
        case _:
            return f"{figure(amount)} {unit}".strip()
    return says % {"n": figure(amount)}


def figure(amount: Decimal) -> str:
    """14, and not 14.00."""
    return f"{amount.normalize():f}"


def _how_much(requirement: Any, found: Progress) -> str:
    if found.standing is Standing.NOT_COUNTED:
        return in_units(requirement.amount, requirement.unit) if requirement.amount else ""
    whole = in_units(requirement.amount, requirement.unit)
    if found.standing is Standing.DONE:
        return _("all of %(whole)s done") % {"whole": whole}
    if found.standing is Standing.NOT_BEGUN:
        return _("%(whole)s, none done yet") % {"whole": whole}
    return _("%(used)s of %(whole)s") % {"used": figure(requirement.used), "whole": whole}


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def hearing_title(row: Any) -> str:
    """Sentence: Ashwell Magistrates' Court."""
    court = row.court or (_("court %(code)s") % {"code": row.court_code} if row.court_code else "")
    what = row.kind or _("Hearing")
    return f"{what}: {court}" if court else what


def hearing_listed(row: Any) -> str:
    """Listed for 8 December 2026. Sentence: Ashwell Magistrates' Court."""
    words = {"day": written_day(local_day(row.begins_at)), "what": hearing_title(row)}
    return _("Listed for %(day)s. %(what)s") % words


def hearing_outcome(row: Any) -> str:
    """Each offence and application on a line of its own, with what was pleaded and decided."""
    lines = [_matter(one) for one in [*row.applications, *row.offences]]
    return "\n".join([*(line for line in lines if line), *row.results])


def _matter(one: dict[str, Any]) -> str:
    said = [one.get("status") or ""]
    if one.get("plea"):
        said.append(_("plea: %(plea)s") % {"plea": one["plea"]})
    if one.get("verdict"):
        said.append(_("verdict: %(verdict)s") % {"verdict": one["verdict"]})
    told = "; ".join(part for part in [*said, *one.get("results", ())] if part)
    what = one.get("title") or one.get("code") or ""
    return f"{what}: {told}" if what and told else what or told
