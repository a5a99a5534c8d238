import uuid

import django.db.models.deletion
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_ended_early"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="kind",
            field=models.TextField(
                choices=[("named", "Named"), ("emergency", "Opened in an emergency")],
                db_default="named",
                default="named",
            ),
        ),
        migrations.CreateModel(
            name="EmergencyReview",
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
                    "finding",
                    models.TextField(
                        choices=[
                            ("in-order", "In order"),
                            ("follow-up", "To be followed up"),
                        ]
                    ),
                ),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
                ("version", models.IntegerField(default=1)),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="people.grant",
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
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.member",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        # The list of those not yet reviewed, and each colleague's own.
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                fields=["since", "id"],
                condition=models.Q(("kind", "emergency")),
                name="people_grant_emergencies",
            ),
        ),
        Protect("people_emergencyreview"),
        Audit("people_emergencyreview"),
    ]
