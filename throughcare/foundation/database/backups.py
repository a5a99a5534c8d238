"""A copy of everything in the database, and back again."""

from pathlib import Path


def backup(to: Path) -> None: ...
def restore(source: Path) -> None: ...
