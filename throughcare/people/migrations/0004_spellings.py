from django.db import migrations

LONGEST = 60  # letters; what is longer is found as it is typed and not otherwise

# Names in use, each by its spellings: as it is, with every letter of it left out once, and as it
# sounds. Two names that differ by one letter too many, missing or wrong, or by two letters that
# changed places, share a spelling. The table names nobody: what is spelt alike becomes a list of
# names, and people are then read by those names under row security.
SPELLINGS = f"""
create extension if not exists fuzzystrmatch with schema public;

create function app.spellings(name text) returns setof text
language sql immutable set search_path = public, pg_temp as $$
    select name
    union
    select overlay(name placing '' from place for 1)
      from generate_series(1, length(name)) place where length(name) > 2
    union
    select '~' || dmetaphone(name) where dmetaphone(name) <> ''
$$;

create table app.name_spelling (spelling text collate "C" not null, name text collate "C" not null);
create index name_spelling_spelling on app.name_spelling (spelling, name);
create index name_spelling_name on app.name_spelling (name);
comment on table app.name_spelling is 'Names in use by how they may be spelt; not whose they are.';
grant select, insert, delete on app.name_spelling to throughcare_system;

-- Nobody waits for anybody: a name that two write at once stands there twice, which does no harm.
create function app.spell_names() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op <> 'DELETE' then
        insert into app.name_spelling
        select s.spelling, n.name
          from (select family_key from written union select given_key from written) n(name)
         cross join lateral app.spellings(n.name) s(spelling)
         where length(n.name) between 1 and {LONGEST} and not exists (
            select from app.name_spelling known where known.name = n.name);
    end if;
    if tg_op <> 'INSERT' then
        delete from app.name_spelling s
         using (select family_key from gone union select given_key from gone) n(name)
         where s.name = n.name
           and not exists (select from people_name p where p.family_key = n.name)
           and not exists (select from people_name p where p.given_key = n.name);
    end if;
    return null;
end $$;
alter function app.spell_names() owner to throughcare_system;

create trigger spell_new after insert on people_name
    referencing new table as written for each statement execute function app.spell_names();
create trigger spell_changed after update on people_name
    referencing new table as written old table as gone
    for each statement execute function app.spell_names();
create trigger spell_gone after delete on people_name
    referencing old table as gone for each statement execute function app.spell_names();

insert into app.name_spelling
select s.spelling, n.name
  from (select family_key from people_name union select given_key from people_name) n(name)
 cross join lateral app.spellings(n.name) s(spelling)
 where length(n.name) between 1 and {LONGEST};

create function app.names_spelt_like(typed text[], most integer)
returns table (word text, name text)
language sql stable security definer set search_path = public, pg_temp as $$
    select t.word, close.name from unnest(typed) t(word) cross join lateral (
        select distinct levenshtein(s.name, t.word) as apart, s.name from app.name_spelling s
         where s.spelling in (select app.spellings(t.word))
         order by 1, 2 limit most
    ) close
$$;
alter function app.names_spelt_like(text[], integer) owner to throughcare_system;
revoke all on function app.names_spelt_like(text[], integer) from public;
grant execute on function app.names_spelt_like(text[], integer) to throughcare_web, throughcare_system;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_emergencies")]

    operations = [migrations.RunSQL(SPELLINGS, migrations.RunSQL.noop)]
