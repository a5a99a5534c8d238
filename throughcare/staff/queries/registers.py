"""What somebody is trained and cleared for, what their roles expect, and what runs out soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from throughcare.foundation.access import Actor, decide, one_visible, require
from throughcare.foundation.packs import pack
from throughcare.rules.months import months_after
from throughcare.staff.access import (
    ARRANGE_COVER,
    AWARD_COMPETENCE,
    RECORD_CLEARANCE,
    SEE_OWN_REGISTER,
    SEE_TRAINING,
    Placed,
)
from throughcare.staff.models import Clearance, Competence, Member, Posting
from throughcare.staff.queries.competences import competence_title, placed
from throughcare.staff.queries.cover import CoverLine, covers_around
from throughcare.staff.queries.members import postings_of, role_title, unit_tree
from throughcare.staff.training import Standing, Term

PAGE = 25


@dataclass(frozen=True)
class CompetenceLine:
    """One competence in the register, as it stands on the day asked about."""

    id: UUID
    title: str
    lets: str
    lapses: str
    awarded_on: date
    until: date | None
    standing: Standing
    evidence: str
    recorded_by: str
    ended_because: str
    can_end: bool


@dataclass(frozen=True)
class ClearanceLine:
    """One clearance in the register."""

    id: UUID
    title: str
    since: date
    until: date | None
    standing: Standing
    ended_because: str
    can_end: bool


@dataclass(frozen=True)
class ExpectedLine:
    """Something a role of theirs expects. `ran_out` where they held it before."""

    title: str
    role: str
    due_on: date
    is_held: bool
    ran_out: bool
    is_late: bool


@dataclass(frozen=True)
class Training:
    """One colleague in the registers: what they hold, what is expected, and who covers."""

    member: Member
    competences: list[CompetenceLine]
    clearances: list[ClearanceLine]
    expected: list[ExpectedLine]
    covers: list[CoverLine]
    can_award: bool
    can_clear: bool
    can_arrange: bool

    @property
    def wanting(self) -> list[ExpectedLine]:
        """What is expected and not held, the most urgent first."""
        return [line for line in self.expected if not line.is_held]


def training_of(*, actor: Actor, member: Member, on: date) -> Training | None:
    """What the registers say of a colleague; None where that is not for this actor to see."""
    tree = unit_tree()
    where = placed(member_id=member.pk, on=on, tree=tree)
    if not decide(actor, SEE_TRAINING, where).allowed:
        return None
    return _training(actor, member, where, on)


def own_training(*, actor: Actor, on: date) -> Training:
    """What the registers say of oneself. Raises AccessDenied or NotVisible."""
    require(actor, SEE_OWN_REGISTER)
    member = one_visible(Member.objects.all(), pk=actor.staff_id)
    return _training(actor, member, placed(member_id=member.pk, on=on), on)


def awardable(*, actor: Actor, member: Member, on: date) -> list[tuple[str, str]]:
    """The competences this actor may enter for the colleague, by name. Raises AccessDenied.

    Whoever may enter none is told why.
    """
    where = placed(member_id=member.pk, on=on)
    require(actor, AWARD_COMPETENCE, where)
    kinds = [
        one
        for one in pack().competences.values()
        if decide(
            actor,
            AWARD_COMPETENCE,
            Placed(where.member_id, where.units, frozenset(one.awarded_by)),
        ).allowed
    ]
    return [(one.id, one.name) for one in sorted(kinds, key=lambda one: one.name)]


def to_arrange(*, actor: Actor, ref: UUID, on: date) -> Member:
    """The colleague whose cover is about to be arranged. Raises AccessDenied or NotVisible."""
    member = one_visible(Member.objects.all(), ref=ref)
    require(actor, ARRANGE_COVER, placed(member_id=member.pk, on=on))
    return member


def may_end(*, actor: Actor, competence: Competence, on: date) -> None:
    """Raises AccessDenied unless this actor may end it."""
    where = placed(member_id=competence.member_id, on=on, kind=competence.kind)
    require(actor, AWARD_COMPETENCE, where)


def competence_numbered(id: UUID, *, ref: UUID) -> Competence:
    """One competence of this colleague's. Raises NotVisible."""
    return one_visible(Competence.objects.select_related("member"), pk=id, member__ref=ref)


def clearance_numbered(id: UUID, *, ref: UUID) -> Clearance:
    """One clearance of this colleague's. Raises NotVisible."""
    return one_visible(Clearance.objects.select_related("member"), pk=id, member__ref=ref)


@dataclass(frozen=True)
class RunningOut:
    """Something that runs out soon, or ran out lately, and was not renewed."""

    ref: UUID
    name: str
    title: str
    until: date
    is_over: bool


def running_out(*, actor: Actor, on: date, after: str = "") -> tuple[list[RunningOut], str]:
    """A page of what runs out among colleagues this actor answers for, the earliest first; and
    where the next page begins, if any. Raises AccessDenied.

    From so many days back to so many ahead (the pack says how many), of those who hold a role.
    """
    require(actor, SEE_TRAINING)
    theirs = _answered_for(actor, on).values("member_id")
    window = timedelta(days=pack().competence_rule.soon_days)
    competences, clearances = (
        ending.filter(
            _beyond(after, day), **{f"{day}__range": (on - window, on + window)}, member__in=theirs
        ).values_list(day, "id", Value(what), kind, "member__ref", "member__name")
        for ending, day, what, kind in (
            (_competences_ending(), "expires_on", "competence", "kind"),
            (_clearances_ending(), "until", "clearance", "level"),
        )
    )
    found = competences.union(clearances, all=True)
    rows = list(found.order_by("expires_on", "id")[: PAGE + 1])
    shown = rows[:PAGE]
    lines = [
        RunningOut(ref, name, _title(what, kind), until, until <= on)
        for until, _key, what, kind, ref, name in shown
    ]
    last = shown[-1] if len(rows) > PAGE else None
    return lines, f"{last[0].isoformat()}~{last[1]}" if last else ""


