import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

# Tables made before now: what refuses changes, and what writes them down, stands aside where the
# program deletes for good. Those made from here on say so themselves (`protection`).
STAND_ASIDE = """
do $$
declare
    found record;
    said text;
    aside constant text := $q$current_setting('role') <> 'throughcare_retention'$q$;
begin
    for found in
        select t.tgname, t.tgrelid::regclass::text as of_table, pg_get_triggerdef(t.oid) as def
          from pg_trigger t join pg_proc p on p.oid = t.tgfoid
          join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'app' and not t.tgisinternal and t.tgparentid = 0
           and t.tgtype & 1 = 1  -- for each row; a part of a table follows the whole
           and (p.prosrc ilike '%raise exception%' or p.proname = 'write_change')
           and pg_get_triggerdef(t.oid) not like '%throughcare_retention%'
           and t.tgrelid not in ('audit_seal'::regclass, 'audit_blanked'::regclass,
                                 'retention_deletion'::regclass)
    loop
        said := case when found.def like '% WHEN (%'
            then replace(found.def, ' WHEN (', ' WHEN (' || aside || ' AND ')
            else replace(found.def, ' EXECUTE ', ' WHEN (' || aside || ') EXECUTE ') end;
        execute format('drop trigger %I on %s', found.tgname, found.of_table);
        execute said;
    end loop;
end $$;
"""

PROGRAM_ALONE = """
revoke all on retention_deletion from throughcare_web;
revoke update, delete, truncate on retention_deletion from throughcare_system;
create trigger append_only before update or delete on retention_deletion
    for each row execute function app.refuse_change();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0004_blanked"),
        ("people", "0006_likeness"),
        ("record", "0006_searching_parts"),
        ("sentences", "0002_hearing"),
        ("risk", "0001_initial"),
        ("assessments", "0003_merging"),
        ("plans", "0001_initial"),
        ("supervision", "0002_what_is_open"),
        ("reports", "0003_merging"),
        ("exchange", "0001_initial"),
        ("disclosure", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deletion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rule", models.TextField()),
                ("rule_version", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("because", models.TextField(blank=True)),
                ("rows", models.JSONField()),
                (
                    "decided_by",
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
                    models.Index(fields=["-decided_at"], name="retention_d_decided_97ce57_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
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
                ("kind", models.TextField()),
                ("reason", models.TextField()),
                ("since", models.DateTimeField()),
                ("review_on", models.DateField()),
                ("until", models.DateTimeField(null=True)),
                ("ended_because", models.TextField(blank=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="retention_h_person__e5ee82_idx")],
            },
        ),
        Protect("retention_hold"),
        Audit("retention_hold"),
        migrations.RunSQL(PROGRAM_ALONE, migrations.RunSQL.noop),
        migrations.RunSQL(STAND_ASIDE, migrations.RunSQL.noop),
    ]
