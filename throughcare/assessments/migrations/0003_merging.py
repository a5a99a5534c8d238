from django.db import migrations

# As before; and answers go with their person where two were found to be one.
ANSWERS = """
create or replace function app.refuse_signed_answer() returns trigger language plpgsql as $$
declare
    one uuid := case when tg_op = 'DELETE' then old.assessment_id else new.assessment_id end;
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if exists (select from assessments_assessment where id = one and state <> 'open') then
        raise exception 'answers of a finished assessment are never changed or deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_withdrawn"), ("people", "0005_merging")]

    operations = [migrations.RunSQL(ANSWERS)]
