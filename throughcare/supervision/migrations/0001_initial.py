import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("record", "0001_initial"),
        ("sentences", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("source", models.UUIDField(editable=False, null=True)),
                ("source_key", models.TextField(editable=False, null=True)),
                ("learnt", models.JSONField(editable=False, null=True)),
                ("learnt_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("type", models.TextField(blank=True)),
                ("type_text", models.TextField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("place", models.TextField(blank=True)),
                ("with_name", models.TextField(blank=True)),
                ("description", models.TextField(blank=True)),
                ("counts", models.BooleanField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_why", models.TextField(blank=True)),
                (
                    "cancelled_by",
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
                    "requirement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.requirement",
                    ),
                ),
                (
                    "rescheduled_to",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rescheduled_from",
                        to="supervision.appointment",
                    ),
                ),
                (
                    "with_whom",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["person", "-starts_at", "-id"],
                        name="supervision_person__a4bb35_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="supervision_appointment_one_of_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="supervision_appointment_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recording",
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
                ("number", models.IntegerField()),
                ("outcome", models.TextField(blank=True)),
                ("outcome_text", models.TextField()),
                (
                    "happened",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("attended-complied", "Attended and complied"),
                            ("attended-failed", "Attended, did not comply"),
                            ("absent", "Did not attend"),
                            ("rescheduled", "Rescheduled"),
                        ],
                    ),
                ),
                ("acceptable", models.BooleanField(null=True)),
                ("is_failure", models.BooleanField(default=False)),
                ("rule", models.TextField(blank=True)),
                ("reply_by", models.DateField(null=True)),
                ("enforcement", models.TextField(blank=True)),
                ("credit", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ("why_corrected", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("source", models.UUIDField(editable=False, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recordings",
                        to="supervision.appointment",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.entry",
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
                    "recorded_by",
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
                        condition=models.Q(("is_failure", True)),
                        fields=["person"],
                        name="supervision_failures",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("appointment", "number"),
                        name="supervision_recording_one_of_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome_text", ""), _negated=True),
                        name="supervision_recording_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit__isnull", True), ("credit__gte", 0), _connector="OR"
                        ),
                        name="supervision_recording_credits_nothing_below_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(("why_corrected", ""), _negated=True),
                            ("recorded_by__isnull", True),
                            _connector="OR",
                        ),
                        name="supervision_recording_a_correction_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="appointment",
            name="latest",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision.recording",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("cancelled_at", None), ("latest", None)),
                fields=["with_whom", "starts_at"],
                name="supervision_owed",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", True), ("cancelled_why", "")),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("latest__isnull", True),
                        models.Q(("cancelled_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="supervision_appointment_cancelled_for_a_reason",
            ),
        ),
        Protect("supervision_appointment"),
        Protect("supervision_recording", append_only=True),
        Audit("supervision_appointment", "supervision_recording"),
    ]
