import uuid

import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.actor import SLOTS
from throughcare.foundation.access.protection import Audit, Protect

# English words by their stem, and every word as it stands: that is how Welsh is found, for which
# there is no stemmer. Accents count in neither.
WORDS = """
create extension if not exists unaccent with schema public;

create text search configuration app.english (copy = pg_catalog.english);
alter text search configuration app.english
    alter mapping for word, hword, hword_part with public.unaccent, english_stem;
create text search configuration app.plain (copy = pg_catalog.simple);
alter text search configuration app.plain
    alter mapping for word, hword, hword_part with public.unaccent, simple;

create function app.words_of(said text) returns tsvector
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    -- What stands between angle brackets is somebody's words too, no markup to be passed over.
    select to_tsvector('app.english', translate(normalize(said), '<', ' '))
        || to_tsvector('app.plain', translate(normalize(said), '<', ' '));
$$;

create function app.words_sought(typed text) returns tsquery
language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select websearch_to_tsquery('app.english', normalize(typed))
        || websearch_to_tsquery('app.plain', normalize(typed));
$$;

create function app.index_words() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    said text := new.title || e'\\n' || new.text;
begin
    if octet_length(said) < 100000 then
        new.search := app.words_of(said);
        return new;
    end if;
    -- A row can hold a megabyte of words. A text with more is kept whole and found by its beginning.
    loop
        begin
            new.search := app.words_of(said);
            return new;
        exception when program_limit_exceeded then
            said := left(said, length(said) / 2);
        end;
    end loop;
end $$;
create trigger index_words before insert or update of title, text on record_entry
    for each row execute function app.index_words();

-- One index for "these words, in my units" and "these words, about my people": such an index finds
-- by any of its columns. Who reaches the whole nation is no narrower than the words; for words that
-- stand everywhere, the other index finds the newest without sorting them all.
create extension if not exists btree_gin with schema public;
create index record_entry_search on record_entry
    using gin (search, open_to_community, open_to_custody, person_id);
create index record_entry_nation on record_entry (open_to_nation, happened_at desc, id desc);
"""

# Under row security a search could not use its index: the operator might tell what it saw. So it
# goes through this one function, which applies the same predicate as the row policy (see
# foundation/access/protection.py) and returns numbers only; the rows are then read under the policy.
SEARCH = f"""
create function app.search_entries(
    typed text, before_at timestamptz, before_id uuid, most integer
) returns table (entry uuid)
language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    sought tsquery := app.words_sought(typed);
    unit_keys int[] := string_to_array(current_setting('app.units', true), ',')::int[];
    people_keys bigint[] := string_to_array(current_setting('app.people', true), ',')::bigint[];
    excluded bigint[] := string_to_array(current_setting('app.excluded', true), ',')::bigint[];
    units int[] := array(select distinct key / {SLOTS} from unnest(unit_keys) key);
    nations int[] := array(
        select id from staff_unit where id = any(units) and parent_id is null);
    people bigint[] := array(select distinct key / {SLOTS} from unnest(people_keys) key);
begin
    return query
    select found.id from (
        (select e.id, e.happened_at from record_entry e
          where e.search @@ sought and e.open_to_community = any(units)
            and e.open_to_community * {SLOTS} + e.marking = any(unit_keys)
            and e.person_id <> all(excluded) and (e.happened_at, e.id) < (before_at, before_id)
          order by e.happened_at desc, e.id desc limit most)
        union
        (select e.id, e.happened_at from record_entry e
          where e.search @@ sought and e.open_to_custody = any(units)
            and e.open_to_custody * {SLOTS} + e.marking = any(unit_keys)
            and e.person_id <> all(excluded) and (e.happened_at, e.id) < (before_at, before_id)
          order by e.happened_at desc, e.id desc limit most)
        union
        (select e.id, e.happened_at from unnest(nations) nation cross join lateral (
            select e.id, e.happened_at from record_entry e
             where e.search @@ sought and e.open_to_nation = nation
               and e.open_to_nation * {SLOTS} + e.marking = any(unit_keys)
               and e.person_id <> all(excluded) and (e.happened_at, e.id) < (before_at, before_id)
             order by e.happened_at desc, e.id desc limit most) e)
        union
        (select e.id, e.happened_at from record_entry e
          where e.search @@ sought and e.person_id = any(people)
            and e.person_id * {SLOTS} + e.marking = any(people_keys)
            and e.person_id <> all(excluded) and (e.happened_at, e.id) < (before_at, before_id)
          order by e.happened_at desc, e.id desc limit most)
    ) found order by found.happened_at desc, found.id desc limit most;
end $$;
alter function app.search_entries(text, timestamptz, uuid, integer) owner to throughcare_system;
revoke all on function app.search_entries(text, timestamptz, uuid, integer) from public;
grant execute on function app.search_entries(text, timestamptz, uuid, integer) to throughcare_web;
"""

KEPT = """
create trigger no_truncate before truncate on record_entry
    for each statement execute function app.refuse_change();

-- A draft is nobody's business but its author's.
create policy own_alone on record_draft as restrictive to throughcare_web
    using (author_id = (select nullif(current_setting('app.staff', true), '')::bigint));
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
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
                ("key", models.TextField()),
                ("content", models.JSONField(default=dict)),
                ("version", models.IntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "person", "key"), name="record_draft_one_of_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("source", models.UUIDField(editable=False, null=True)),
                ("source_key", models.TextField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.TextField()),
                ("title", models.TextField(blank=True)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("author_text", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("note_type", models.TextField(blank=True)),
                ("is_important", models.BooleanField(default=False)),
                ("link", models.TextField(blank=True)),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="record.entry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.entry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("person"),
                        models.OrderBy(models.F("happened_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="record_entry_timeline",
                    ),
                    models.Index(
                        condition=models.Q(("source_key__isnull", False)),
                        fields=["source_key"],
                        name="record_entry_source_key",
                    ),
                    models.Index(
                        condition=models.Q(("original__isnull", False)),
                        fields=["original"],
                        name="record_entry_versions",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supersedes",), name="record_entry_superseded_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("original__isnull", True), ("supersedes__isnull", True)),
                            models.Q(("original__isnull", False), ("supersedes__isnull", False)),
                            _connector="OR",
                        ),
                        name="record_entry_a_correction_knows_its_original",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WORDS),
        Protect("record_entry", append_only=True),
        Protect("record_draft"),
        migrations.RunSQL(KEPT),
        migrations.RunSQL(SEARCH),
        # Drafts are not audited: until it is sent, what somebody types is theirs.
        Audit("record_entry"),
    ]
