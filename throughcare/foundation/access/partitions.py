"""Tables too long to be one: parts under the table everybody knows, each in a schema of its own.

A part bears the table's own name, so a trigger that runs on it says the name it always said. Nobody
but the owner may enter those schemas: row security guards the table, and would not guard a part
that somebody could name. See docs/decisions/0022.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

# What a table has besides its columns, as statements that give it to another of the same name:
# constraints, indexes, triggers, policies, rights, and other tables' foreign keys to it.
HAS = """
    select case when c.conrelid <> c.confrelid and c.confrelid = t.oid then 6
                when c.contype = 'f' then 5 else 0 end, c.conname,
           format('alter table %%s add constraint %%I %%s', c.conrelid::regclass, c.conname,
                  pg_get_constraintdef(c.oid))
      from t join pg_constraint c
        on c.contype in ('p', 'u', 'f') and c.conparentid = 0 and t.oid in (c.conrelid, c.confrelid)
    union all
    select 1, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
      from t join pg_index i on i.indrelid = t.oid
     where not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    union all
    select 2, g.tgname, pg_get_triggerdef(g.oid)
      from t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal
    union all
    select 3, p.policyname, concat(
               format('create policy %%I on %%I as %%s for %%s to %%s', p.policyname, p.tablename,
                      p.permissive, p.cmd, array_to_string(p.roles, ', ')),
               ' using (' || p.qual || ')', ' with check (' || p.with_check || ')')
      from t join pg_policies p on p.schemaname = 'public' and p.tablename = t.relname
    union all
    select 4, g.privilege_type,
           format('grant %%s on %%I to %%I', g.privilege_type, t.relname, g.grantee::regrole)
      from t cross join aclexplode(t.relacl) g where g.grantee <> t.relowner
    order by 1, 2
"""
CONSTRAINT, INDEX, TRIGGER, POLICY, RIGHT, POINTS, POINTED_AT = range(7)


class Partition(Operation):
    """Put a table's rows into so many parts by the number of each row.

    Whatever else the table has it has afterwards, but for the constraints named in `instead`: one
    becomes what stands there, or goes.
    """

    reduces_to_sql = False
    reversible = False

    def __init__(self, table: str, *, into: int, instead: dict[str, str | None]) -> None:
        self.table, self.into, self.instead = table, into, instead

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, editor: Any, before: Any, after: Any) -> None:
        has = self._has(editor)
        for kind, name, statement in has:
            if kind == POINTED_AT:
                editor.execute(f"{statement.partition(' add ')[0]} drop constraint {name}")
        self._move(editor, has)
        editor.execute(f"revoke all on {self.table} from throughcare_web, throughcare_system")
        for _kind, name, statement in has:
            now = self.instead.get(name, "")
            if now:
                statement = f"alter table {self.table} add constraint {name} {now}"
            if now is not None:
                editor.execute(statement, params=None)
        for how in ("enable", "force"):
            editor.execute(f"alter table {self.table} {how} row level security")

    def _has(self, editor: Any) -> list[tuple[int, str, str]]:
        with editor.connection.cursor() as cursor:
            cursor.execute(
                "with t as (select * from pg_class where oid = %(table)s::regclass)" + HAS,
                {"table": self.table},
            )
            return list(cursor.fetchall())

    def _move(self, editor: Any, has: list[tuple[int, str, str]]) -> None:
        """Make the table in parts and bring the rows into it."""
        table = self.table
        editor.execute(f"alter table {table} rename to {table}_before")
        self._make(editor, f"{table}_before", by="hash (id)")
        for number in range(self.into):
            place = f"part_{number}"
            editor.execute(f"select app.make_part('{table}', '{place}')")
            editor.execute(
                f"alter table {table} attach partition {place}.{table}"
                f" for values with (modulus {self.into}, remainder {number})"
            )
        editor.execute(f"insert into {table} select * from {table}_before")
        editor.execute(f"drop table {table}_before")

    def _make(self, editor: Any, like: str, *, by: str) -> None:
        editor.execute(
            f"create table {self.table} (like {like} including defaults including constraints)"
            f" partition by {by}"
        )

    def describe(self) -> str:
        return f"Put the rows of {self.table} into parts"


class PartitionByMonth(Partition):
    """Put a table's rows into parts by the month of `at`: those there are, all into one.

    None of them is written anew. `app.make_months` makes the parts of later months.
    """

    def __init__(self, table: str) -> None:
        super().__init__(table, into=1, instead={f"{table}_pkey": "primary key (id, at)"})

    def _move(self, editor: Any, has: list[tuple[int, str, str]]) -> None:
        table, was = self.table, f"part_before.{self.table}"
        editor.execute("create schema if not exists part_before")
        editor.execute(f"alter table {table} set schema part_before")
        for kind, name, _statement in has:
            if kind in (TRIGGER, POLICY):
                what = "trigger" if kind == TRIGGER else "policy"
                editor.execute(f"drop {what} {name} on {was}")
        editor.execute(f"alter table {was} disable row level security, no force row level security")
        editor.execute(f"alter table {was} drop constraint {table}_pkey")
        editor.execute(f"alter table {was} alter id drop identity if exists")
        editor.execute(f"revoke all on {was} from throughcare_web, throughcare_system")
        self._make(editor, was, by="range (at)")
        editor.execute(f"select app.make_part('{table}', 'part_beyond')")
        editor.execute(f"alter table {table} attach partition part_beyond.{table} default")
        editor.execute(f"select app.attach_what_was('{table}')")
