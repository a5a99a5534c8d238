import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

TABLES = (
    "risk_flag",
    "risk_mappa",
)
FOR_EVER = (
    "risk_flagchange",
    "risk_harmlevel",
    "risk_score",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Flag",
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
                ("code", models.TextField(blank=True)),
                ("title", models.TextField()),
                ("register_code", models.TextField(blank=True)),
                ("register", models.TextField(blank=True)),
                ("category", models.TextField(blank=True)),
                ("level", models.TextField(blank=True)),
                ("colour", models.TextField(blank=True)),
                ("notes", models.JSONField(default=list)),
                ("started_on", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("reviewed_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("end_note", models.TextField(blank=True)),
                ("is_active", models.BooleanField(default=True)),
                ("raised_by", models.TextField(blank=True)),
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
                "indexes": [
                    models.Index(fields=["person"], name="risk_flag_person__650865_idx"),
                    models.Index(
                        condition=models.Q(("is_active", True)),
                        fields=["person"],
                        name="risk_flag_active",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="risk_flag_one_of_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_key__isnull", False),
                            models.Q(
                                ("end_note", ""), ("ended_on__isnull", True), ("is_active", True)
                            ),
                            models.Q(
                                ("ended_on__isnull", False),
                                ("is_active", False),
                                models.Q(("end_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="risk_flag_raised_here_ends_with_a_day_and_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FlagChange",
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
                    models.TextField(
                        choices=[
                            ("raised", "Raised"),
                            ("reviewed", "Reviewed"),
                            ("learnt", "Learnt from a message"),
                            ("ended", "Ended"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("author_text", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("review_on", models.DateField(null=True)),
                ("before", models.JSONField(default=dict)),
                ("source", models.UUIDField(editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="risk.flag",
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
                    models.Index(fields=["person"], name="risk_flagch_person__fae5e5_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["raised", "reviewed", "learnt", "ended"])),
                        name="risk_flagchange_is_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HarmLevel",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("source", models.UUIDField(editable=False, null=True)),
                ("source_key", models.TextField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("group", models.TextField()),
                (
                    "setting",
                    models.TextField(
                        blank=True,
                        choices=[("community", "In the community"), ("custody", "In custody")],
                    ),
                ),
                ("level", models.TextField()),
                ("assessed_on", models.DateField()),
                ("assessed_by", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "author",
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
                        models.F("person"),
                        models.F("group"),
                        models.F("setting"),
                        models.OrderBy(models.F("assessed_on"), descending=True),
                        models.OrderBy(models.F("recorded_at"), descending=True),
                        name="risk_harmlevel_newest",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", "overall"), ("setting", "")),
                            models.Q(
                                models.Q(("group", "overall"), _negated=True),
                                ("setting__in", ["community", "custody"]),
                            ),
                            _connector="OR",
                        ),
                        name="risk_harmlevel_of_a_group_is_in_a_setting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_key__isnull", False),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="risk_harmlevel_set_here_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mappa",
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
                ("category", models.TextField(blank=True)),
                ("category_text", models.TextField(blank=True)),
                ("level", models.TextField(blank=True)),
                ("level_text", models.TextField(blank=True)),
                ("started_on", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("note", models.TextField(blank=True)),
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
                "verbose_name_plural": "mappa",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["person"], name="risk_mappa_person__a2bee7_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="risk_mappa_one_of_a_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("source", models.UUIDField(editable=False, null=True)),
                ("source_key", models.TextField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.TextField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ("period", models.TextField(blank=True)),
                ("band", models.TextField(blank=True)),
                ("band_text", models.TextField(blank=True)),
                ("basis", models.TextField(blank=True)),
                ("algorithm", models.TextField(blank=True)),
                ("scored_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
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
                    models.Index(fields=["person", "name"], name="risk_score_person__d44436_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__isnull", False),
                            models.Q(("band", ""), _negated=True),
                            models.Q(("band_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="risk_score_says_something",
                    ),
                ],
            },
        ),
        *(Protect(table) for table in TABLES),
        *(Protect(table, append_only=True) for table in FOR_EVER),
        Audit(*TABLES, *FOR_EVER),
    ]
