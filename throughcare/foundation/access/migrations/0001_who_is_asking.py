"""Roles, the schema of our functions, and the table a transaction learns its actor's reach from."""

from django.db import migrations, models

ROLES = """
do $$ begin
    -- Roles belong to the whole server: another database of it may have made them already.
    perform pg_advisory_xact_lock(771001);
    if not exists (select from pg_roles where rolname = 'throughcare_web') then
        create role throughcare_web nologin;
        -- Since version 16 who makes a role may not yet become it.
        execute format('grant throughcare_web to %I', current_user);
    end if;
    if not exists (select from pg_roles where rolname = 'throughcare_system') then
        create role throughcare_system nologin;
        execute format('grant throughcare_system to %I', current_user);
    end if;
end $$;

create schema app;
grant usage on schema app, public to throughcare_web, throughcare_system;
grant create on schema app to throughcare_system;  -- the owner of functions that see every row

alter default privileges in schema public
    grant select, insert, update, delete on tables to throughcare_web, throughcare_system;
alter default privileges in schema public
    grant usage, select on sequences to throughcare_web, throughcare_system;

-- Tables made before this migration: Django's own.
grant select, insert, update, delete on all tables in schema public
    to throughcare_web, throughcare_system;
grant usage, select on all sequences in schema public to throughcare_web, throughcare_system;
revoke insert, update, delete on django_migrations from throughcare_web;

create table app.follows (name text primary key);
comment on table app.follows is 'Tables whose rows follow the person''s place.';
grant select on app.follows to throughcare_system;
"""

CONTEXT = """
revoke all on access_reach from throughcare_web;

create function app.begin_as_nobody() returns void language sql as $$
    select set_config('app.staff', '', true), set_config('app.units', '', true),
           set_config('app.people', '', true), set_config('app.excluded', '', true);
$$;

-- True if this colleague's reach is known at that moment; then the transaction reads with it.
create function app.begin_as(staff bigint, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare known access_reach%rowtype;
begin
    select * into known from access_reach where staff_id = staff and valid_until > at;
    if not found then
        return false;
    end if;
    perform set_config('app.staff', staff::text, true),
            set_config('app.units', known.unit_keys, true),
            set_config('app.people', known.people_keys, true),
            set_config('app.excluded', known.excluded, true);
    return true;
end $$;
alter function app.begin_as(bigint, timestamptz) owner to throughcare_system;

-- Something reach was worked out from has changed: forget it. The shared lock makes whoever works
-- it out anew (under the exclusive one) wait until this change is committed or gone.
create function app.forget_reach() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare changed jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
declare earlier jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else changed end;
begin
    perform pg_advisory_xact_lock_shared(771002);
    if tg_argv[0] = 'everyone' then
        delete from access_reach;
    elsif tg_argv[0] = 'colleague' then
        delete from access_reach where staff_id in
            ((changed ->> tg_argv[1])::bigint, (earlier ->> tg_argv[1])::bigint);
    elsif tg_argv[0] = 'unit' then
        delete from access_reach where string_to_array(covers, ',') &&
            array[changed ->> tg_argv[1], earlier ->> tg_argv[1]];
    end if;
    return null;
end $$;
alter function app.forget_reach() owner to throughcare_system;

create function app.refuse_change() returns trigger language plpgsql as $$
begin
    -- Following the person to another unit is the one change a finished row knows.
    if tg_op = 'UPDATE' and
       to_jsonb(old) - '{open_to_custody,open_to_community,open_to_nation}'::text[]
       = to_jsonb(new) - '{open_to_custody,open_to_community,open_to_nation}'::text[] then
        return new;
    end if;
    raise exception 'rows of % are never changed or deleted', tg_table_name
        using errcode = 'insufficient_privilege';
end $$;
"""

PLACE = """
-- The nation a unit lies in: the root of its tree.
create function app.nation_of(unit integer) returns integer
language plpgsql stable set search_path = public, pg_temp as $$ begin
    return (with recursive up as (
        select id, parent_id from staff_unit where id = unit
        union all
        select u.id, u.parent_id from staff_unit u join up on u.id = up.parent_id
    )
    select id from up where parent_id is null);
end $$;

-- A person's place, worked out from who holds them and whether they are restricted: then no
-- unit sees them.
create function app.settle() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    new.open_to_custody := null;
    new.open_to_community := null;
    new.open_to_nation := null;
    new.is_restricted := exists (
        select from people_restriction where person_id = new.id and until is null);
    if not new.is_restricted then
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
alter function app.settle() owner to throughcare_system;

-- Someone holds a person, or no longer does; a restriction begins or ends. Deferred to the end of the transaction, so that who
-- hands a person over can finish the page they were on.
create function app.resettle() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare one bigint := case when tg_op = 'DELETE' then old.person_id else new.person_id end;
begin
    update people_person set open_to_nation = open_to_nation where id = one;
    return null;
end $$;
alter function app.resettle() owner to throughcare_system;

-- A row about a person is open to whom the person is open to.
create function app.take_place() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    select open_to_custody, open_to_community, open_to_nation
      into new.open_to_custody, new.open_to_community, new.open_to_nation
      from people_person where id = new.person_id;
    return new;
end $$;
alter function app.take_place() owner to throughcare_system;

-- When the person's place changes, every row about them follows.
create function app.lead() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare follower text;
begin
    for follower in select name from app.follows order by name loop
        execute format(
            'update %I set open_to_custody = $2, open_to_community = $3, open_to_nation = $4
              where person_id = $1', follower)
          using new.id, new.open_to_custody, new.open_to_community, new.open_to_nation;
    end loop;
    return null;
end $$;
alter function app.lead() owner to throughcare_system;
"""

WRITE_CHANGE = """
-- Writes one changed row: the columns that differ, before and after. A row that only followed its
-- person to another unit is not news.
create function app.write_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    place constant text[] := '{open_to_custody,open_to_community,open_to_nation,search}';
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - place end;
    now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - place end;
    one jsonb := coalesce(now, was);
begin
    if tg_op = 'UPDATE' then
        select jsonb_object_agg(key, value) into was
          from jsonb_each(was) where value is distinct from now -> key;
        if was is null then
            return null;
        end if;
        select jsonb_object_agg(key, value) into now
          from jsonb_each(now) where was ? key;
    end if;
    insert into audit_change (at, staff_id, transaction, "table", row, operation, person_id,
                              marking, before, after)
    values (clock_timestamp(), nullif(current_setting('app.staff', true), '')::bigint,
            pg_current_xact_id()::text::bigint, tg_table_name, coalesce(one ->> 'id', one ->> 'key'),
            lower(tg_op),
            case when tg_table_name = 'people_person' then (one ->> 'id')::bigint
                 else (one ->> 'person_id')::bigint end,
            coalesce((one ->> 'marking')::smallint, 0), was, now);
    return null;
end $$;
alter function app.write_change() owner to throughcare_system;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL(ROLES, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Reach",
            fields=[
                ("staff_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("unit_keys", models.TextField()),
                ("people_keys", models.TextField()),
                ("excluded", models.TextField()),
                ("covers", models.TextField()),
                ("actor", models.JSONField()),
                ("valid_until", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(CONTEXT, migrations.RunSQL.noop),
        migrations.RunSQL(PLACE, migrations.RunSQL.noop),
        migrations.RunSQL(WRITE_CHANGE, migrations.RunSQL.noop),
    ]
