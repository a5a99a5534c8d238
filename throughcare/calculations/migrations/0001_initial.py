import uuid

import django.db.models.deletion
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

# Written by whoever changed something, read by the program that works it out.
FOR_THE_PROGRAM = """
alter table calculations_due enable row level security;
alter table calculations_due force row level security;
create policy anyone_notes on calculations_due for insert to throughcare_web with check (true);
create policy the_program on calculations_due to throughcare_system using (true) with check (true);
revoke update, delete on calculations_due from throughcare_web;
"""
NO_LONGER = """
drop policy the_program on calculations_due;
drop policy anyone_notes on calculations_due;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0007_lead_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.BigIntegerField()),
                ("not_before", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "due",
                "indexes": [
                    models.Index(fields=["not_before"], name="calculation_not_bef_fb8313_idx"),
                    models.Index(fields=["person_id"], name="calculation_person__8400ce_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Calculation",
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
                ("subject", models.TextField()),
                ("rule", models.TextField()),
                ("rule_version", models.TextField()),
                ("on", models.DateField()),
                ("given", models.JSONField()),
                ("result", models.JSONField(null=True)),
                ("receipt", models.JSONField(null=True)),
                ("refused_field", models.TextField(blank=True)),
                ("refused_message", models.TextField(blank=True)),
                ("calculated_at", models.DateTimeField()),
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
                        models.F("person"),
                        models.F("subject"),
                        models.F("marking"),
                        models.OrderBy(models.F("calculated_at"), descending=True),
                        name="calculations_newest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("receipt__isnull", False),
                                ("refused_message", ""),
                                ("result__isnull", False),
                            ),
                            models.Q(
                                ("receipt__isnull", True),
                                ("result__isnull", True),
                                models.Q(("refused_message", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="calculations_either_came_to_something_or_was_refused",
                    )
                ],
            },
        ),
        Protect("calculations_calculation", append_only=True),
        Audit("calculations_calculation"),
        migrations.RunSQL(FOR_THE_PROGRAM, NO_LONGER),
    ]
