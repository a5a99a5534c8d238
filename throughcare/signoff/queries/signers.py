"""Who could sign or review a paper, and how many of its author's are final."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from throughcare.foundation.access import SYSTEM, Actor, acting_as, decide, may_read
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.signoff import Signature
from throughcare.people import queries as people
from throughcare.people.reach import NoLongerHere, actor_for
from throughcare.signoff.access import (
    COUNTERSIGN_PAPER,
    GIVE_PEER_REVIEW,
    has_no_role_for_it,
    lacks_a_competence,
    wrote_it,
)
from throughcare.signoff.models import Paper, PeerReview
from throughcare.staff import queries as staff
from throughcare.staff.queries import UnitTree


def who_may_sign(*, actor: Actor, paper: Paper, signature: Signature, at: datetime) -> list[Any]:
    """Colleagues in a role that gives a signature, near enough to reach the person, by name.

    Whoever is chosen is asked about exactly (`why_not_countersign`) when it goes to them.
    """
    never = {paper.author_id, *(one.member_id for one in paper.writers.all())}
    return colleagues_near(actor=actor, about=paper, roles=signature.roles, never=never, at=at)


def colleagues_near(
    *, actor: Actor, about: Any, roles: Collection[str], never: Collection[int], at: datetime
) -> list[Any]:
    """Colleagues in one of these roles, near enough to reach the person a row is about.

    A fixed number of queries, so near is worked out from the units.
    """
    units = _units_near(about, roles)
    named = people.who_may_see(actor=actor, person=about.person, at=at)
    not_these = {*never, *(exclusion.member_id for exclusion in named.exclusions)}
    on = local_day(at)
    colleagues = staff.colleagues_in(frozenset().union(*units.values()), on=on)
    near = [one for one in colleagues.prefetch_related("postings") if _is_near(one, units, on)]
    granted = [grant.member for grant in named.grants]
    prefetch_related_objects(granted, "postings")
    near += [one for one in granted if _holds(one, roles, on)]
    found = {one.pk: one for one in near if one.pk not in not_these}
    return sorted(found.values(), key=lambda one: one.name)


def reviewers(*, actor: Actor, paper: Paper, at: datetime) -> list[Any]:
    """Colleagues who write such documents near the person, for one to be asked to review."""
    roles = [role.id for role in pack().roles.values() if "signoff.submit_paper" in role.powers]
    never = {paper.author_id, actor.staff_id or 0, *(w.member_id for w in paper.writers.all())}
    return colleagues_near(actor=actor, about=paper, roles=roles, never=never, at=at)


def why_not_countersign(*, paper: Paper, member: Any, at: datetime) -> str:
    """Why a colleague cannot give the signature it waits for, in a sentence; empty if they can."""
    name = {"who": member.name}
    try:
        them = actor_for(staff_id=member.pk, at=at)
    except NoLongerHere:
        return _("%(who)s no longer works here. Choose somebody else.") % name
    if wrote_it(them, paper):
        return _("%(who)s wrote in this. Choose somebody else.") % name
    if has_no_role_for_it(them, paper):
        return _("%(who)s has no role that countersigns this. Choose somebody else.") % name
    if lacks_a_competence(them, paper):
        return _("%(who)s does not hold the competence this needs. Choose somebody else.") % name
    if not decide(them, COUNTERSIGN_PAPER, paper).allowed:
        return _("%(who)s cannot countersign this. Choose somebody else.") % name
    return ""


def why_not_review(*, paper: Paper, member: Any, by: Actor, at: datetime) -> str:
    """Why a colleague cannot be asked to review a paper, in a sentence; empty if they can."""
    name = {"who": member.name}
    if member.pk == by.staff_id:
        return _("You cannot ask yourself. Choose somebody else.")
    try:
        them = actor_for(staff_id=member.pk, at=at)
    except NoLongerHere:
        return _("%(who)s no longer works here. Choose somebody else.") % name
    if wrote_it(them, paper):
        return _("%(who)s wrote in this. Choose somebody else.") % name
    review = PeerReview(person=paper.person, marking=paper.marking, paper=paper, asked_of=member)
    if not may_read(them, paper) or not decide(them, GIVE_PEER_REVIEW, review).allowed:
        return _("%(who)s cannot read this. Choose somebody else.") % name
    return ""


def finals_of(*, member_id: int, kind: str) -> int:
    """How many papers of a kind a colleague has had final, about anybody.

    Counted as the program: whom they worked with before is not theirs to see any more.
    """
    with acting_as(SYSTEM):
        final = (Paper.State.FINAL, Paper.State.SUPERSEDED)
        return Paper.objects.filter(author=member_id, kind=kind, state__in=final).count()


def _units_near(about: Any, roles: Iterable[str]) -> dict[str, frozenset[int]]:
    """By role, the units in which a posting in it would reach the person."""
    tree = staff.unit_tree()
    held = [unit for unit in (about.open_to_community, about.open_to_custody) if unit is not None]
    return {
        role: frozenset(
            unit for one in held for unit in _from_where(pack().roles[role].reach, one, tree)
        )
        for role in roles
    }


def _is_near(member: Any, units: dict[str, frozenset[int]], on: Any) -> bool:
    return any(posting.unit_id in units.get(posting.role, ()) for posting in _postings(member, on))


def _holds(member: Any, roles: Collection[str], on: Any) -> bool:
    return any(posting.role in roles for posting in _postings(member, on))


def _postings(member: Any, on: Any) -> list[Any]:
    return [
        posting
        for posting in member.postings.all()
        if posting.since <= on and (posting.until is None or posting.until > on)
    ]


def _from_where(reach: str, unit: int, tree: UnitTree) -> set[int]:
    above: set[int] = set()
    at: int | None = unit
    while at is not None:
        above.add(at)
        at = tree.units[at].parent_id
    top = None if reach in ("own", "none") else tree.ancestor(unit, reach)
    return above | (set(tree.within(top)) if top is not None else set())
