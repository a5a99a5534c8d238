import django.db.models.deletion
from django.db import migrations, models

from throughcare.foundation.access.protection import UNLESS_FORGETTING, Audit, Protect

# A document is marked as its entry is, also when that is raised; and its bytes are those that are
# listed, whoever writes them down. Neither changes after that (decision 26).
ALIKE = f"""
create function app.marked_as_its_entry() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    select e.marking into new.marking from record_entry e
     where e.id = new.id and e.person_id = new.person_id;
    if not found then
        raise exception 'a row of % needs an entry of the same number', tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create function app.as_listed() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if not exists (select from record_document d
                    where d.id = new.document_id and d.size = octet_length(new.content)
                      and d.sha256 = encode(sha256(new.content), 'hex')) then
        raise exception 'these are not the bytes that are listed'
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger as_listed before insert on record_content
    for each row {UNLESS_FORGETTING} execute function app.as_listed();
create trigger marked_as_its_entry before insert on record_document
    for each row {UNLESS_FORGETTING} execute function app.marked_as_its_entry();
create trigger marked_as_its_entry before insert on record_content
    for each row {UNLESS_FORGETTING} execute function app.marked_as_its_entry();

-- Runs within app.raise_marking, with its rights.
create function app.raise_document() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    update record_document set marking = new.marking where id = new.id;
    update record_content set marking = new.marking where id = new.id;
    return null;
end $$;
create trigger raise_document after update of marking on record_entry
    for each row when (old.marking <> new.marking and new.kind = 'document')
    execute function app.raise_document();

create trigger append_only before update or delete on record_document
    for each row {UNLESS_FORGETTING} execute function app.keep_unless_raised();
-- Where a person is held changes often, and to look at all the bytes for that would take long.
create trigger append_only
    before update of id, person_id, marking, document_id, content or delete on record_content
    for each row {UNLESS_FORGETTING} execute function app.keep_unless_raised();
revoke delete, truncate on record_document, record_content from throughcare_web;
"""

# What was added in error is shown to no colleague any more, nor taken away by one.
WITHDRAWN = """
create policy unless_withdrawn on record_content as restrictive for select to throughcare_web
    using (not exists (select from record_entry e where e.person_id = record_content.person_id
                          and e.original_id = document_id and e.kind = 'document-withdrawn'));
"""

# What is packed already is not packed again.
AS_IT_IS = "alter table record_content alter column content set storage external"

ASKS_THE_ENTRY = """
drop policy as_its_entry on audit_change;
create policy as_its_entry on audit_change as restrictive for select to throughcare_web using (
    case
        when "table" in ('record_entry', 'record_document')
            then exists (select from record_entry e where e.id = row::uuid)
        when "table" = 'record_raising'
            then exists (select from record_raising r where r.id = row::uuid)
        else true
    end);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_likeness"),
        ("record", "0006_searching_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("format", models.TextField()),
                ("name", models.TextField()),
                ("size", models.IntegerField()),
                ("sha256", models.TextField()),
                ("sent_sha256", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.document",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", models.F("entry"))),
                name="record_document_has_the_number_of_its_entry",
            ),
        ),
        migrations.AddConstraint(
            model_name="content",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", models.F("document"))),
                name="record_content_has_the_number_of_its_document",
            ),
        ),
        Protect("record_document"),
        Protect("record_content"),
        migrations.RunSQL(ALIKE),
        migrations.RunSQL(WITHDRAWN),
        migrations.RunSQL(AS_IT_IS),
        migrations.RunSQL(ASKS_THE_ENTRY),
        # Not the bytes: they would be written a second time, and the document has their SHA-256.
        Audit("record_document"),
    ]
