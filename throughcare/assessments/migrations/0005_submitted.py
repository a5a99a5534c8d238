from django.conf import settings
from django.db import migrations, models

# While it waits to be countersigned nobody changes an answer; it may be returned, or count.
SUBMITTED = """
drop trigger finished_stays on assessments_assessment;
create trigger finished_stays before update or delete on assessments_assessment
    for each row when (old.state in ('signed', 'withdrawn') and old.source_key is null)
    execute function app.refuse_change();

create function app.refuse_result_of_finished() returns trigger language plpgsql as $$
declare
    one uuid := case when tg_op = 'DELETE' then old.assessment_id else new.assessment_id end;
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if tg_op <> 'INSERT' or exists (select from assessments_assessment
            where id = one and state in ('signed', 'withdrawn') and source_key is null) then
        raise exception 'what followed from a finished assessment is never changed or deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
drop trigger signed_stays on assessments_result;
create trigger signed_stays before insert or update or delete on assessments_result
    for each row execute function app.refuse_result_of_finished();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0004_instruments_grow"),
        ("people", "0007_lead_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="assessment",
            name="assessments_one_open_of_a_kind",
        ),
        migrations.AlterField(
            model_name="assessment",
            name="state",
            field=models.TextField(
                choices=[
                    ("open", "Being answered"),
                    ("submitted", "Waiting for countersignature"),
                    ("signed", "Signed"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="open",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("open", "submitted"))),
                fields=("person", "instrument", "marking"),
                name="assessments_one_open_of_a_kind",
            ),
        ),
        migrations.RunSQL(SUBMITTED, migrations.RunSQL.noop),
    ]
