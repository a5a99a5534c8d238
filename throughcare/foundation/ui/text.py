"""Text that people typed, made safe to look at without changing what is kept.

Nothing is taken out: a character that would act on the page instead of standing on it (a control
character, a mark that turns the writing round) is shown as a small labelled sign, and every piece
of text turns round within itself only.
"""

import re
import unicodedata

from django.utils.formats import number_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# Controls but tab and newline; marks that override or enclose the direction of writing.
_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*?(?=\S|\Z)")
_SHORT = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}


def shown(value: object) -> SafeString:
    """One line of somebody's text: a name, a title."""
    return mark_safe(f"<bdi>{_harmless(str(value))}</bdi>") if value not in (None, "") else _NONE


def lines(value: object) -> SafeString:
    """Somebody's text as paragraphs: a blank line parts them, a new line stays a new line."""
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [part.strip("\n") for part in _BLANK_LINES.split(text) if part.strip()]
    return format_html_join(
        "\n",
        '<p class="govuk-body tc-text" dir="auto">{}</p>',
        ((mark_safe(_harmless(part).replace("\n", "<br>\n")),) for part in paragraphs),
    )


def count(value: int | None) -> str:
    """12,345."""
    return "" if value is None else number_format(value, use_l10n=True, force_grouping=True)


def _harmless(text: str) -> SafeString:
    if not _ACTS.search(text):
        return escape(text)
    parts, at = [], 0
    for found in _ACTS.finditer(text):
        parts += [escape(text[at : found.start()]), _sign(found.group())]
        at = found.end()
    return mark_safe("".join([*parts, escape(text[at:])]))


def _sign(character: str) -> SafeString:
    code = f"U+{ord(character):04X}"
    label = _SHORT.get(character) or unicodedata.name(character, code)
    return format_html('<span class="tc-sign" title="{}">{}</span>', code, label)


_NONE = mark_safe("")
