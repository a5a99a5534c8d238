"""Putting notes together from their parts, so that no two read alike."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from throughcare.demo.chance import Chance
from throughcare.demo.content import Content, NoteKind
from throughcare.demo.lives import Life
from throughcare.foundation.calendar import local

_SLOT = re.compile(r"\{(\w+)\}")
_DEEPEST = 5
_TRIES = 40
_PRONOUNS = {
    "M": {"he": "he", "him": "him", "his": "his", "himself": "himself"},
    "F": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
# Words that stay the same for one life; all others are drawn for each note.
_OF_A_LIFE = (
    *("friend", "child", "the_harmed", "employer", "trade", "course", "gp", "town", "money"),
    *("small", "kin"),
)


# Of these, nothing is said twice about one person before everything was said once.
_FRESH = frozenset(
    {"brought", "theme", "answered", "inside", "inside_small", "risk_news", "risk_matters"}
    | {"others_said", "session_title", "service_work", "agreed", "excuse"}
)


class NoWordsLeft(Exception):
    """Everything that can be put together from a kind of note has been said already."""


class Deck:
    """Lists of phrases for one person, each gone through in an order of its own."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]], chance: Chance) -> None:
        self._lists, self._chance = lists, chance
        self._drawn: Counter[str] = Counter()

    def next(self, name: str) -> str:
        order = self._chance.about("deck", name).some_order(self._lists[name])
        self._drawn[name] += 1
        return order[(self._drawn[name] - 1) % len(order)]


class Vocabulary:
    """The words one note is filled with: those of a life, those given, and draws for the rest."""

    def __init__(
        self,
        life: Mapping[str, str],
        given: Mapping[str, str],
        chance: Chance,
        deck: Deck | None = None,
    ) -> None:
        self._words = {**life, **given}
        self._chance, self._deck = chance, deck

    def _draw(self, key: str, lists: Mapping[str, tuple[str, ...]]) -> str:
        if self._deck and key in _FRESH:
            return self._deck.next(key)
        return self._chance.one(lists[key])

    def fill(self, template: str, lists: Mapping[str, tuple[str, ...]]) -> str:
        """The template with every slot filled; a slot written large begins with a large letter."""

        def word(found: re.Match[str]) -> str:
            slot = found.group(1)
            key = slot if slot in self._words else slot[0].lower() + slot[1:]
            if key not in self._words:
                self._words[key] = self._draw(key, lists)
            value = self._words[key]
            return value[:1].upper() + value[1:] if slot[0].isupper() else value

        for _ in range(_DEEPEST):
            filled = _SLOT.sub(word, template)
            if filled == template:
                return filled
            template = filled
        raise ValueError(f"words that lead to one another: {template}")


class Writer:
    """Writes every note of a world, and remembers what it has said."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._said: set[str] = set()

    def note(
        self,
        kind: str,
        *,
        life: Mapping[str, str],
        given: Mapping[str, str],
        chance: Chance,
        deck: Deck,
    ) -> str:
        """A note nobody has written yet. Raises NoWordsLeft."""
        plan = self._content.notes[kind]
        for attempt in range(_TRIES):
            drawn = chance.about(attempt)
            words = Vocabulary(life, given, drawn.about("words"), deck)
            text = self._put_together(plan, words, drawn)
            if text not in self._said:
                self._said.add(text)
                return text
        raise NoWordsLeft(kind)

    def _put_together(self, plan: NoteKind, words: Vocabulary, chance: Chance) -> str:
        parts = [chance.one(part) for part in plan.parts]
        apart = "\n\n" if "\n" in parts[0] else " "
        return words.fill(apart.join(part for part in parts if part), self._content.words.of)


def words_of(life: Life, content: Content) -> dict[str, str]:
    """What one person's notes go on calling things: family, street, employer, the one harmed."""
    lists, chance = content.words.of, life.chance.about("words of a life")
    words = {name: chance.one(lists[name]) for name in _OF_A_LIFE}
    pronouns = _PRONOUNS[life.sex]
    words["kin"] = f"{pronouns['his']} {words['kin']}"
    words["kin_first"] = words["kin"][:1].upper() + words["kin"][1:]
    words["mother"] = f"{pronouns['his']} mother"
    words["partner"] = chance.one(lists["her" if life.sex == "M" else "him"])
    words["employer_two"] = chance.one(
        [one for one in lists["employer"] if one != words["employer"]]
    )
    words["street"], words["street_two"] = (
        f"{chance.between(1, 120)} {street}" for street in chance.some(lists["street"], 2)
    )
    words["name"] = life.given
    return words | pronouns


def said_in_english(at: datetime) -> str:
    """Tuesday 24 November at 2.30pm."""
    shown = local(at)
    return f"{_DAYS[shown.weekday()]} {shown.day} {_MONTHS[shown.month - 1]} at {clock(at)}"


def said_in_welsh(at: datetime, content: Content) -> str:
    """dydd Mawrth 24 Tachwedd am 2.30."""
    shown, words = local(at), content.words.of
    hour = f"{(shown.hour - 1) % 12 + 1}.{shown.minute:02d}"
    return (
        f"{words['dyddiau'][shown.weekday()]} {shown.day} {words['misoedd'][shown.month - 1]}"
        f" am {hour}"
    )


def clock(at: datetime) -> str:
    """2.30pm."""
    shown = local(at)
    minutes = f".{shown.minute:02d}" if shown.minute else ""
    return f"{(shown.hour - 1) % 12 + 1}{minutes}{'am' if shown.hour < 12 else 'pm'}"
