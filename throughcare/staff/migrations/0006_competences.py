import uuid

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit


def _key() -> models.Field:
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def _member(related_name: str, *, null: bool = False) -> models.Field:
    return models.ForeignKey(
        null=null,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
    )


def _ended_says_why(begins: str) -> models.Q:
    return models.Q(
        models.Q(("ended_because", ""), ("ended_on", None)),
        models.Q(
            ("ended_on__gte", models.F(begins)), models.Q(("ended_because", ""), _negated=True)
        ),
        _connector="OR",
    )


class Migration(migrations.Migration):
    dependencies = [("staff", "0005_called")]

    operations = [
        migrations.AddField("clearance", "ended_on", models.DateField(null=True)),
        migrations.AddField("clearance", "ended_because", models.TextField(default="")),
        migrations.AddConstraint(
            "clearance",
            models.CheckConstraint(
                condition=_ended_says_why("since"), name="staff_clearance_withdrawn_says_why"
            ),
        ),
        migrations.CreateModel(
            name="Competence",
            fields=[
                ("id", _key()),
                ("kind", models.TextField()),
                ("awarded_on", models.DateField()),
                ("expires_on", models.DateField(null=True)),
                ("evidence", models.TextField()),
                ("recorded_at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.TextField(default="")),
                ("member", _member("competences")),
                ("recorded_by", _member("+", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("expires_on"), models.F("id"), name="staff_competence_expires"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("expires_on__gt", models.F("awarded_on")),
                            _connector="OR",
                        ),
                        name="staff_competence_expires_after_it_is_awarded",
                    ),
                    models.CheckConstraint(
                        condition=_ended_says_why("awarded_on"),
                        name="staff_competence_ended_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", _key()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("member", _member("absences")),
                ("covered_by", _member("covers")),
                ("recorded_by", _member("+", null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="staff_cover_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("covered_by")), _negated=True),
                        name="staff_cover_is_by_somebody_else",
                    ),
                    ExclusionConstraint(
                        name="staff_cover_one_at_a_time",
                        expressions=[
                            (
                                models.Func(
                                    "member", "member", models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (models.Func("since", "until", function="daterange"), "&&"),
                        ],
                    ),
                ],
            },
        ),
        Audit("staff_competence", "staff_cover"),
        # What was written is ended, never taken away.
        migrations.RunSQL(
            "revoke delete, truncate on staff_competence, staff_cover "
            "from throughcare_web, throughcare_system",
            migrations.RunSQL.noop,
        ),
    ]
