"""What a site adds to the pack: instruments that may not be published, in a folder of its own."""

from pathlib import Path

from django.conf import settings

from throughcare.rules.errors import PackError

INSTRUMENTS = "instruments"


def site_folder() -> Path | None:
    """The folder of this site, if it has one."""
    return Path(settings.SITE_PACK) if settings.SITE_PACK else None


def instrument_files(folder: Path, site: Path | None) -> list[Path]:
    """The files of instruments, the pack's before the site's.

    Raises PackError for a site's folder that is not there, and for a version that is in both.
    """
    ours = sorted((folder / INSTRUMENTS).glob("*/*.toml"))
    if site is None:
        return ours
    if not site.is_dir():
        raise PackError(site, "there is no such folder; THROUGHCARE_SITE_PACK names it")
    theirs = sorted((site / INSTRUMENTS).glob("*/*.toml"))
    there = {(path.parent.name, path.stem): path for path in ours}
    for path in theirs:
        if other := there.get((path.parent.name, path.stem)):
            raise PackError(path, f"{path.parent.name} {path.stem} is there already, in {other}")
    return [*ours, *theirs]
