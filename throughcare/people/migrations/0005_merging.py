import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

# One who was found to be another is open to nobody. The rest is as it was before.
SETTLE = """
create or replace function app.settle() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    new.open_to_custody := null;
    new.open_to_community := null;
    new.open_to_nation := null;
    new.is_restricted := exists (
        select from people_restriction where person_id = new.id and until is null);
    if not new.is_restricted and new.merged_into_id is null then
        select max(unit_id) filter (where kind = 'custody'),
               max(unit_id) filter (where kind = 'community')
          into new.open_to_custody, new.open_to_community
          from people_holding where person_id = new.id and until is null;
        new.open_to_nation := coalesce(
            app.nation_of(coalesce(
                new.open_to_community,
                new.open_to_custody,
                (select min(unit_id) from people_holding
                  where person_id = new.id and until is null)
            )),
            (select min(id) from staff_unit where parent_id is null)
        );
    end if;
    return new;
end $$;
"""

# What is written about one who was found to be another is written about that one. The lock, which
# the foreign key would take as well, makes a writer wait for a merge under way.
TAKE_PLACE = """
create or replace function app.take_place() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare is_now bigint;
begin
    loop
        select merged_into_id, open_to_custody, open_to_community, open_to_nation
          into is_now, new.open_to_custody, new.open_to_community, new.open_to_nation
          from people_person where id = new.person_id for key share;
        exit when is_now is null or tg_op = 'UPDATE';
        new.person_id := is_now;
    end loop;
    return new;
end $$;
"""

# A finished row follows its person to another unit, and to another person as a merge says; with it
# goes what the merge had to settle. Nothing else of it changes.
MOVED = """
create function app.only_moved(its_table name, was jsonb, becomes jsonb) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    place constant text[] := '{open_to_custody,open_to_community,open_to_nation}';
    differ text[];
begin
    select array_agg(key) into differ from jsonb_each(was - place)
     where value is distinct from becomes -> key;
    return differ is null or exists (
        select from people_mergedrow r join people_merge m on m.id = r.merge
         where r.row = coalesce(was ->> 'id', was ->> 'message_id') and r."table" = its_table
           and (was -> 'person_id' = becomes -> 'person_id'
                or ((was ->> 'person_id')::bigint, (becomes ->> 'person_id')::bigint)
                   in ((m.other_id, m.person_id), (m.person_id, m.other_id)))
           and not exists (
                select from unnest(differ) one where one <> 'person_id'
                   and (r.before is null or not r.before ? one
                        or becomes -> one not in (r.before -> one, r.after -> one))));
end $$;
alter function app.only_moved(name, jsonb, jsonb) owner to throughcare_system;

create or replace function app.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    raise exception 'rows of % are never changed or deleted', tg_table_name
        using errcode = 'insufficient_privilege';
end $$;
"""

# An address of one who was found to be another leads to that one. Who may see them is asked of
# whoever they are now, as always.
LEADS_TO = """
create function app.leads_to(address uuid) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare one people_person%rowtype;
begin
    select * into one from people_person where ref = address;
    while one.merged_into_id is not null loop
        select * into one from people_person where id = one.merged_into_id;
    end loop;
    return coalesce(one.ref, address);
end $$;
alter function app.leads_to(uuid) owner to throughcare_system;
"""

FOR_THE_PROGRAM = """
alter table people_mergedrow enable row level security;
alter table people_mergedrow force row level security;
create policy the_program on people_mergedrow to throughcare_system using (true) with check (true);
revoke all on people_mergedrow from throughcare_web;
alter table people_arrival enable row level security;
alter table people_arrival force row level security;
create policy the_program on people_arrival to throughcare_system using (true) with check (true);
revoke all on people_arrival from throughcare_web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_spellings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("merge", models.UUIDField()),
                ("message", models.UUIDField()),
                ("changes", models.JSONField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["merge", "id"], name="people_arri_merge_0802be_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("merge", models.UUIDField()),
                ("table", models.TextField()),
                ("row", models.TextField()),
                ("side", models.TextField(choices=[("kept", "Kept"), ("other", "Other")])),
                ("stays", models.BooleanField(default=False)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["merge", "table"], name="people_merg_merge_1ad58e_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("row", "table", "merge"), name="people_mergedrow_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("number", models.IntegerField()),
                ("other_name", models.TextField()),
                ("other_numbers", models.TextField(blank=True)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "told",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_because", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("taken_back_at", None)),
                        fields=["at"],
                        name="people_merge_news",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("other",),
                        name="people_merge_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taken_back_at", None),
                                ("taken_back_because", ""),
                                ("taken_back_by", None),
                            ),
                            models.Q(
                                ("taken_back_at__isnull", False),
                                models.Q(("taken_back_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="people_merge_taken_back_with_a_reason",
                    ),
                ],
            },
        ),
        Protect("people_merge"),
        Audit("people_merge"),
        migrations.RunSQL(SETTLE),
        migrations.RunSQL(TAKE_PLACE),
        migrations.RunSQL(MOVED),
        migrations.RunSQL(LEADS_TO),
        migrations.RunSQL(FOR_THE_PROGRAM),
    ]
