"""What is known of risk: levels and their history, MAPPA, flags, as facts nDelius would tell."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from throughcare.demo.chance import Chance
from throughcare.demo.content import Content
from throughcare.demo.lives import Life
from throughcare.demo.sentencing import add_months, key
from throughcare.demo.writing import Vocabulary
from throughcare.foundation.packs import pack
from throughcare.risk.facts import (
    FlagFacts,
    HarmLevelFacts,
    MappaFacts,
    NoteFacts,
    Setting,
)

Fact = FlagFacts | HarmLevelFacts | MappaFacts
_ORDER = ("low", "medium", "high", "very-high")
# Whose risk is spoken of: the higher the level, the more groups of people.
_GROUPS = {
    "low": ("public", "known-adult"),
    "medium": ("public", "known-adult", "children"),
    "high": ("public", "known-adult", "children", "staff"),
    "very-high": ("public", "known-adult", "children", "staff"),
}
_HALF_A_YEAR = 182
# Flags that follow from the threads of a life rather than from the offence.
_FROM_THREADS = {
    "self-harm": ("suicide-self-harm",),
    "self-harm-inside": ("suicide-self-harm",),
    "violence-at-home": ("child-concerns",),
}
_OTHERS = ("learning-disability", "mental-health", "adult-at-risk")


def risk_of(life: Life, words: Mapping[str, str], content: Content, today: date) -> list[Fact]:
    """Levels, MAPPA and flags."""
    chance = life.chance.about("risk")
    vocabulary = Vocabulary(words, {}, chance.about("words"))
    return [
        *_levels(life, vocabulary, content, chance, today),
        *_mappa(life, content, chance, today),
        *_flags(life, vocabulary, content, chance, today),
    ]


def _levels(
    life: Life, vocabulary: Vocabulary, content: Content, chance: Chance, today: date
) -> Iterator[Fact]:
    """The level to the group most at risk, to the public at least; and what it was before."""
    setting: Setting = "custody" if life.in_custody else "community"
    assessed = max(
        life.began_on + timedelta(days=14), today - timedelta(days=chance.between(9, 170))
    )
    assessed = min(assessed, today - timedelta(days=1))
    before = assessed - timedelta(days=_HALF_A_YEAR)
    if before > life.began_on and chance.percent(60):
        yield HarmLevelFacts(
            key=key(life, "rosh:before"),
            group=_most_at_risk(life),
            setting=setting,
            level=_another(life.level, chance),
            assessed_on=before,
            reason="First assessment after sentence.",
        )
    reason = vocabulary.fill(chance.one(content.risk.levels[life.level]), content.words.of)
    for group in dict.fromkeys((*_GROUPS[life.level], _most_at_risk(life))):
        level = life.level if group == _most_at_risk(life) else _less(life.level, group)
        yield HarmLevelFacts(
            key=key(life, f"rosh:{group}"),
            group=group,
            setting=setting,
            level=level,
            assessed_on=assessed,
            reason=reason if level == life.level else "",
        )


def _another(level: str, chance: Chance) -> str:
    """A level one higher or lower, where there is one."""
    place = _ORDER.index(level)
    return chance.one([_ORDER[near] for near in (place - 1, place + 1) if 0 <= near < len(_ORDER)])


def _most_at_risk(life: Life) -> str:
    return life.offence.harm or "public"


def _less(level: str, group: str) -> str:
    """A level below for the public, low for those not spoken of."""
    return _ORDER[max(0, _ORDER.index(level) - 1)] if group == "public" else "low"


def _mappa(life: Life, content: Content, chance: Chance, today: date) -> Iterator[Fact]:
    if not life.mappa:
        return
    lists = pack().code_lists
    yield MappaFacts(
        key=key(life, "mappa"),
        category=life.mappa,
        category_text=lists["mappa-category"].title_of(life.mappa),
        level=life.mappa_level,
        level_text=lists["mappa-level"].title_of(life.mappa_level),
        started_on=life.began_on,
        review_on=today + timedelta(days=chance.between(-20, 90)),
        note=chance.one(content.risk.mappa[life.mappa_level]),
    )


def _flags(
    life: Life, vocabulary: Vocabulary, content: Content, chance: Chance, today: date
) -> Iterator[Fact]:
    types = list(life.offence.flags)
    for thread in life.threads.values():
        types += _FROM_THREADS.get(thread.id, ())
    if life.in_custody and chance.percent(6):
        types.append("alert-rcon")
    if chance.percent(9):
        types.append(chance.one(_OTHERS))
    for type in dict.fromkeys(types):
        yield _flag(life, type, vocabulary, content, chance.about(type), today)
    if chance.percent(15):
        yield _ended(life, vocabulary, content, chance.about("ended"), today)


def _flag(
    life: Life,
    type: str,
    vocabulary: Vocabulary,
    content: Content,
    chance: Chance,
    today: date,
) -> FlagFacts:
    known = pack().flag_types[type]
    started = min(life.began_on + timedelta(days=chance.between(0, 40)), today)
    months = known.review_months or 6
    reviewed, review = started, add_months(started, months)
    while review < today - timedelta(days=30):
        reviewed, review = review, add_months(review, months)
    note = vocabulary.fill(chance.one(content.risk.flags[type]), content.words.of)
    return FlagFacts(
        key=key(life, f"flag:{type}"),
        type=type,
        title=known.title,
        notes=(NoteFacts(text=note, on=started),),
        started_on=started,
        reviewed_on=reviewed if reviewed > started else None,
        review_on=review,
    )


def _ended(
    life: Life, vocabulary: Vocabulary, content: Content, chance: Chance, today: date
) -> FlagFacts:
    """A flag that is down again, so that there is a past to read."""
    known = pack().flag_types["adult-at-risk"]
    started = life.began_on - timedelta(days=400)
    note = vocabulary.fill(chance.one(content.risk.flags["adult-at-risk"]), content.words.of)
    return FlagFacts(
        key=key(life, "flag:former"),
        type=known.id,
        title=known.title,
        notes=(NoteFacts(text=note, on=started),),
        started_on=started,
        ended_on=min(started + timedelta(days=chance.between(60, 300)), today),
        end_note="The enquiry closed with nothing further to do.",
        is_active=False,
    )
