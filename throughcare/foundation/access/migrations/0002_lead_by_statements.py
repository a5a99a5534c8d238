"""Rows follow their person by statements the database plans once, not anew for every person."""

from django.db import migrations

# The function that leads is written anew whenever a table comes to follow, or no longer does.
LEAD = """
create function app.write_lead() returns trigger
language plpgsql set search_path = public, pg_temp as $write$
declare
    statements text;
begin
    select string_agg(format(
        'update %I set open_to_custody = new.open_to_custody,'
        ' open_to_community = new.open_to_community, open_to_nation = new.open_to_nation'
        ' where person_id = new.id;', name), ' ' order by name)
      into statements from app.follows;
    execute format(
        'create or replace function app.lead() returns trigger'
        ' language plpgsql security definer set search_path = public, pg_temp as %L',
        'begin ' || coalesce(statements, '') || ' return null; end');
    return null;
end $write$;
create trigger write_lead after insert or update or delete on app.follows
    for each statement execute function app.write_lead();
update app.follows set name = name;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_who_is_asking")]

    operations = [migrations.RunSQL(LEAD, migrations.RunSQL.noop)]
