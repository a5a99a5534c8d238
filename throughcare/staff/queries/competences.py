"""What a colleague is trained or qualified to do on a day, and whom to ask who is not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import written_day
from throughcare.staff.access import AWARD_COMPETENCE, CHANGE_STAFF, Placed
from throughcare.staff.models import Competence, Posting
from throughcare.staff.queries.members import UnitTree, postings_of, unit_tree

_ASK = 3  # more names than these are no help


def holds_competence(*, member_id: int, competence: str, on: date) -> bool:
    """Whether the colleague holds it on that day. The day it runs out they no longer do."""
    return Competence.objects.filter(_held(on), member=member_id, kind=competence).exists()


def competences_held(*, member_id: int, on: date) -> frozenset[str]:
    """Everything they hold on that day."""
    held = Competence.objects.filter(_held(on), member=member_id)
    return frozenset(held.values_list("kind", flat=True))


def competences_lapsed(*, member_id: int, on: date) -> frozenset[str]:
    """What they held before that day and no longer hold: it ran out, or was ended."""
    before = Competence.objects.filter(_was_held(on), member=member_id)
    return frozenset(before.values_list("kind", flat=True)) - competences_held(
        member_id=member_id, on=on
    )


def holders_of(*, competence: str, on: date) -> frozenset[int]:
    """The numbers of colleagues who can sign in and hold it on that day."""
    held = Competence.objects.filter(_held(on), kind=competence, member__is_active=True)
    return frozenset(held.values_list("member_id", flat=True))


@dataclass(frozen=True)
class Missing:
    """A competence that something asks for and a colleague does not hold."""

    competence: str
    name: str
    last_until: date | None
    """The first day they no longer held it; None if they never did."""
    was_ended: bool
    """Somebody ended it; it did not run out by its date."""
    ask: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What they read: what is missing, since when, and whom to ask."""
        said = [_("You need %(competence)s for this.") % {"competence": self.name}]
        if self.last_until is not None:
            day = {"day": written_day(self.last_until)}
            ended, ran_out = _("It was ended on %(day)s."), _("It ran out on %(day)s.")
            said.append((ended if self.was_ended else ran_out) % day)
        if self.ask:
            said.append(_("Ask %(names)s.") % {"names": _(" or ").join(self.ask)})
        else:
            said.append(_("Ask your administrator."))
        return " ".join(said)


def missing_competences(
    *, member_id: int, needed: Collection[str], on: date
) -> tuple[Missing, ...]:
    """Which of these the colleague does not hold on that day, in the order asked for."""
    held = competences_held(member_id=member_id, on=on) if needed else frozenset()
    return tuple(_missing(member_id, one, on) for one in needed if one not in held)


def whom_to_ask(*, member_id: int, competence: str, on: date) -> tuple[str, ...]:
    """The nearest who may enter it for them: names of managers of where they work, else of
    administrators. Nobody is told to ask themselves.
    """
    power = AWARD_COMPETENCE.name
    known = pack().competences.get(competence)
    only = frozenset(known.awarded_by) if known else frozenset()
    able = [r.id for r in pack().roles.values() if power in r.powers and r.reach != "none"]
    roles = [role for role in able if not only or role in only]
    tree = unit_tree()
    near = [tree.path(one.unit_id) for one in postings_of(member_id, on=on)]
    found: dict[int, set[str]] = {}
    for posting in _posted(roles, but=member_id, on=on):
        top = tree.reached_from(posting.unit_id, pack().roles[posting.role].reach)
        if steps := [path.index(top) for path in near if top in path]:
            found.setdefault(min(steps), set()).add(posting.member.name)
    if found:
        return tuple(sorted(found[min(found)])[:_ASK])
    keepers = [r.id for r in pack().roles.values() if CHANGE_STAFF.name in r.powers]
    names = {posting.member.name for posting in _posted(keepers, but=member_id, on=on)}
    return tuple(sorted(names)[:_ASK])


def competence_title(kind: str) -> str:
    """What it is called in a list; one the pack no longer has is called by its id."""
    known = pack().competences.get(kind)
    return known.name if known else kind


def placed(*, member_id: int, on: date, kind: str = "", tree: UnitTree | None = None) -> Placed:
    """The colleague as policies ask about them; `kind` where one competence is meant."""
    tree = tree or unit_tree()
    units = {at for one in postings_of(member_id, on=on) for at in tree.path(one.unit_id)}
    known = pack().competences.get(kind)
    return Placed(member_id, frozenset(units), frozenset(known.awarded_by if known else ()))


def _missing(member_id: int, competence: str, on: date) -> Missing:
    terms = [
        (one.term.last_until or on, one.ended_on)
        for one in Competence.objects.filter(_was_held(on), member=member_id, kind=competence)
    ]
    until, ended_on = max(terms, key=lambda term: term[0], default=(None, None))
    return Missing(
        competence=competence,
        name=competence_title(competence),
        last_until=until,
        was_ended=until is not None and ended_on == until,
        ask=whom_to_ask(member_id=member_id, competence=competence, on=on),
    )


def _held(on: date) -> Q:
    """`Term.is_held`, as the database asks it."""
    return Q(
        Q(expires_on=None) | Q(expires_on__gt=on),
        Q(ended_on=None) | Q(ended_on__gt=on),
        awarded_on__lte=on,
    )


def _was_held(before: date) -> Q:
    """`Term.was_held`, as the database asks it: what was ended the day it began never was."""
    never = Q(ended_on__isnull=False, ended_on=F("awarded_on"))
    return Q(awarded_on__lt=before) & ~never


def _posted(roles: list[str], *, but: int, on: date) -> list[Posting]:
    now = Q(until=None) | Q(until__gt=on)
    held = Posting.objects.filter(now, role__in=roles, since__lte=on, member__is_active=True)
    return list(held.exclude(member=but).select_related("member"))
