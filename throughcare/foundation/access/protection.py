"""The house policy: row security on every table about a person, enabled and forced.

Written once here and applied by migrations, so that no table has a policy of its own making.
"""

from typing import Any

from django.db.migrations import RunSQL
from django.db.migrations.operations.base import Operation

from throughcare.foundation.access.actor import SLOTS

# The array form, measured the cheapest: each list is read once a statement, not once a row.
_UNITS = "(select string_to_array(current_setting('app.units', true), ',')::int[])::int[]"
_PEOPLE = "(select string_to_array(current_setting('app.people', true), ',')::bigint[])::bigint[]"
# Where the program deletes for good nothing refuses, and nothing writes down what was there.
UNLESS_FORGETTING = "when (current_setting('role') <> 'throughcare_retention')"
_EXCLUDED = (
    "(select string_to_array(current_setting('app.excluded', true), ',')::bigint[])::bigint[]"
)


def need_to_know(person: str, marking: str = "marking", place: str = "") -> str:
    """The condition under which a row is shown, as SQL.

    `person` is the expression for the person's id, `marking` for the row's marking; `place` the
    alias of the table whose `open_to_…` columns count, the row's own by default.
    """
    at = f"{place}." if place else ""
    return f"""(
        (  ({at}open_to_community * {SLOTS} + {marking}) = any({_UNITS})
        or ({at}open_to_custody * {SLOTS} + {marking}) = any({_UNITS})
        or ({at}open_to_nation * {SLOTS} + {marking}) = any({_UNITS})
        or ({person} * {SLOTS} + {marking}) = any({_PEOPLE}) )
        and {person} <> all({_EXCLUDED})
    )"""


class Protect(Operation):
    """Enable and force row security on a table about a person, with the house policy.

    `person` is the column with the person's id (`id` for the table of people itself, whose rows
    carry no marking: pass "0"). `append_only` refuses every later change and deletion of a row.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        table: str,
        person: str = "person_id",
        marking: str = "marking",
        append_only: bool = False,
    ) -> None:
        self.table, self.person, self.marking, self.append_only = (
            table,
            person,
            marking,
            append_only,
        )

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        condition = need_to_know(self.person, self.marking)
        editor.execute(f"alter table {self.table} enable row level security")
        editor.execute(f"alter table {self.table} force row level security")
        editor.execute(
            f"create policy need_to_know on {self.table} to throughcare_web "
            f"using {condition} with check {condition}"
        )
        editor.execute(
            f"create policy the_program on {self.table} to throughcare_system "
            "using (true) with check (true)"
        )
        if self.person == "person_id":
            editor.execute(
                f"create trigger take_place before insert or update of person_id on {self.table} "
                "for each row execute function app.take_place()"
            )
            editor.execute("insert into app.follows (name) values (%s)", [self.table])
        if self.append_only:
            editor.execute(
                f"create trigger append_only before update or delete on {self.table} "
                f"for each row {UNLESS_FORGETTING} execute function app.refuse_change()"
            )
            editor.execute(f"revoke delete, truncate on {self.table} from throughcare_web")

    def database_backwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        for trigger in ("take_place", "append_only"):
            editor.execute(f"drop trigger if exists {trigger} on {self.table}")
        editor.execute("delete from app.follows where name = %s", [self.table])
        for policy in ("need_to_know", "the_program"):
            editor.execute(f"drop policy if exists {policy} on {self.table}")
        editor.execute(f"alter table {self.table} no force row level security")
        editor.execute(f"alter table {self.table} disable row level security")

    def describe(self) -> str:
        return f"Protect {self.table} by need to know"


class Audit(Operation):
    """Write every change of a table's rows to the audit, with before and after."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        with editor.connection.cursor() as cursor:
            cursor.execute("select to_regproc('app.audit') is not null")
            [knows_how] = cursor.fetchone()
        for table in self.tables:
            if knows_how:
                editor.execute(f"select app.audit('{table}')")
            else:  # the migration that makes that function does so for tables made before it
                editor.execute(
                    f"create trigger audited after insert or update or delete on {table} "
                    f"for each row {UNLESS_FORGETTING} execute function app.write_change()"
                )

    def database_backwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        for table in self.tables:
            editor.execute(f"drop trigger if exists audited on {table}")
            editor.execute(f"drop trigger if exists audited_new on {table}")

    def describe(self) -> str:
        return f"Audit every change of {', '.join(self.tables)}"


class Forget(Operation):
    """When a row of this table changes, forget the reach it was a part of.

    `whose`: "everyone"; "colleague", the one in `column`; or "unit", all who reach that unit.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, whose: str, column: str = "") -> None:
        self.table, self.whose, self.column = table, whose, column

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        editor.execute(
            f"create trigger forget_reach after insert or update or delete on {self.table} "
            f"for each row execute function app.forget_reach('{self.whose}', '{self.column}')"
        )

    def database_backwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        editor.execute(f"drop trigger if exists forget_reach on {self.table}")

    def describe(self) -> str:
        return f"Forget reach when {self.table} changes"


def keep_for_ever(*tables: str) -> list[RunSQL]:
    """Tables of the audit: written by anyone acting, read by need to know, never changed.

    Their rows do not follow the person about, there are too many: the person's own row is asked.
    """
    return [
        RunSQL(f"""
            alter table {table} enable row level security;
            alter table {table} force row level security;
            create policy anyone_writes on {table} for insert to throughcare_web with check (true);
            create policy need_to_know on {table} for select to throughcare_web using (exists (
                select from people_person p where p.id = {table}.person_id
                   and {need_to_know("p.id", f"{table}.marking", "p")}));
            create policy the_program on {table} to throughcare_system
                using (true) with check (true);
            create trigger append_only before update or delete on {table}
                for each row {UNLESS_FORGETTING} execute function app.refuse_change();
            create trigger no_truncate before truncate on {table}
                for each statement execute function app.refuse_change();
            revoke update, delete, truncate on {table} from throughcare_web, throughcare_system;
        """)
        for table in tables
    ]
