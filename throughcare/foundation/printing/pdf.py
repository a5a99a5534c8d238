"""A tagged PDF, built to PDF/UA-1 by typst from a layout and data: same data, same moment, same
bytes.

Only typst's own fonts are used, so that it looks the same on every machine; what they have no
letters for is named in its place.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import typst

_CANNOT_BE_PRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NO_LETTERS = re.compile(r"the text `\"(?P<letters>.+?)\"` could not be displayed")
_MOST_SCRIPTS = 40
_PICTURES = 0x1F000  # from here on each letter has a name worth printing


class CannotBePrinted(Exception):
    """typst refuses the document for a reason that is not its letters."""


def printable(text: str) -> str:
    """The text without what no document format can hold."""
    return _CANNOT_BE_PRINTED.sub("\ufffd", text)


def pdf_of(layout: Path, data: object, *, made_at: datetime) -> bytes:
    """The data laid out: the layout reads it as `sys.inputs.data`. Raises CannotBePrinted."""
    missing: set[str] = set()
    for _ in range(_MOST_SCRIPTS):
        try:
            return _compiled(layout, _each_text(data, partial(_shown, missing=missing)), made_at)
        except typst.TypstError as error:
            found = _NO_LETTERS.search(str(error))
            if found is None:
                raise CannotBePrinted(str(error)) from error
            missing |= {_script(letter) for letter in found["letters"]}
    raise CannotBePrinted("more scripts than a document could hold")


def _compiled(layout: Path, data: object, made_at: datetime) -> bytes:
    made: bytes = typst.compile(
        str(layout),
        sys_inputs={"data": json.dumps(data)},
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
    )
    return made


def _each_text(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(printable(value))
    if isinstance(value, dict):
        return {name: _each_text(one, change) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_each_text(one, change) for one in value]
    return value


def _shown(text: str, *, missing: set[str]) -> str:
    """The text, each run of letters of a missing script named in its place."""
    if not missing:
        return text
    shown, run = [], ""
    for letter in [*text, ""]:
        if letter and (script := _script(letter)) in missing:
            if run and _script(run[-1]) != script:
                shown.append(_named(run))
                run = ""
            run += letter
            continue
        if run:
            shown.append(_named(run))
            run = ""
        shown.append(letter)
    return "".join(shown)


def _script(letter: str) -> str:
    """What one letter shares with the others of its script; a picture or sign is by itself."""
    if ord(letter) >= _PICTURES or unicodedata.category(letter).startswith("S"):
        return letter
    return unicodedata.name(letter, f"U+{ord(letter):04X}").split(" ")[0]


def _named(run: str) -> str:
    script = _script(run[0])
    if len(script) == 1:
        return "".join(f"[{unicodedata.name(one, f'U+{ord(one):04X}').lower()}]" for one in run)
    return f"[{len(run)} {script.capitalize() if script != 'CJK' else script} …]"
