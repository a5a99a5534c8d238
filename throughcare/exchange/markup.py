"""Messages written as XML, read as the same things JSON holds.

An element with others in it is an object, by their local names; one with text is that text. Names
that may come several times (the pack's `xml_lists`) are lists, however often they come; any other
name twice in one element is refused, as a key twice in JSON is. Attributes are `@name`.
A document type is refused before anything in it is read: there are no entities, nothing is fetched.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from throughcare.exchange.rules import rules

_DEEPEST = 100


class NotMarkup(Exception):
    """The text is no XML that is read here: why, and in which line and column."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


@dataclass
class _Element:
    name: str
    inside: dict[str, Any] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)

    def value(self) -> Any:
        said = "".join(self.text).strip()
        if not self.inside:
            return said
        return {**self.inside, "@text": said} if said else self.inside


def is_markup(text: str) -> bool:
    """Whether the text can only be XML: no JSON begins so."""
    return text.lstrip()[:1] == "<"


def as_json(text: str) -> str:
    """The same message as JSON. Raises NotMarkup."""
    return json.dumps(_read(text), ensure_ascii=False)


def _read(text: str) -> Any:
    top = _Element("")
    open_now = [top]
    parser = expat.ParserCreate("utf-8", namespace_separator="}")
    parser.buffer_text = True

    def refuse(reason: str) -> None:
        raise NotMarkup(reason, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def doctype(*_given: Any) -> None:
        refuse(_("It has a document type: such XML is not read."))

    def starts(name: str, attributes: dict[str, str]) -> None:
        if len(open_now) > _DEEPEST:
            refuse(_("It goes too deep, or has a number too long to be one."))
        said = {f"@{_local(key)}": value for key, value in attributes.items()}
        open_now.append(_Element(_local(name), said))

    def ends(_name: str) -> None:
        one = open_now.pop()
        around = open_now[-1].inside
        if one.name in rules().xml_lists:
            around.setdefault(one.name, []).append(one.value())
        elif one.name in around:
            refuse(_("A key stands twice in one object."))
        else:
            around[one.name] = one.value()

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.StartElementHandler = starts
    parser.EndElementHandler = ends
    parser.CharacterDataHandler = lambda said: open_now[-1].text.append(said)
    try:
        parser.Parse(text.strip().encode(), True)
    except expat.ExpatError as error:
        raise NotMarkup(_("This is not XML."), error.lineno, error.offset + 1) from None
    return top.inside


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]
