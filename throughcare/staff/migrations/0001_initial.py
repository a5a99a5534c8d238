import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Forget


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_who_is_asking")]

    operations = [
        migrations.CreateModel(
            name="Member",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, null=True, unique=True)),
                ("name", models.TextField()),
                ("code", models.TextField(null=True, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "language",
                    models.TextField(choices=[("en", "English"), ("cy", "Cymraeg")], default="en"),
                ),
                ("joined_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("nation", "Nation"),
                            ("region", "Region"),
                            ("delivery-unit", "Delivery unit"),
                            ("team", "Team"),
                            ("establishment", "Establishment"),
                            ("wing", "Wing"),
                            ("specialist-team", "Specialist team"),
                            ("provider", "Provider"),
                        ]
                    ),
                ),
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="staff.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "nation"), ("parent__isnull", True)),
                            models.Q(
                                models.Q(("kind", "nation"), _negated=True),
                                ("parent__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="staff_unit_only_a_nation_has_no_parent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("role", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("acting_up", models.BooleanField(default=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="staff.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="staff_posting_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acting_up", False), ("until__isnull", False), _connector="OR"
                        ),
                        name="staff_posting_acting_up_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))),
                        name="staff_clearance_ends_after_it_begins",
                    )
                ],
            },
        ),
        Forget("staff_unit", "everyone"),
        Forget("staff_posting", "colleague", "member_id"),
        Forget("staff_clearance", "colleague", "member_id"),
        Audit("staff_unit", "staff_posting", "staff_clearance"),
    ]
