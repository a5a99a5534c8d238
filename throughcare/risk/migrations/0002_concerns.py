import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

TABLES = ("risk_concern", "risk_therapeuticrisk", "risk_referral")
FOR_EVER = ("risk_concerndecision", "risk_therapeuticriskchange", "risk_referralstep")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_lead_together"),
        ("risk", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
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
                ("kind", models.TextField()),
                ("what", models.TextField()),
                ("told_by", models.TextField(blank=True)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("author_text", models.TextField(blank=True)),
                ("signal", models.TextField(blank=True)),
                ("made_from", models.JSONField(default=list)),
                ("due_on", models.DateField()),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("no-change", "No change"),
                            ("watch", "Watch"),
                            ("review-now", "Review now"),
                        ],
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_text", models.TextField(blank=True)),
                ("watch_until", models.DateField(null=True)),
                ("is_closed", models.BooleanField(default=False)),
                ("version", models.IntegerField(default=1)),
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
                    "decided_by",
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
        ),
        migrations.CreateModel(
            name="ConcernDecision",
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
                    "outcome",
                    models.TextField(
                        choices=[
                            ("no-change", "No change"),
                            ("watch", "Watch"),
                            ("review-now", "Review now"),
                        ]
                    ),
                ),
                ("reason", models.TextField()),
                ("watch_until", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                ("author_text", models.TextField()),
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
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="risk.concern",
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
            name="Referral",
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
                ("about", models.TextField()),
                ("concerns", models.TextField()),
                ("what", models.TextField()),
                ("authority", models.TextField()),
                ("refer", models.BooleanField()),
                ("reason", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("author_text", models.TextField()),
                ("phoned_at", models.DateTimeField(null=True)),
                ("written_at", models.DateTimeField(null=True)),
                ("chased_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("countersigned_at", models.DateTimeField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("outcome", models.TextField(blank=True)),
                ("closing_note", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
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
                    "countersigned_by",
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
        ),
        migrations.CreateModel(
            name="ReferralStep",
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
                            ("decided", "Decided"),
                            ("phoned", "Told by telephone"),
                            ("written", "Referred in writing"),
                            ("chased", "Chased"),
                            ("answered", "The authority answered"),
                            ("countersigned", "Countersigned"),
                            ("sent-back", "Not countersigned: to be referred"),
                            ("closed", "Closed"),
                        ]
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("author_text", models.TextField()),
                ("spoke_to", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
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
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="risk.referral",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TherapeuticRisk",
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
                ("risk", models.TextField()),
                ("brings_out", models.TextField()),
                ("addressed", models.TextField()),
                ("by_words", models.TextField(blank=True)),
                ("state", models.TextField()),
                ("review_on", models.DateField(null=True)),
                ("identified_on", models.DateField()),
                ("changed_at", models.DateTimeField()),
                ("closed_on", models.DateField(null=True)),
                ("closing_reason", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
        ),
        migrations.CreateModel(
            name="TherapeuticRiskChange",
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
                            ("identified", "Identified"),
                            ("changed", "Changed"),
                            ("closed", "Closed"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("author_text", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("before", models.JSONField(default=dict)),
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
                (
                    "therapeutic_risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="risk.therapeuticrisk",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                fields=["person", "-recorded_at", "-id"], name="risk_concer_person__41cb63_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                condition=models.Q(("is_closed", False)),
                fields=["person", "recorded_at"],
                name="risk_concern_not_closed",
            ),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                condition=models.Q(("is_closed", False)),
                fields=["recorded_at", "id"],
                name="risk_concern_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(
                fields=["author", "-recorded_at"], name="risk_concer_author__eeab84_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="risk_concern_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("outcome", ""), ("reason", "")),
                    models.Q(
                        models.Q(("reason", ""), _negated=True), ("decided_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="risk_concern_is_decided_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("is_closed", False), ("outcome", "watch"), ("watch_until__isnull", False)
                    ),
                    models.Q(models.Q(("outcome", "watch"), _negated=True), ("watch_until", None)),
                    _connector="OR",
                ),
                name="risk_concern_is_watched_until_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_closed", False), ("outcome__in", ["", "watch"])),
                    models.Q(("is_closed", True), ("outcome__in", ["no-change", "review-now"])),
                    _connector="OR",
                ),
                name="risk_concern_is_closed_once_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="concerndecision",
            index=models.Index(fields=["person"], name="risk_concer_person__0885cc_idx"),
        ),
        migrations.AddConstraint(
            model_name="concerndecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="risk_concerndecision_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("closed_on", None)),
                fields=["person", "decided_at"],
                name="risk_referral_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("concerns", ""), _negated=True),
                    models.Q(("what", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="risk_referral_says_who_what_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("countersigned_at", None), ("countersigned_by", None)),
                    models.Q(
                        ("countersigned_at__isnull", False),
                        models.Q(("countersigned_by", models.F("author")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="risk_referral_countersigned_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("outcome", "")),
                    models.Q(
                        ("closed_on__isnull", False), models.Q(("outcome", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="risk_referral_closed_with_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("refer", True),
                    ("closed_on", None),
                    ("countersigned_at__isnull", False),
                    _connector="OR",
                ),
                name="risk_referral_not_referred_closes_countersigned",
            ),
        ),
        migrations.AddIndex(
            model_name="referralstep",
            index=models.Index(fields=["person"], name="risk_referr_person__e775a1_idx"),
        ),
        migrations.AddIndex(
            model_name="therapeuticrisk",
            index=models.Index(
                fields=["person", "closed_on"], name="risk_therap_person__6a89ea_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="therapeuticrisk",
            constraint=models.CheckConstraint(
                condition=models.Q(("risk", ""), _negated=True),
                name="risk_therapeuticrisk_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="therapeuticrisk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("closing_reason", "")),
                    models.Q(
                        ("closed_on__isnull", False),
                        models.Q(("closing_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="risk_therapeuticrisk_closed_with_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="therapeuticriskchange",
            index=models.Index(fields=["person"], name="risk_therap_person__106594_idx"),
        ),
        *(Protect(table) for table in TABLES),
        *(Protect(table, append_only=True) for table in FOR_EVER),
        Audit(*TABLES, *FOR_EVER),
    ]
