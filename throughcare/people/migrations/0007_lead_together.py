"""Rows follow all the people one statement moves by one statement a table."""

from django.db import migrations

LEAD = """
drop trigger lead on people_person;

create or replace function app.write_lead() returns trigger
language plpgsql set search_path = public, pg_temp as $write$
declare
    statements text;
begin
    select string_agg(format(
        'update %I t set open_to_custody = p.open_to_custody,'
        ' open_to_community = p.open_to_community, open_to_nation = p.open_to_nation'
        ' from became p where t.person_id = p.id'
        ' and (t.open_to_custody, t.open_to_community, t.open_to_nation) is distinct from'
        ' (p.open_to_custody, p.open_to_community, p.open_to_nation);', name), ' ' order by name)
      into statements from app.follows;
    -- A plan is kept that was made while a table was small: it is to find rows by their person.
    execute format(
        'create or replace function app.lead() returns trigger'
        ' language plpgsql security definer set search_path = public, pg_temp'
        ' set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as %L',
        'begin if exists (select from was join became p using (id)'
        ' where (was.open_to_custody, was.open_to_community, was.open_to_nation)'
        ' is distinct from (p.open_to_custody, p.open_to_community, p.open_to_nation)) then '
        || coalesce(statements, '') || ' end if; return null; end');
    return null;
end $write$;
update app.follows set name = name;

create trigger lead after update on people_person
    referencing old table as was new table as became
    for each statement execute function app.lead();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0006_likeness"), ("access", "0004_retention")]

    operations = [migrations.RunSQL(LEAD)]
