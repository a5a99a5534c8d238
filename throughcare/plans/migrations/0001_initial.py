import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

TABLES = ("plans_plan", "plans_objective", "plans_step")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assessments", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
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
                (
                    "kind",
                    models.TextField(choices=[("sentence", "Sentence plan")], default="sentence"),
                ),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("closing_reason", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
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
                "indexes": [
                    models.Index(
                        fields=["person", "-opened_on"], name="plans_plan_person__2c7fd4_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("person", "kind", "marking"),
                        name="plans_plan_one_open_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_by", None), ("closed_on", None), ("closing_reason", "")
                            ),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closing_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plans_plan_closed_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="plans_plan_closed_after_it_was_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objective",
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
                ("title", models.TextField()),
                ("need", models.TextField(blank=True)),
                ("order", models.IntegerField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.IntegerField(default=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "changed_by",
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objectives",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["plan", "order"], name="plans_objec_plan_id_825d17_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="plans_objective_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("need", ""), ("assessment__isnull", False), _connector="OR"
                        ),
                        name="plans_objective_need_comes_from_an_assessment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                ("agreed", models.BooleanField()),
                ("said", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("plan_version", models.IntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["plan", "-recorded_at"], name="plans_agree_plan_id_c83a0b_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed", True), models.Q(("said", ""), _negated=True), _connector="OR"
                        ),
                        name="plans_agreement_or_the_reason_why_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                ("title", models.TextField()),
                ("who", models.TextField()),
                ("who_named", models.TextField(blank=True)),
                ("due_on", models.DateField()),
                ("order", models.IntegerField()),
                ("closed_on", models.DateField(null=True)),
                (
                    "outcome",
                    models.TextField(choices=[("done", "Done"), ("stopped", "Stopped")], null=True),
                ),
                ("closing_note", models.TextField(blank=True)),
                ("changed_at", models.DateTimeField()),
                ("version", models.IntegerField(default=1)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="plans.objective",
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
                "indexes": [
                    models.Index(
                        fields=["objective", "order"], name="plans_step_objecti_b82723_idx"
                    ),
                    models.Index(
                        condition=models.Q(("closed_on", None)),
                        fields=["person", "due_on"],
                        name="plans_step_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="plans_step_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_by", None),
                                ("closed_on__isnull", True),
                                ("closing_note", ""),
                                ("outcome__isnull", True),
                            ),
                            models.Q(("closed_on__isnull", False), ("outcome__isnull", False)),
                            _connector="OR",
                        ),
                        name="plans_step_closed_on_and_outcome_go_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", None),
                            models.Q(("outcome", "stopped"), _negated=True),
                            models.Q(("closing_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="plans_step_stopped_with_a_reason",
                    ),
                ],
            },
        ),
        *(Protect(table) for table in TABLES),
        Protect("plans_agreement", append_only=True),
        Audit(*TABLES, "plans_agreement"),
    ]
