"""The identity bar and the side navigation of a person's pages."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from throughcare.foundation.access import Actor
from throughcare.foundation.ui.header import NavLink, PersonHeader
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.risk import queries as risk
from throughcare.risk.queries import RiskBadges

PAGES = (
    ("web:overview", gettext_noop("Overview")),
    ("record:timeline", gettext_noop("Timeline")),
    ("sentences:sentence", gettext_noop("Sentence")),
    ("assessments:assessments", gettext_noop("Assessments")),
    ("risk:risk", gettext_noop("Risk")),
    ("plans:plan", gettext_noop("Plan")),
    ("supervision:appointments", gettext_noop("Appointments")),
    ("reports:reports", gettext_noop("Reports")),
    ("people:details", gettext_noop("Details")),
    ("people:access", gettext_noop("Who may see this")),
)


def header_of(*, actor: Actor, ref: UUID, view_name: str, today: date) -> PersonHeader | None:
    """Whom the page is about; None where the reader may not see them."""
    line = people.line_for(actor=actor, ref=ref)
    if line is None:
        return None
    badges = risk.badges_for(actor=actor, person=line.id, today=today)
    return header(line, badges, view_name=view_name)


def header(line: PersonLine, badges: RiskBadges, *, view_name: str) -> PersonHeader:
    """The identity bar and side navigation from what a page has read already."""
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
        pages=tuple(_links(line.ref, view_name)),
    )


def _links(ref: UUID, view_name: str) -> list[NavLink]:
    module = view_name.split(":")[0]
    current = view_name if view_name in dict(PAGES) else None
    return [
        NavLink(
            text=_(text),
            href=reverse(name, kwargs={"ref": ref}),
            # A page within a module (one report) belongs to that module's link.
            is_current=name == current or (current is None and name.split(":")[0] == module),
        )
        for name, text in PAGES
    ]
