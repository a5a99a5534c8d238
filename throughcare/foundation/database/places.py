"""Where the database keeps its files, and where its socket is."""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_data_dir

from throughcare.foundation.database.accounts import Account, server_account
from throughcare.foundation.database.trouble import UnableToUseFolder

PORT = "5432"  # only part of the socket's name: the server listens on no network address
LONGEST_SOCKET_PATH = 103  # macOS; Linux allows four more
# PostgreSQL's programs take a comma in a folder for the start of another host
PLAIN_PATH = re.compile(r"[^,\"'\\\n]+")


def home_folder(environ: Mapping[str, str]) -> Path:
    """`THROUGHCARE_HOME`, or the usual place for a program's data on this system."""
    if named := environ.get("THROUGHCARE_HOME"):
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        # root's own home is closed to the account that runs the server, and stays so
        return Path("/var/lib/throughcare")
    return Path(user_data_dir("throughcare", appauthor=False))


def home_for_tests(checkout: Path) -> Path:
    """`.test-home` in the checkout, or a folder elsewhere when the server could not use that."""
    account = server_account()
    if os.access(checkout, os.W_OK) and (not account.borrowed or account.can("-x", checkout)):
        return checkout / ".test-home"
    return short_folder(checkout / ".test-home", owner=os.geteuid())


def make_home(home: Path, account: Account) -> None:
    """Make the home folder; other accounts may pass through it at most, and only if root's."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o711 if account.borrowed else 0o700)
    except OSError as error:
        raise UnableToUseFolder(
            f"The data folder {home} cannot be made: {error.strerror}."
            " Set THROUGHCARE_HOME to a folder you can write to."
        ) from error
    if account.borrowed and not account.can("-x", home):
        raise UnableToUseFolder(
            f"The database runs as the account “{account.name}”, which cannot enter {home}."
            " Set THROUGHCARE_HOME to a folder outside private ones, or start as an ordinary user."
        )


def socket_folder(data: Path, account: Account) -> Path:
    """The data folder, which is private; or a short private folder when that path is too long."""
    socket = data / f".s.PGSQL.{PORT}"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(data)):
        return data
    return short_folder(data, owner=account.uid)


def short_folder(path: Path, *, owner: int) -> Path:
    """A folder with a short name that stands for a long path, checked to be the owner's own."""
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    folder = Path("/tmp") / f"throughcare-{owner}-{digest}"
    try:
        seen = folder.lstat()
    except FileNotFoundError:
        return folder
    # Anyone may write to /tmp, so someone else could have put a trap there first.
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != owner or seen.st_mode & 0o022:
        raise UnableToUseFolder(f"{folder} exists but is not a private folder of ours. Remove it.")
    return folder
