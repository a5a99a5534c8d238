import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect, need_to_know

# What was written stays written. Its marking alone can change, and only as a row of record_raising
# says; that table is written by one function. See docs/decisions/0007.
KEPT = """
create function app.keep_unless_raised() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    place constant text[] := '{open_to_custody,open_to_community,open_to_nation,marking}';
    of_entry uuid;
begin
    if tg_op = 'UPDATE' and to_jsonb(old) - place = to_jsonb(new) - place then
        -- It only followed its person to another unit.
        if old.marking = new.marking then
            return new;
        end if;
        of_entry := coalesce(to_jsonb(old) ->> 'entry_id', to_jsonb(old) ->> 'original_id',
                             to_jsonb(old) ->> 'id');
        if exists (select from record_raising r where r.entry_id = of_entry
                      and r.now = new.marking and old.marking = any(r.wider)) then
            return new;
        end if;
    end if;
    raise exception 'rows of % are never changed or deleted', tg_table_name
        using errcode = 'insufficient_privilege';
end $$;

drop trigger append_only on record_entry;
create trigger append_only before update or delete on record_entry
    for each row execute function app.keep_unless_raised();
create trigger append_only before update or delete on record_raising
    for each row execute function app.keep_unless_raised();
create trigger no_truncate before truncate on record_raising
    for each statement execute function app.refuse_change();
revoke insert, update, delete, truncate on record_raising from throughcare_web;

-- A version that is written later is marked as those before it were raised. The lock makes it wait
-- for a raising under way, and a raising for it.
create function app.mark_alike() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare raised record_raising%rowtype;
begin
    perform from record_entry where id = new.original_id for share;
    for raised in select * from record_raising where entry_id = new.original_id order by at, id loop
        if new.marking = any(raised.wider) then
            new.marking := raised.now;
        end if;
    end loop;
    return new;
end $$;
alter function app.mark_alike() owner to throughcare_system;
create trigger mark_alike before insert on record_entry
    for each row when (new.original_id is not null) execute function app.mark_alike();

-- Every change of an entry is in the audit, words and all. Who may not read the entry any more may
-- not read them there.
create policy as_its_entry on audit_change as restrictive for select to throughcare_web using (
    case "table"
        when 'record_entry' then exists (select from record_entry e where e.id = row::uuid)
        when 'record_raising' then exists (select from record_raising r where r.id = row::uuid)
        else true
    end);
"""

# More rights than the caller's, for two reasons: the caller may not be able to read what they
# raise once it is done, and there may be versions they are not shown. So it looks itself whether
# the caller may read the entry; what is not theirs to see is as absent as what is not there.
RAISE = f"""
create function app.raise_marking(
    new_id uuid, of_entry uuid, from_any smallint[], to_this smallint,
    who bigint, their_name text, why text, moment timestamptz
) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    first uuid;
    asked record_entry%rowtype;
begin
    select coalesce(e.original_id, e.id) into first from record_entry e where e.id = of_entry;
    perform from record_entry e where e.id = first for update;
    select e.* into asked from record_entry e
     where e.id = of_entry and e.marking = any(from_any)
       and {need_to_know("e.person_id", "e.marking", "e")};
    if not found then
        return false;
    end if;
    insert into record_raising
        (id, person_id, marking, entry_id, was, now, wider, by_id, by_text, reason, at)
    values (new_id, asked.person_id, to_this, first, asked.marking, to_this, from_any,
            who, their_name, why, moment);
    update record_raising r set marking = to_this
     where r.entry_id = first and r.marking = any(from_any);
    update record_entry e set marking = to_this
     where (e.id = first or e.original_id = first) and e.marking = any(from_any);
    return true;
end $$;
alter function app.raise_marking(
    uuid, uuid, smallint[], smallint, bigint, text, text, timestamptz) owner to throughcare_system;
revoke all on function app.raise_marking(
    uuid, uuid, smallint[], smallint, bigint, text, text, timestamptz) from public;
grant execute on function app.raise_marking(
    uuid, uuid, smallint[], smallint, bigint, text, text, timestamptz) to throughcare_web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("people", "0001_initial"),
        ("record", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Raising",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("was", models.SmallIntegerField()),
                ("now", models.SmallIntegerField()),
                (
                    "wider",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by_text", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raisings",
                        to="record.entry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("now", 0), _negated=True),
                            models.Q(("now", models.F("was")), _negated=True),
                        ),
                        name="record_raising_is_to_another_marking",
                    )
                ],
            },
        ),
        Protect("record_raising"),
        migrations.RunSQL(KEPT),
        migrations.RunSQL(RAISE),
        Audit("record_raising"),
    ]
