import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What was withdrawn stays as it is, like what was signed.
FINISHED_STAYS = """
drop trigger signed_stays on assessments_assessment;
create trigger finished_stays before update or delete on assessments_assessment
    for each row when (old.state <> 'open') execute function app.refuse_change();

create or replace function app.refuse_signed_answer() returns trigger language plpgsql as $$
declare
    place constant text[] := '{open_to_custody,open_to_community,open_to_nation}';
    one uuid := case when tg_op = 'DELETE' then old.assessment_id else new.assessment_id end;
begin
    if tg_op = 'UPDATE' and to_jsonb(old) - place = to_jsonb(new) - place then
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
    dependencies = [
        ("assessments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="state",
            field=models.TextField(
                choices=[
                    ("open", "Being answered"),
                    ("signed", "Signed"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="open",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="withdrawn_because",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(
            model_name="assessment", name="assessments_signed_with_moment_and_result"
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=(
                    ~models.Q(state="signed")
                    & models.Q(signed_at__isnull=True, signed_by__isnull=True, result__isnull=True)
                )
                | models.Q(state="signed", signed_at__isnull=False, result__isnull=False),
                name="assessments_signed_with_moment_and_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=(
                    ~models.Q(state="withdrawn")
                    & models.Q(
                        withdrawn_at__isnull=True,
                        withdrawn_by__isnull=True,
                        withdrawn_because="",
                    )
                )
                | (
                    models.Q(state="withdrawn", withdrawn_at__isnull=False)
                    & ~models.Q(withdrawn_because="")
                ),
                name="assessments_withdrawn_with_moment_and_reason",
            ),
        ),
        migrations.RunSQL(FINISHED_STAYS, migrations.RunSQL.noop),
    ]
