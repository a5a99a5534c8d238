import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_emergencies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
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
                ("markings", models.JSONField()),
                ("paper", models.BinaryField()),
                ("paper_sha256", models.TextField()),
                ("data", models.BinaryField()),
                ("data_sha256", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
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
        ),
        migrations.CreateModel(
            name="HandedOut",
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
                ("on", models.DateField()),
                ("how", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_out",
                        to="disclosure.bundle",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Request",
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
                ("received_on", models.DateField()),
                ("on_behalf", models.TextField(blank=True)),
                ("asked_for", models.TextField(blank=True)),
                ("identity_on", models.DateField(null=True)),
                ("identity_how", models.TextField(blank=True)),
                ("due_on", models.DateField()),
                ("extended_on", models.DateField(null=True)),
                ("extended_because", models.TextField(blank=True)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("open", "Open"),
                            ("answered", "Answered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.TextField(blank=True)),
                ("markings", models.JSONField(default=list)),
                ("opened_at", models.DateTimeField()),
                ("version", models.IntegerField(default=1)),
                (
                    "handler",
                    models.ForeignKey(
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
        ),
        migrations.CreateModel(
            name="GoneThrough",
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
                ("of_marking", models.SmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gone_through",
                        to="disclosure.request",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
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
                ("item", models.TextField()),
                ("digest", models.TextField()),
                (
                    "outcome",
                    models.TextField(
                        choices=[
                            ("include", "Include it"),
                            ("part", "Black out words"),
                            ("withhold", "Withhold it"),
                        ]
                    ),
                ),
                ("ground", models.TextField(blank=True)),
                ("passages", models.JSONField(default=list)),
                ("decided_at", models.DateTimeField()),
                (
                    "check_state",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("", "Not needed"),
                            ("waiting", "Waits for a second person"),
                            ("agreed", "Agreed"),
                            ("refused", "Not agreed"),
                        ],
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                ("check_note", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="disclosure.request",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="bundle",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bundles",
                to="disclosure.request",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["due_on", "id"],
                name="disclosure_open",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["person"], name="disclosure__person__897b16_idx"),
        ),
        migrations.AddIndex(
            model_name="gonethrough",
            index=models.Index(
                fields=["request", "of_marking"], name="disclosure__request_022f98_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("request", "item"), name="disclosure_decided_once"
            ),
        ),
        migrations.AddIndex(
            model_name="bundle",
            index=models.Index(fields=["request"], name="disclosure__request_3fa943_idx"),
        ),
        Protect("disclosure_request"),
        Protect("disclosure_decision"),
        Protect("disclosure_gonethrough", append_only=True),
        Protect("disclosure_bundle", append_only=True),
        Protect("disclosure_handedout", append_only=True),
        # Not the bundles: their bytes would be written a second time, and the deed that made one
        # names their SHA-256.
        Audit(
            "disclosure_request",
            "disclosure_decision",
            "disclosure_gonethrough",
            "disclosure_handedout",
        ),
    ]
