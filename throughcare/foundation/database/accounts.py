"""Which account of the computer runs the database server.

PostgreSQL refuses to run as root. Started as root, in a container for example, the server is run by
an account without privileges, and the data belong to that account.
"""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from throughcare.foundation.database.trouble import UnableToStart


@dataclass(frozen=True)
class Account:
    """An account of the computer; `borrowed` when it is not the one we ourselves run as."""

    name: str
    uid: int
    gid: int
    borrowed: bool

    def run(
        self, *command: str | Path, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account and wait for it."""
        as_account: dict[str, Any] = {}
        if self.borrowed:
            as_account = {"user": self.uid, "group": self.gid, "extra_groups": []}
        try:
            return subprocess.run(
                command,
                input=text,
                capture_output=True,
                text=True,
                cwd="/",
                env=quiet_environment(),
                check=False,
                **as_account,
            )
        except OSError as error:
            raise UnableToStart(
                f"{command[0]} cannot be run as the account “{self.name}”: {error.strerror}."
            ) from error

    def can(self, permission: str, path: Path) -> bool:
        """Whether the account may read ("-r"), write ("-w") or enter and run ("-x") a path."""
        return self.run("test", permission, path).returncode == 0

    def give(self, path: Path) -> None:
        """Make the account the owner of a path."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid)


def server_account() -> Account:
    """Ourselves, or an account without privileges when we are root."""
    uid = os.geteuid()
    if uid == 0:
        return _unprivileged()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise UnableToStart(
            f"The user id {uid} has no account name on this computer, and PostgreSQL needs one."
            " Run as a named account, or set DATABASE_URL to a PostgreSQL server you have."
        ) from None
    return Account(entry.pw_name, uid, entry.pw_gid, borrowed=False)


def ourselves() -> Account:
    """For programs that need no privilege and have no objection to root."""
    return Account("", os.geteuid(), os.getegid(), borrowed=False)


def _unprivileged() -> Account:
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid, borrowed=True)
    raise UnableToStart(
        "PostgreSQL does not run as root, and there is neither a “postgres” nor a “nobody” account"
        " to run it. Start as an ordinary user, or set DATABASE_URL."
    )


def quiet_environment(**extra: str) -> dict[str, str]:
    """Our environment without the settings PostgreSQL's programs would take from it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"} | extra
