"""Everything that has to be true before pages can be served."""

import gc
import os
import sys

import django

from throughcare.foundation.database.connections import has_own_server


def bring_up_to_date() -> bool:
    """Compile what was translated and apply what was migrated. True if the database changed."""
    django.setup()
    # What is loaded stays: no need to look among it for what is not needed any more.
    gc.freeze()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from throughcare.foundation.access import as_owner

    call_command("compile_translations")
    with as_owner():
        # Asking first is quick; the command itself is not, even with nothing to do.
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        call_command("migrate", interactive=False, verbosity=0)
    return True


def begin_if_empty() -> None:
    """Bring a database of ours that was never used up to date, so that the first thing typed can be
    an import. One that is only behind is left alone: its keeper says when; and so is another
    server's, which takes the login of its owner.
    """
    django.setup()
    if _has_tables():
        return
    if has_own_server(os.environ):
        raise SystemExit("The database is empty. First “migrate”, with the login that owns it.")
    sys.stderr.write("Making an empty record (once; less than a minute)…\n")
    bring_up_to_date()
    load_rules()


def load_rules() -> None:
    """Remember every rule as its files say it now. Exits where one was edited that was used.

    Each start does so, before anybody works under anything; a database without tables is left
    alone, which whoever serves it is told.
    """
    django.setup()
    from django.db import connections
    from django.utils import timezone

    from throughcare.foundation.access import SYSTEM, acting_as
    from throughcare.foundation.packs import PackError
    from throughcare.foundation.packs.loading import remember_loaded

    try:
        if _has_tables():
            with acting_as(SYSTEM):
                remember_loaded(at=timezone.now())
    except PackError as error:
        raise SystemExit(str(error)) from error
    finally:
        connections.close_all()  # the server forks, and a connection cannot be shared


def _has_tables() -> bool:
    from django.db import connection

    from throughcare.foundation.access import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select to_regclass('public.packs_loaded') is not null")
        [has_them] = cursor.fetchone()
    return bool(has_them)


def make_the_fictional_world(*, people: int, seed: int) -> None:
    """Make the demo's people and staff if they are not there yet, and show the sign-ins."""
    from django.core.management import CommandError, call_command
    from django.db import connections

    try:
        call_command("prepare_demo", people=people, seed=seed)
    except CommandError as error:
        raise SystemExit(str(error)) from error
    finally:
        connections.close_all()  # the server forks, and a connection cannot be shared


def missing_migrations() -> list[str]:
    """Changes of models that no migration makes. Needs no database, unlike Django's own check."""
    django.setup()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("throughcare.")}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in sorted(found.changes(graph=loader.graph).items())
        if label in ours
        for migration in migrations
        for operation in migration.operations
    ]
