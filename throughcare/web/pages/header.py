"""The identity bar and the side navigation of a person's pages."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.ui.header import PERSON_PAGES, EmergencyNotice, NavLink, PersonHeader
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.risk import queries as risk
from throughcare.risk.queries import RiskBadges


def header_of(*, actor: Actor, ref: UUID, path: str, today: date) -> PersonHeader | None:
    """Whom the page is about; None where the reader may not see them."""
    line = people.line_for(actor=actor, ref=ref)
    if line is None:
        return None
    badges = risk.badges_for(actor=actor, person=line.id, today=today)
    return header(line, badges, path=path, actor=actor)


def emergency_of(actor: Actor, ref: UUID) -> EmergencyNotice | None:
    """What stands on every page of a record the reader opened in an emergency."""
    grant = people.running_for(actor=actor, ref=ref, at=actor.at)
    if grant is None or grant.until is None:
        return None
    end = reverse("people:end-emergency", kwargs={"ref": ref, "id": grant.pk})
    return EmergencyNotice(until=grant.until, end_href=end)


def header(line: PersonLine, badges: RiskBadges, *, path: str, actor: Actor) -> PersonHeader:
    """The identity bar and side navigation from what a page has read already."""
    may_record = "risk.record_concern" in actor.powers
    return PersonHeader(
        ref=line.ref,
        name=line.name,
        href=reverse("web:overview", kwargs={"ref": line.ref}),
        other_names=line.other_names,
        born_on=line.born_on,
        born_is_estimated=line.birth_is_estimated,
        crn=line.crn,
        noms_number=line.nomis,
        where=", ".join(part for part in (line.where, line.place) if part) or _("In the community"),
        holder=line.holder or line.team,
        levels=badges.levels,
        flags=badges.flags,
        concern_href=reverse("risk:record-concern", kwargs={"ref": line.ref}) if may_record else "",
        pages=tuple(_links(line.ref, path)),
    )


def _links(ref: UUID, path: str) -> list[NavLink]:
    hrefs = {name: reverse(name, kwargs={"ref": ref}) for name, _text in PERSON_PAGES}
    return [
        # A page further down (one report) belongs to the link above it; all are below the overview.
        NavLink(
            text=_(text),
            href=hrefs[name],
            is_current=path == hrefs[name]
            or (name != "web:overview" and path.startswith(f"{hrefs[name]}/")),
        )
        for name, text in PERSON_PAGES
    ]
