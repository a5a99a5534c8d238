import uuid

import django.db.models.deletion
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("sentences", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hearing",
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
                ("kind", models.TextField(blank=True)),
                ("court_code", models.TextField(blank=True)),
                ("court", models.TextField(blank=True)),
                ("room", models.TextField(blank=True)),
                ("session", models.TextField(blank=True)),
                ("list_number", models.TextField(blank=True)),
                ("case_number", models.TextField(blank=True)),
                ("jurisdiction", models.TextField(blank=True)),
                ("begins_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("days", models.JSONField(default=list)),
                ("is_youth", models.BooleanField(null=True)),
                ("is_report_awaited", models.BooleanField(null=True)),
                ("attendance", models.TextField(blank=True)),
                ("bail", models.TextField(blank=True)),
                ("markers", models.JSONField(default=list)),
                ("offences", models.JSONField(default=list)),
                ("applications", models.JSONField(default=list)),
                ("results", models.JSONField(default=list)),
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
                "indexes": [models.Index(fields=["person"], name="sentences_h_person__2ebe49_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="sentences_hearing_one_of_a_key"
                    )
                ],
            },
        ),
        Protect("sentences_hearing"),
        Audit("sentences_hearing"),
    ]