def _training(actor: Actor, member: Member, where: Placed, on: date) -> Training:
    can_clear = decide(actor, RECORD_CLEARANCE, where).allowed
    competences = list(
        member.competences.select_related("recorded_by").order_by("-awarded_on", "-recorded_at")
    )
    clearances = list(member.clearances.order_by("-since", "id"))
    return Training(
        member=member,
        competences=[_competence_line(one, actor, where, on) for one in competences],
        clearances=[_clearance_line(one, can_clear, on) for one in clearances],
        expected=_expected(list(postings_of(member.pk, on=on)), competences, clearances, on),
        covers=covers_around(member_id=member.pk, on=on),
        can_award=decide(actor, AWARD_COMPETENCE, where).allowed,
        can_clear=can_clear,
        can_arrange=decide(actor, ARRANGE_COVER, where).allowed,
    )


def _competence_line(one: Competence, actor: Actor, where: Placed, on: date) -> CompetenceLine:
    known = pack().competences.get(one.kind)
    only = frozenset(known.awarded_by if known else ())
    asked = Placed(where.member_id, where.units, only)
    return CompetenceLine(
        id=one.pk,
        title=competence_title(one.kind),
        lets=known.lets if known else "",
        lapses=(known.lapses or "") if known else "",
        awarded_on=one.awarded_on,
        until=one.term.last_until,
        standing=_standing(one.term, on),
        evidence=one.evidence,
        recorded_by=one.recorded_by.name if one.recorded_by else "",
        ended_because=one.ended_because,
        can_end=one.term.is_held(on) and decide(actor, AWARD_COMPETENCE, asked).allowed,
    )


def _clearance_line(one: Clearance, can_clear: bool, on: date) -> ClearanceLine:
    return ClearanceLine(
        id=one.pk,
        title=_level(one.level),
        since=one.since,
        until=one.term.last_until,
        standing=_standing(one.term, on),
        ended_because=one.ended_because,
        can_end=can_clear and one.term.is_held(on),
    )


def _standing(term: Term, on: date) -> Standing:
    return term.standing(on, soon_days=pack().competence_rule.soon_days)


def _expected(
    postings: list[Posting],
    competences: list[Competence],
    clearances: list[Clearance],
    on: date,
) -> list[ExpectedLine]:
    """What their roles of that day expect, each thing once: as soon as the first asks for it."""
    covers = pack().clearances.covers
    lines: dict[str, ExpectedLine] = {}
    for posting in postings:
        for asked in pack().competence_rule.expected_of(posting.role):
            due_on = months_after(posting.since, asked.within_months)
            for kind in asked.competences:
                terms = [one.term for one in competences if one.kind == kind]
                _sooner(lines, competence_title(kind), posting, due_on, terms, on)
            if asked.clearance:
                level = asked.clearance
                terms = [one.term for one in clearances if covers(one.level, level)]
                _sooner(lines, _level(level), posting, due_on, terms, on)
    return sorted(lines.values(), key=lambda line: (line.due_on, line.title))


def _sooner(
    lines: dict[str, ExpectedLine],
    title: str,
    posting: Posting,
    due_on: date,
    terms: Iterable[Term],
    on: date,
) -> None:
    if title in lines and lines[title].due_on <= due_on:
        return
    is_held = any(term.is_held(on) for term in terms)
    ran_out = not is_held and any(term.was_held(on) for term in terms)
    lines[title] = ExpectedLine(
        title=title,
        role=role_title(posting.role),
        due_on=due_on,
        is_held=is_held,
        ran_out=ran_out,
        is_late=not is_held and (ran_out or on >= due_on),
    )


def _level(level: str) -> str:
    one = pack().clearances.by_id.get(level)
    return f"{one.abbreviation} ({one.title})" if one else level


def _title(what: str, kind: str) -> str:
    return competence_title(kind) if what == "competence" else _level(kind)


def _answered_for(actor: Actor, on: date) -> QuerySet[Posting]:
    """Roles held on that day where this actor's own with the power reach."""
    now = Posting.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    able = [held for held in actor.held if SEE_TRAINING.name in held.powers]
    everywhere = (not held.units or _is_national(held.role) for held in able)
    if actor.is_system or any(everywhere):
        return now
    return now.filter(unit__in={unit for held in able for unit in held.units})


def _is_national(role: str) -> bool:
    return pack().roles[role].reach == "nation"


def _competences_ending() -> QuerySet[Competence]:
    """Those that nobody ended and no later one of the same kind renews."""
    later = Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on"))
    renewed = Competence.objects.filter(
        later, member=OuterRef("member"), kind=OuterRef("kind"), ended_on=None
    )
    return Competence.objects.filter(~Exists(renewed), ended_on=None)


def _clearances_ending() -> QuerySet[Clearance]:
    renewed = Clearance.objects.filter(
        member=OuterRef("member"),
        level=OuterRef("level"),
        ended_on=None,
        until__gt=OuterRef("until"),
    )
    return Clearance.objects.filter(~Exists(renewed), ended_on=None)


def _beyond(after: str, day: str) -> Q:
    """Rows later in the list than the last of the page before; everything, for the first page."""
    typed, _, key = after.partition("~")
    try:
        last, id = date.fromisoformat(typed), UUID(key)
    except ValueError:
        return Q()
    return Q(**{f"{day}__gt": last}) | Q(**{day: last}, id__gt=id)
