"""The databases of the load, beside the demo's, never the demo's own."""

from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection

from throughcare.foundation.access import as_owner


def make_anew(name: str) -> None:
    """Drop what was there under this name and migrate an empty database; work there from now on."""
    settings = connection.settings_dict
    connection.close()
    server: psycopg.Connection[Any] = psycopg.connect(
        dbname="postgres",
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"],
        autocommit=True,
    )
    with server:
        server.execute(f"drop database if exists {name} with (force)")
        server.execute(f"create database {name}")
    connection.settings_dict["NAME"] = name
    with as_owner():
        call_command("migrate", verbosity=0)
