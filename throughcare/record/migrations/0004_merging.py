from django.db import migrations

# As before; and an entry goes with its person where two were found to be one.
KEPT = """
create or replace function app.keep_unless_raised() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    place constant text[] := '{open_to_custody,open_to_community,open_to_nation,marking}';
    of_entry uuid;
begin
    if tg_op = 'UPDATE' and old.marking = new.marking
            and app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if tg_op = 'UPDATE' and to_jsonb(old) - place = to_jsonb(new) - place then
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
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_merging"), ("record", "0003_searching")]

    operations = [migrations.RunSQL(KEPT)]
