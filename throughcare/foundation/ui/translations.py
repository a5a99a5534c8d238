"""Catalogues of translations: written as .po, read by the program as .mo.

The .mo files are made here, not kept in the repository; making them needs no program but ours.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import polib


def compile_stale(folders: Iterable[Path]) -> list[Path]:
    """Make each .mo that is missing or older than its .po. Returns what was made."""
    stale = [
        catalogue
        for folder in folders
        for catalogue in sorted(Path(folder).rglob("*.po"))
        if _is_stale(catalogue)
    ]
    return [_compiled(catalogue) for catalogue in stale]


def _is_stale(catalogue: Path) -> bool:
    made = catalogue.with_suffix(".mo")
    return not made.exists() or made.stat().st_mtime < catalogue.stat().st_mtime


def _compiled(catalogue: Path) -> Path:
    made = catalogue.with_suffix(".mo")
    unfinished = catalogue.with_suffix(f".mo.{os.getpid()}")
    polib.pofile(str(catalogue)).save_as_mofile(str(unfinished))
    unfinished.replace(made)  # whoever reads it meanwhile reads a whole one
    return made
