"""A form as a browser finds it on a page: every field with what stands in it already."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Sheet = dict[str, str | list[str]]
"""What a form sends, by field; several boxes ticked under one name are a list."""


class NoSuchForm(Exception):
    """No form on the page is sent where the test wants to send one."""


def sheet(html: str, *, page: str, to: str) -> Sheet:
    """The fields of the form on `page` that is sent `to`. Raises NoSuchForm."""
    forms = _Forms(page)
    forms.feed(html)
    for one in forms.found:
        if to in one.sent_to:
            return one.fields
    raise NoSuchForm(f"{to} on {page}; forms there: {[one.sent_to for one in forms.found]}")


@dataclass
class _Found:
    sent_to: set[str]
    fields: Sheet = field(default_factory=dict)


class _Forms(HTMLParser):
    """Collects the forms that are posted."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[_Found] = []
        self.inside: _Found | None = None
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._begin(has)
        elif self.inside is None:
            return
        elif tag == "input":
            self._input(self.inside.fields, has)
        elif tag == "select":
            self.select = has["name"]
        elif tag == "option" and self.select:
            if "selected" in has or self.select not in self.inside.fields:
                self.inside.fields[self.select] = has.get("value", "")
        elif tag == "textarea":
            self.textarea = has["name"]
            self.inside.fields[self.textarea] = ""

    def _begin(self, has: dict[str, str]) -> None:
        if has.get("method") == "post":
            to = [has.get("action") or self.page, has.get("data-autosave", "")]
            self.inside = _Found({urlsplit(urljoin(self.page, one)).path for one in to if one})
            self.found.append(self.inside)

    def _input(self, fields: Sheet, has: dict[str, str]) -> None:
        kind, name = has.get("type", "text"), has.get("name", "")
        if not name or kind in ("submit", "button", "file"):
            return
        if kind not in ("checkbox", "radio"):
            fields[name] = has.get("value", "")
        elif "checked" in has and kind == "radio":
            fields[name] = has.get("value", "on")
        elif "checked" in has:
            fields[name] = [*fields.get(name, []), has.get("value", "on")]

    def handle_data(self, data: str) -> None:
        if self.inside and self.textarea:
            # A browser drops the first new line of what stands in a text area.
            self.inside.fields[self.textarea] = data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""
