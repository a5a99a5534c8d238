import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

# As before; and what a message brought is completed by the next.
FINISHED_STAYS = """
drop trigger finished_stays on assessments_assessment;
create trigger finished_stays before update or delete on assessments_assessment
    for each row when (old.state <> 'open' and old.source_key is null)
    execute function app.refuse_change();

create or replace function app.refuse_signed_answer() returns trigger language plpgsql as $$
declare
    one uuid := case when tg_op = 'DELETE' then old.assessment_id else new.assessment_id end;
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    if exists (select from assessments_assessment
                where id = one and state <> 'open' and source_key is null) then
        raise exception 'answers of a finished assessment are never changed or deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger signed_stays before insert or update or delete on assessments_evidence
    for each row execute function app.refuse_signed_answer();
create trigger signed_stays before insert or update or delete on assessments_result
    for each row execute function app.refuse_signed_answer();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0003_merging"),
        ("people", "0007_lead_together"),
        ("record", "0007_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("question", models.TextField()),
                (
                    "side",
                    models.TextField(
                        choices=[("for", "Speaks for it"), ("against", "Speaks against it")],
                        default="for",
                    ),
                ),
                ("says", models.TextField(blank=True)),
                ("put_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "evidence",
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("receipt", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="assessment",
            name="begun_because",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="assessment",
            name="begun_with",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="left_behind",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="assessment",
            name="made_elsewhere",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="assessment",
            name="source",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="source_key",
            field=models.TextField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("person", "source_key"), name="assessments_assessment_once_a_source"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.entry"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="put_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="results",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="result",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("assessment", "question", "entry"), name="assessments_evidence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                fields=("assessment", "marking"), name="assessments_result_once_a_compartment"
            ),
        ),
        Protect("assessments_evidence"),
        Protect("assessments_result"),
        Audit("assessments_evidence", "assessments_result"),
        migrations.RunSQL(FINISHED_STAYS, migrations.RunSQL.noop),
    ]
