from django.db import migrations

# What a message brought is completed by the next, and then more follows from it.
COMPLETED = """
create or replace function app.refuse_result_of_finished() returns trigger language plpgsql as $$
declare
    one uuid := case when tg_op = 'DELETE' then old.assessment_id else new.assessment_id end;
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if tg_op <> 'DELETE' and exists (select from assessments_assessment
            where id = one and source_key is not null) then
        return new;
    end if;
    if tg_op <> 'INSERT' or exists (select from assessments_assessment
            where id = one and state in ('signed', 'withdrawn')) then
        raise exception 'what followed from a finished assessment is never changed or deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_submitted")]

    operations = [migrations.RunSQL(COMPLETED, migrations.RunSQL.noop)]
