"""A bundle on paper, in plain English for the person it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from throughcare.disclosure.items import Item
from throughcare.disclosure.wording import Line, Words
from throughcare.foundation.packs import pack
from throughcare.foundation.printing import pdf_of

LAYOUT = Path(__file__).parent / "typst" / "bundle.typ"


@dataclass(frozen=True)
class Part:
    """A row in words, under its heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Entry(Part):
    """An item, with what hangs on it."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Group:
    """Items that are read together."""

    title: str
    items: tuple[Entry, ...]


@dataclass(frozen=True)
class Bundle:
    """Everything on the paper."""

    title: str
    about: str
    author: str
    language: str
    footer: str
    head: tuple[Line, ...]
    letter: tuple[str, ...]
    grounds: tuple[str, ...]
    groups: tuple[Group, ...]
    words: dict[str, str]


def paper_of(
    items: Sequence[Item],
    *,
    about: str,
    head: Sequence[Line],
    grounds: Iterable[str],
    made_at: datetime,
) -> bytes:
    """The paper. `grounds`: why something was kept back, by id; said only where it may be."""
    rule = pack().subject_access_rule
    told = [one.told for one in rule.ground if one.id in set(grounds) and one.told]
    with translation.override("en-gb"):
        bundle = Bundle(
            title=_("What we hold about you"),
            about=about,
            author=_("The service that works with you"),
            language="en",
            footer=about,
            head=tuple(head),
            letter=(*rule.letter, rule.kept_back),
            grounds=tuple(told),
            groups=tuple(_groups(items)),
            words={"page": _("Page"), "of": _("of"), "grounds": _("Why some of it is kept back")},
        )
    return pdf_of(LAYOUT, asdict(bundle), made_at=made_at)


def _groups(items: Iterable[Item]) -> Iterable[Group]:
    titles = {group.id: group.title for group in pack().subject_access_rule.group}
    for group, found in groupby(items, key=lambda one: one.group):
        yield Group(titles.get(group, _("More")), tuple(_entry(one) for one in found))


def _entry(item: Item) -> Entry:
    first, *others = item.words
    return Entry(_heading(first), first.lines, tuple(Part(_heading(o), o.lines) for o in others))


def _heading(words: Words) -> str:
    return ", ".join(part for part in (words.title, words.day) if part)
