from django.db import migrations

# As before; and a report goes with its person where two were found to be one.
FINISHED = """
create or replace function app.refuse_change_of_finished_report() returns trigger
language plpgsql as $$
begin
    if tg_op = 'DELETE' or (old.state in ('final', 'withdrawn')
            and not app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new))) then
        raise exception 'a report that is finished is never changed, and none is deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

create or replace function app.refuse_change_in_closed_report() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare one jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
declare its uuid := coalesce(one ->> 'report_id', (
    select report_id::text from reports_section where id = (one ->> 'section_id')::uuid))::uuid;
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), one) then
        return new;
    end if;
    perform from reports_report where id = its and state in ('draft', 'returned') for share;
    if not found then
        raise exception 'nothing in a report changes while it is submitted or once it is finished'
            using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

drop function app.only_its_place_changed(jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_merging"), ("reports", "0002_given_and_taken_over")]

    operations = [migrations.RunSQL(FINISHED)]
