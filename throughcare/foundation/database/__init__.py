"""The PostgreSQL server the program works with.

`DATABASE_URL` names a server that someone runs for us; then there is nothing to do here but to
connect. Without it we run our own, in a folder of our own, from the programs of a wheel or of the
system: for trying out, developing, testing and single-site pilots.

    start()               make sure the server runs; True if this call started it
    stop()                stop it; True if it was running
    running()             both, around a block of work
    kept_running()        … and started again if it is killed meanwhile
    status()              what there is, as `Status`
    connection_settings() the entry for Django's DATABASES, all but the engine
    start_for_tests(…)    a server apart, quick and forgetful, for the test suite
    psql(…)               the console

`backups` beside this makes a copy of everything and brings it back; `archives` keeps every change
and `recoveries` brings back any moment. They are not imported here because they need the driver,
and starting and stopping do not.
"""

from throughcare.foundation.database.connections import settings_for
from throughcare.foundation.database.server import (
    Status,
    connection_settings,
    kept_running,
    psql,
    running,
    start,
    start_for_tests,
    status,
    stop,
)
from throughcare.foundation.database.trouble import DatabaseTrouble

__all__ = [
    "DatabaseTrouble",
    "Status",
    "connection_settings",
    "kept_running",
    "psql",
    "running",
    "settings_for",
    "start",
    "start_for_tests",
    "status",
    "stop",
]
