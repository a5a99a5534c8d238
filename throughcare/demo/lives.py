"""Who somebody in the fictional area is and what they are under: drawn, the same for a seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from throughcare.demo.chance import Chance
from throughcare.demo.content import (
    Background,
    CastPerson,
    Content,
    OffencePlan,
    Thread,
    Under,
)
from throughcare.foundation.calendar import birthday_in

SECTIONS = ("accommodation", "work", "finance", "health", "substances", "family", "thinking")
IN_CUSTODY: frozenset[Under] = frozenset({"remand", "recall", "determinate", "indeterminate"})
_MONTHS: dict[Under, tuple[int, int]] = {
    "community-order": (0, 16),
    "suspended": (0, 18),
    "licence": (0, 14),
    "post-sentence": (1, 9),
    "remand": (0, 5),
    "recall": (0, 4),
    "determinate": (1, 34),
    "indeterminate": (40, 160),
}
_DAYS_A_MONTH = 30.4


@dataclass(frozen=True)
class Life:
    """Somebody, as far as everything else about them is drawn from it."""

    number: int
    given: str
    family: str
    former: tuple[str, str] | None
    background: Background
    ethnicity: str
    sex: str
    born_on: date
    speaks_welsh: bool
    under: Under
    began_on: date
    """When the order began, or they came out, or in."""
    offence: OffencePlan
    level: str
    mappa: str
    mappa_level: str
    threads: Mapping[str, Thread]
    cast: CastPerson | None = None
    # Who holds them: colleagues by their key. Filled in once everybody is there.
    unit: str = ""
    holder: str = ""
    wing: str = ""
    wing_holder: str = ""
    specialist: str = ""
    partner: str = ""
    chance: Chance = field(default_factory=lambda: Chance("nobody"), compare=False, repr=False)

    @property
    def in_custody(self) -> bool:
        return self.under in IN_CUSTODY

    @property
    def is_high_risk(self) -> bool:
        return self.level in ("high", "very-high")

    @property
    def marked(self) -> tuple[str, ...]:
        return self.cast.marked if self.cast else ()

    @property
    def key(self) -> str:
        return self.cast.key if self.cast else ""


@dataclass(frozen=True)
class Lots:
    """Draws for one life by the shares of the content."""

    content: Content
    chance: Chance

    def share(self, id: str) -> str:
        return self.chance.about(id).weighed(self.content.shares[id].of)

    def is_one_of(self, id: str) -> bool:
        """Whether this life is among those that a share of yes and no counts."""
        return self.share(id) == "yes"


def draw_life(
    number: int, *, cast: CastPerson | None, content: Content, today: date, seed: int
) -> Life:
    """One life, from the seed and its number alone."""
    lots = Lots(content, Chance(seed, number))
    under = cast.under if cast else _under(lots)
    sex = cast.sex if cast else lots.share(f"sex-{'custody' if _is_in(under) else 'community'}")
    background, ethnicity = _background(cast, lots)
    given, family = (cast.given, cast.family) if cast else _name(background, sex, lots)
    level = cast.level if cast else lots.share("rosh")
    offence = content.offences[cast.offence] if cast else _offence(under, level, lots)
    mappa, mappa_level = _mappa(cast, offence, lots)
    return Life(
        number=number,
        given=given,
        family=family,
        former=_former(cast, background, sex, given, lots),
        background=background,
        ethnicity=ethnicity,
        sex=sex,
        born_on=_born_on(cast, lots, today),
        speaks_welsh=cast.speaks_welsh
        if cast
        else background.speaks_welsh and lots.is_one_of("speaks-welsh"),
        under=under,
        began_on=_began_on(cast, under, today, lots),
        offence=offence,
        level=level,
        mappa=mappa,
        mappa_level=mappa_level,
        threads=_threads(cast, under, offence, lots),
        cast=cast,
        chance=lots.chance,
    )


def _is_in(under: Under) -> bool:
    return under in IN_CUSTODY


def _under(lots: Lots) -> Under:
    kind = "custody-kind" if lots.share("where") == "custody" else "community-kind"
    drawn = lots.share(kind)
    return next(under for under in _MONTHS if under == drawn)


def _background(cast: CastPerson | None, lots: Lots) -> tuple[Background, str]:
    if cast:
        background = lots.content.backgrounds[cast.background]
        return background, background.ethnicity[0]
    ethnicity = lots.share("ethnicity")
    fitting: dict[str, float] = {
        one.id: one.share for one in lots.content.backgrounds.values() if ethnicity in one.ethnicity
    }
    id = lots.chance.about("background").weighed(fitting)
    return lots.content.backgrounds[id], ethnicity


def _name(background: Background, sex: str, lots: Lots) -> tuple[str, str]:
    chance = lots.chance.about("name")
    given = chance.one(background.female if sex == "F" else background.male)
    return given, _family(background, sex, chance)


def _family(background: Background, sex: str, chance: Chance) -> str:
    return chance.one((sex == "F" and background.family_female) or background.family)


def _former(
    cast: CastPerson | None, background: Background, sex: str, given: str, lots: Lots
) -> tuple[str, str] | None:
    if cast:
        return (cast.former.given, cast.former.family) if cast.former else None
    if not lots.is_one_of("former-name"):
        return None
    return given, _family(background, sex, lots.chance.about("former"))


def _born_on(cast: CastPerson | None, lots: Lots, today: date) -> date:
    chance = lots.chance.about("born")
    youngest, oldest = (int(age) for age in lots.share("age").split("-"))
    age = cast.age if cast else chance.between(youngest, oldest)
    latest = birthday_in(today, today.year - age)
    return latest - timedelta(days=chance.between(0, 364))


def _began_on(cast: CastPerson | None, under: Under, today: date, lots: Lots) -> date:
    chance = lots.chance.about("began")
    months = cast.months if cast else chance.between(*_MONTHS[under])
    return today - timedelta(days=round(months * _DAYS_A_MONTH) + chance.between(4, 26))


def _offence(under: Under, level: str, lots: Lots) -> OffencePlan:
    said = {"post-sentence": "licence"}.get(under, "custody" if _is_in(under) else under)
    fitting = [one for one in lots.content.sentences.offence if said in one.under and one.weight]
    if level in ("high", "very-high"):
        fitting = [one for one in fitting if one.harm]
    elif level == "low":
        fitting = [one for one in fitting if not one.mappa and not one.at_home] or fitting
    weights: dict[str, float] = {one.code: one.weight for one in fitting}
    return lots.content.offences[lots.chance.about("offence").weighed(weights)]


def _mappa(cast: CastPerson | None, offence: OffencePlan, lots: Lots) -> tuple[str, str]:
    if cast:
        return cast.mappa, cast.mappa_level or (cast.mappa and "1")
    if not offence.mappa or not lots.is_one_of("mappa"):
        return "", ""
    return offence.mappa, lots.share("mappa-level")


def _threads(
    cast: CastPerson | None, under: Under, offence: OffencePlan, lots: Lots
) -> dict[str, Thread]:
    if cast and cast.threads:
        return {lots.content.threads[id].section: lots.content.threads[id] for id in cast.threads}
    where = "custody" if _is_in(under) else "community"
    return {section: _thread(section, where, offence, lots) for section in SECTIONS}


def _thread(section: str, where: str, offence: OffencePlan, lots: Lots) -> Thread:
    fitting = [
        one
        for one in lots.content.threads.values()
        if one.section == section and where in one.where
    ]
    if section == "substances":
        chosen = _substances(fitting, where, offence, lots)
    elif section == "family" and offence.at_home:
        chosen = [one for one in fitting if one.violence]
    else:
        share = section if f"need-{section}" in lots.content.shares else f"{section}-{where}"
        needs = lots.is_one_of(f"need-{share}")
        chosen = [one for one in fitting if one.need is needs and not one.violence]
    return lots.chance.about("thread", section).one(chosen)


def _substances(
    fitting: list[Thread], where: str, offence: OffencePlan, lots: Lots
) -> list[Thread]:
    if offence.drink or lots.is_one_of(f"alcohol-{where}"):
        return [one for one in fitting if one.alcohol]
    needs = lots.is_one_of("drugs")
    return [one for one in fitting if one.need is needs and not one.alcohol]
