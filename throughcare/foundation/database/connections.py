"""How to reach the database: the server that `DATABASE_URL` names, or else our own."""

from collections.abc import Mapping
from typing import Any

from throughcare.foundation.database.cluster import NAME, cluster_at_home
from throughcare.foundation.database.places import PORT
from throughcare.foundation.database.trouble import NotAnAddress

DJANGO_NAMES = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}


def has_own_server(environ: Mapping[str, str]) -> bool:
    """Whether someone else runs the database for us."""
    return bool(environ.get("DATABASE_URL"))


def settings_for(environ: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings for this database, all but the engine. Starts nothing."""
    parts = connection_parts(environ)
    named = {django: parts.pop(ours, "") for ours, django in DJANGO_NAMES.items()}
    return {**named, "OPTIONS": parts}


def connection_parts(environ: Mapping[str, str]) -> dict[str, Any]:
    """The same as PostgreSQL's own words: host, port, user, password, dbname and more."""
    if has_own_server(environ):
        return _understood(environ["DATABASE_URL"])
    socket = cluster_at_home(environ).socket
    return {"dbname": NAME, "user": NAME, "host": str(socket), "port": PORT}


def _understood(address: str) -> dict[str, Any]:
    # imported here: the driver takes a moment, and most commands of the launcher do without
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        parts = {}
    if not parts.get("dbname"):
        # the address itself is not repeated: it holds a password
        raise NotAnAddress(
            "DATABASE_URL is not an address PostgreSQL understands, or names no database."
            " It looks like postgresql://user:password@host:5432/name."
        )
    return dict(parts)
