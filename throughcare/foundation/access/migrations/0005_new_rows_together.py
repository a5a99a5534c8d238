"""New rows are written to the audit together, those of one statement by one statement."""

from django.db import migrations

WRITE_NEW = """
create function app.write_new() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into audit_change (at, staff_id, transaction, "table", row, operation, person_id,
                              marking, after)
    select clock_timestamp(), nullif(current_setting('app.staff', true), '')::bigint,
           0, tg_table_name, coalesce(one ->> 'id', one ->> 'key'), 'insert',
           (one ->> case when tg_table_name = 'people_person' then 'id' else 'person_id' end)::bigint,
           coalesce((one ->> 'marking')::smallint, 0), one
      from (select to_jsonb(added)
                   - '{open_to_custody,open_to_community,open_to_nation,search}'::text[] as one
              from added offset 0) rows;
    return null;
end $$;
alter function app.write_new() owner to throughcare_system;

-- Have every change of a table's rows written to the audit.
create function app.audit(its_table regclass) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
    execute format('drop trigger if exists audited on %s', its_table);
    execute format(
        'create trigger audited after update or delete on %s for each row'
        ' when (current_setting(''role'') <> ''throughcare_retention'')'
        ' execute function app.write_change()', its_table);
    execute format(
        'create trigger audited_new after insert on %s'
        ' referencing new table as added for each statement'
        ' when (current_setting(''role'') <> ''throughcare_retention'')'
        ' execute function app.write_new()', its_table);
end $$;
revoke all on function app.audit(regclass) from public;

select app.audit(tgrelid) from pg_trigger where tgname = 'audited' and tgparentid = 0;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_retention")]

    operations = [migrations.RunSQL(WRITE_NEW)]
