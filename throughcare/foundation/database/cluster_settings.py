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
max_slot_wal_keep_size = 8GB           # an archive that nobody keeps up does not fill the disk
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
    include = f"include '{SETTINGS_FILE}'\n"
    if include not in (told := main.read_text()):
        _overwrite(main, f"{told}\n{include}")


def write(data: Path, *, socket: Path) -> None:
    """Write the settings for the next start."""
    settings = SETTINGS.format(socket=socket)
    if (data / FOR_TESTS).exists():
        settings += WITHOUT_WAITING
    _overwrite(data / SETTINGS_FILE, settings)


def _overwrite(path: Path, text: str) -> None:
    """Write a file that belongs to whoever owns the data, also when we are root.

    What is there already is left alone, and what is new takes its place whole: on a full disk a
    server starts again with the settings it had.
    """
    if path.exists() and path.read_text() == text:
        return
    making = path.with_name(f"{path.name}.making")
    making.write_text(text)
    making.chmod(0o600)
    owner = path.parent.stat()
    if owner.st_uid != making.stat().st_uid:
        os.chown(making, owner.st_uid, owner.st_gid)
    making.rename(path)
