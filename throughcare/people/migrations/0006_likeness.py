import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BOTH = """
-- Whoever sees both people sees how alike they are; nobody else knows that somebody is like them.
alter table people_likeness enable row level security;
alter table people_likeness force row level security;
create policy need_to_know on people_likeness to throughcare_web
    using (exists (select from people_person p where p.id = person_id)
       and exists (select from people_person p where p.id = other_id))
    with check (exists (select from people_person p where p.id = person_id)
       and exists (select from people_person p where p.id = other_id));
create policy the_program on people_likeness to throughcare_system using (true) with check (true);
"""

ALIKE = """
create extension if not exists fuzzystrmatch with schema public;
create extension if not exists pg_trgm with schema public;

-- Names by how they sound and by their letters, for finding who is alike and for searching.
create index people_name_sound on people_name (dmetaphone(family_key), dmetaphone(given_key));
create index people_name_letters on people_name
    using gin ((given_key || ' ' || family_key) gin_trgm_ops);
create index people_name_born on people_name (born_on) where born_on is not null;
-- The family name is the first word of the sort key.
create index people_person_sound_and_year on people_person
    (dmetaphone(split_part(sort_key, ' ', 1)), extract(year from born_on));
"""

UNCOMPARED = """
-- Who is to be compared with everybody else, because who they are has been written or changed. A
-- list that is only ever added to and emptied: nobody waits for anybody.
create table app.uncompared (person_id bigint not null);
comment on table app.uncompared is 'People to be compared with everybody else.';
grant select, insert, delete on app.uncompared to throughcare_system;

create function app.compare_again() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_table_name = 'people_person' then
        insert into app.uncompared values (new.id);
    else
        insert into app.uncompared values (new.person_id);
    end if;
    return null;
end $$;
alter function app.compare_again() owner to throughcare_system;

create trigger compare_again after insert or update of given_name, family_name, born_on, sex
    on people_person for each row execute function app.compare_again();
create trigger compare_again after insert or update of person_id, given_key, family_key, born_on
    on people_name for each row execute function app.compare_again();
create trigger compare_again after insert or update of person_id, kind, value
    on people_identifier for each row execute function app.compare_again();
create trigger compare_again after insert or update of person_id, postcode
    on people_address for each row execute function app.compare_again();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_merging"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("weight", models.FloatField()),
                ("parts", models.JSONField()),
                ("rule", models.TextField()),
                ("found_at", models.DateTimeField()),
                (
                    "answer",
                    models.TextField(
                        choices=[
                            ("none", "Not answered yet"),
                            ("unsure", "Not sure yet"),
                            ("different", "Two different people"),
                            ("same", "The same person"),
                        ],
                        default="none",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "answered_by",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer__in", ["none", "unsure"])),
                        fields=["-weight", "id"],
                        name="people_likeness_to_answer",
                    ),
                    models.Index(fields=["other"], name="people_like_other_i_fa00e1_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "other"), name="people_likeness_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True),
                        name="people_likeness_of_two",
                    ),
                ],
            },
        ),
        migrations.RunSQL(BOTH, migrations.RunSQL.noop),
        migrations.RunSQL(ALIKE, migrations.RunSQL.noop),
        migrations.RunSQL(UNCOMPARED, migrations.RunSQL.noop),
    ]
