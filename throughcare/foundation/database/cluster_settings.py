"""How our own PostgreSQL cluster is set up: for a small machine, and closed to the network."""

import os
from pathlib import Path

FOR_TESTS = "throughcare-for-tests"  # a marker in the data folder
SETTINGS_FILE = "throughcare.conf"

FIRST_WITH_BUILTIN_LOCALE = 17

SETTINGS = """\
# Written by Throughcare at each start; changes made here are lost.
listen_addresses = ''                  # reached through the socket alone
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 256MB
effective_cache_size = 1GB
maintenance_work_mem = 128MB
work_mem = 16MB
max_wal_size = 2GB
random_page_cost = 1.1                 # solid-state disks
jit = off                              # costs more than it gains on the short queries of a page
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'     # a week's worth, each day written over the last
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_error_verbosity = terse            # statements and values of rows stay out of the log
log_min_error_statement = panic
"""

# A test database is made anew, so nothing is lost if the machine stops.
WITHOUT_WAITING = """\
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def at_birth(major: int, *, for_tests: bool) -> list[str]:
    """What can only be chosen when a cluster is made.

    The built-in locale depends on nothing of the machine, so indexes survive its upgrades. The
    encoding must be said: under LANG=C initdb would refuse.
    """
    chosen = ["--encoding=UTF8", "--data-checksums", *(["--no-sync"] if for_tests else [])]
    if major >= FIRST_WITH_BUILTIN_LOCALE:
        return [*chosen, "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*chosen, "--locale=C.UTF-8"]


def admit(data: Path, *, accounts: set[str], role: str) -> None:
    """Let these accounts of the computer in as this role, by what the system says they are."""
    entries = "".join(f'throughcare "{account}" {role}\n' for account in sorted(accounts))
    _overwrite(data / "pg_ident.conf", entries)
    _overwrite(
        data / "pg_hba.conf",
        "local all         all peer map=throughcare\nlocal replication all peer map=throughcare\n",
    )
    main = data / "postgresql.conf"
    _overwrite(main, f"{main.read_text()}\ninclude '{SETTINGS_FILE}'\n")


def write(data: Path, *, socket: Path) -> None:
    """Write the settings for the next start."""
    settings = SETTINGS.format(socket=socket)
    if (data / FOR_TESTS).exists():
        settings += WITHOUT_WAITING
    _overwrite(data / SETTINGS_FILE, settings)


def _overwrite(path: Path, text: str) -> None:
    """Write a file that belongs to whoever owns the data, also when we are root."""
    path.write_text(text)
    owner = path.parent.stat()
    if owner.st_uid != path.stat().st_uid:
        os.chown(path, owner.st_uid, owner.st_gid)
