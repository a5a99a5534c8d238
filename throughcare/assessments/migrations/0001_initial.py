import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

TABLES = ("assessments_assessment", "assessments_answer", "assessments_rival")

SIGNED_STAYS = """
-- What was signed is never changed or deleted; following the person elsewhere is no change.
create trigger signed_stays before update or delete on assessments_assessment
    for each row when (old.state = 'signed') execute function app.refuse_change();

create function app.refuse_signed_answer() returns trigger language plpgsql as $$
declare
    place constant text[] := '{open_to_custody,open_to_community,open_to_nation}';
    one uuid := case when tg_op = 'DELETE' then old.assessment_id else new.assessment_id end;
begin
    if tg_op = 'UPDATE' and to_jsonb(old) - place = to_jsonb(new) - place then
        return new;
    end if;
    if exists (select from assessments_assessment where id = one and state = 'signed') then
        raise exception 'answers of a signed assessment are never changed or deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger signed_stays before insert or update or delete on assessments_answer
    for each row execute function app.refuse_signed_answer();
"""

NO_LONGER = """
drop trigger signed_stays on assessments_answer;
drop trigger signed_stays on assessments_assessment;
drop function app.refuse_signed_answer();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
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
                ("instrument", models.TextField()),
                ("instrument_version", models.TextField()),
                ("started_at", models.DateTimeField()),
                (
                    "state",
                    models.TextField(
                        choices=[("open", "Being answered"), ("signed", "Signed")], default="open"
                    ),
                ),
                ("signed_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["person", "-started_at"], name="assessments_person__367329_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("person", "instrument", "marking"),
                        name="assessments_one_open_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("result__isnull", True),
                                ("signed_at", None),
                                ("signed_by", None),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("result__isnull", False),
                                ("signed_at__isnull", False),
                                ("state", "signed"),
                            ),
                            _connector="OR",
                        ),
                        name="assessments_signed_with_moment_and_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
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
                    "state",
                    models.TextField(
                        choices=[
                            ("answered", "Answered"),
                            ("not-known", "Not known yet"),
                            ("open", "Left open"),
                        ]
                    ),
                ),
                ("value", models.JSONField(null=True)),
                ("note", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField()),
                ("version", models.IntegerField(default=1)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="assessments.assessment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "question"), name="assessments_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), ("value__isnull", False)),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="assessments_answer_has_a_value_if_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rival",
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
                    "state",
                    models.TextField(
                        choices=[
                            ("answered", "Answered"),
                            ("not-known", "Not known yet"),
                            ("open", "Left open"),
                        ]
                    ),
                ),
                ("value", models.JSONField(null=True)),
                ("note", models.TextField(blank=True)),
                ("given_at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rivals",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "question", "given_by"),
                        name="assessments_rival_once_a_writer",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), ("value__isnull", False)),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="assessments_rival_has_a_value_if_answered",
                    ),
                ],
            },
        ),
        *(Protect(table) for table in TABLES),
        Audit(*TABLES),
        migrations.RunSQL(SIGNED_STAYS, NO_LONGER),
    ]
