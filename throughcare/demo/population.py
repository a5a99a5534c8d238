"""Everybody in the fictional area, and who holds whom."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from throughcare.demo.chance import Chance
from throughcare.demo.content import CastPerson, Colleague, Content, cast_plan
from throughcare.demo.lives import Life, draw_life

# Of three hundred people, so many live in the therapeutic community and are with the provider.
_OF, _IN_COMMUNITY, _REFERRED = 300, 20, 15
COMMUNITY_WING = "STK-O"
_RESETTLEMENT_WING = "STK-R"
_MAY_HOLD_HIGH_RISK = "probation-officer"
_STAYS_LONG_ENOUGH = frozenset({"determinate", "indeterminate"})


class TooFew(Exception):
    """The people the sign-ins speak of alone are more than were asked for."""


def fewest() -> int:
    """The smallest world: the cast alone."""
    return len(cast_plan())


def people_of(*, count: int, content: Content, today: date, seed: int) -> list[Life]:
    """So many lives, the cast first, each held by somebody. Raises TooFew."""
    if count < fewest():
        raise TooFew(count)
    cast: list[CastPerson | None] = [*content.cast, *[None] * (count - fewest())]
    lives = [
        draw_life(number, cast=person, content=content, today=today, seed=seed)
        for number, person in enumerate(cast, start=1)
    ]
    return _held(_distinct(lives, content), content, Chance(seed, "who holds whom"))


def _distinct(lives: list[Life], content: Content) -> list[Life]:
    """Nobody is taken for somebody of the cast: their full names are theirs alone."""
    taken = {(one.given, one.family) for one in content.cast}
    return [
        replace(life, family=f"{life.family}-{life.background.family[0]}")
        if life.cast is None and (life.given, life.family) in taken
        else life
        for life in lives
    ]


def _held(lives: list[Life], content: Content, chance: Chance) -> list[Life]:
    in_community = _chosen(
        lives, _IN_COMMUNITY, chance, lambda one: one.under in _STAYS_LONG_ENOUGH, _lives_there
    )
    referred = _chosen(
        lives, _REFERRED, chance, lambda one: not one.in_custody and bool(one.threads), _is_referred
    )
    share = _Sharing(content, chance)
    held = []
    for life in lives:
        wing = share.wing(life, in_community=life.number in in_community)
        unit = share.team(life)
        held.append(
            replace(
                life,
                unit=unit,
                holder=share.holder(life, unit, "community") if unit else "",
                wing=wing,
                wing_holder=share.wing_holder(life, wing),
                specialist=life.cast.specialist if life.cast else "",
                partner=share.partner(life) if life.number in referred else "",
            )
        )
    return held


def _lives_there(life: Life) -> bool:
    return bool(life.cast and life.cast.wing == COMMUNITY_WING)


def _is_referred(life: Life) -> bool:
    return bool(life.cast and life.cast.referred_to)


def _chosen(
    lives: list[Life],
    of_three_hundred: int,
    chance: Chance,
    fits: Callable[[Life], bool],
    already: Callable[[Life], bool],
) -> set[int]:
    """Numbers of the lives chosen, those of the cast among them."""
    chosen = {life.number for life in lives if already(life)}
    wanted = round(of_three_hundred * len(lives) / _OF) - len(chosen)
    others = [life.number for life in lives if life.cast is None and fits(life)]
    return chosen | set(chance.some(others, max(0, wanted)))


class _Sharing:
    """Gives people out so that everybody holds about as many as their share."""

    def __init__(self, content: Content, chance: Chance) -> None:
        self._content, self._chance = content, chance
        self._held: Counter[str] = Counter()
        # Places kept for the cast, so that who comes before them does not fill a caseload.
        for person in content.cast:
            self._held.update(filter(None, [person.holder, person.wing_holder]))

    def team(self, life: Life) -> str:
        """Everybody outside has a team, and everybody serving a sentence; some on remand have."""
        if life.cast:
            return life.cast.unit
        if life.under == "remand" and not life.chance.about("known outside").percent(35):
            return ""
        return life.chance.about("team").weighed(dict(self._content.area.teams))

    def wing(self, life: Life, *, in_community: bool) -> str:
        if life.cast or not life.in_custody:
            return life.cast.wing if life.cast else ""
        if in_community:
            return COMMUNITY_WING
        return life.chance.about("wing").weighed(dict(self._content.area.wings))

    def holder(self, life: Life, unit: str, kind: str) -> str:
        if life.cast:
            return life.cast.holder
        colleagues = [
            one
            for one in self._content.staff.values()
            if one.unit == unit
            and kind in one.holds
            and (not life.is_high_risk or one.role == _MAY_HOLD_HIGH_RISK)
        ]
        return self._least(colleagues, kind)

    def wing_holder(self, life: Life, wing: str) -> str:
        if life.cast:
            return life.cast.wing_holder
        kinds = {COMMUNITY_WING: "custody-community", _RESETTLEMENT_WING: "custody-resettlement"}
        kind = kinds.get(wing)
        if kind is None:
            return ""
        return self._least((one for one in self._content.staff.values() if kind in one.holds), kind)

    def partner(self, life: Life) -> str:
        if life.cast:
            return life.cast.referred_to
        colleagues = (one for one in self._content.staff.values() if "provider" in one.holds)
        return self._least(colleagues, "provider")

    def _least(self, colleagues: Iterable[Colleague], kind: str) -> str:
        chosen = min(colleagues, key=lambda one: (self._held[one.key] / one.holds[kind], one.key))
        self._held[chosen.key] += 1
        return chosen.key
