"""What stands around every page: who is signed in, where they can go, whom the page is about."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.header import PersonHeader, SignedIn
from throughcare.web import openid, sessions
from throughcare.web.pages.header import emergency_of, header_of


def sign_in(request: HttpRequest) -> dict[str, object]:
    """Which ways to sign in there are here."""
    return {"organisation_sign_in": openid.is_offered()}


_KEEPING = ("retention.decide_deletion", "retention.place_hold")


def signed_in(request: HttpRequest) -> dict[str, object]:
    """Name and role of the colleague, and the links of the main navigation they have a use for."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    return {
        "signed_in": SignedIn(
            key=str(request.user.ref),  # type: ignore[union-attr]
            name=actor.name,
            role=", ".join(dict.fromkeys(held.title for held in actor.held)),
            account_href=reverse("web:account"),
        ),
        "session_ends": sessions.ends(request),
        "session_rule": pack().session_rule,
        "may_open_in_emergency": "people.break_glass" in actor.powers,
        "may_hold_back": not actor.powers.isdisjoint(_KEEPING),
        "navigation": [
            {"text": text, "href": href, "active": request.path == href}
            for text, href in _navigation(actor)
        ],
    }


def _navigation(actor: Actor) -> list[tuple[str, str]]:
    links = []
    if "people.see_person" in actor.powers:
        links += [
            (_("My caseload"), reverse("web:caseload")),
            (_("Find a person"), reverse("web:find")),
            (_("Search notes"), reverse("record:search")),
            *(
                [(_("Concerns"), reverse("risk:concerns"))]
                if "risk.record_concern" in actor.powers
                else []
            ),
        ]
    if "signoff.countersign_paper" in actor.powers:
        links.append((_("To countersign"), reverse("signoff:queue")))
    if not actor.powers.isdisjoint(("exchange.review_messages", "exchange.import_messages")):
        links.append((_("Messages"), reverse("exchange:messages")))
    if "people.review_emergency" in actor.powers:
        links.append((_("Emergencies"), reverse("people:emergencies")))
    if "people.merge_people" in actor.powers:
        links.append((_("Same person?"), reverse("people:alike")))
    if not actor.powers.isdisjoint(("disclosure.answer_request", "disclosure.check_decision")):
        links.append((_("Requests"), reverse("disclosure:requests")))
    if not actor.powers.isdisjoint(_KEEPING):
        links.append((_("Retention"), reverse("retention:retention")))
    if "staff.see_staff" in actor.powers:
        links.append((_("Staff"), reverse("staff:staff")))
    if "packs.see_packs" in actor.powers:
        links.append((_("Rules"), reverse("web:rules")))
    return links


def person(request: HttpRequest) -> dict[str, object]:
    """The identity bar, on every page whose address names a person the reader may see."""
    actor: Actor | None = getattr(request, "actor", None)
    match = request.resolver_match
    if actor is None or match is None or "ref" not in match.kwargs:
        return {}
    if not match.route.startswith("people/"):
        return {}
    around: dict[str, object] = {"emergency": emergency_of(actor, match.kwargs["ref"])}
    known: PersonHeader | None = getattr(request, "person_header", None)
    if known:  # the page has read who they are, and asked the database once
        return around | {"person_header": known}
    header = header_of(
        actor=actor,
        ref=match.kwargs["ref"],
        path=request.path,
        today=timezone.localdate(),
    )
    return around | {"person_header": header}
