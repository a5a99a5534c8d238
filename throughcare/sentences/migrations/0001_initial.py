import uuid

import django.db.models.deletion
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

TABLES = (
    "sentences_conviction",
    "sentences_offence",
    "sentences_order",
    "sentences_requirement",
    "sentences_licencecondition",
    "sentences_supervisionterm",
    "sentences_custody",
    "sentences_keydate",
    "sentences_breach",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conviction",
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
                ("number", models.TextField(blank=True)),
                ("convicted_on", models.DateField(null=True)),
                ("referred_on", models.DateField(null=True)),
                ("court", models.TextField(blank=True)),
                ("responsible_court", models.TextField(blank=True)),
                ("outcome", models.TextField(blank=True)),
                ("is_active", models.BooleanField(null=True)),
                ("in_breach", models.BooleanField(null=True)),
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
                    models.Index(fields=["person"], name="sentences_c_person__ebfabe_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="sentences_conviction_one_of_a_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Breach",
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
                ("is_pending", models.BooleanField()),
                ("code", models.TextField(blank=True)),
                ("title", models.TextField()),
                ("sub_code", models.TextField(blank=True)),
                ("sub_title", models.TextField(blank=True)),
                ("status_code", models.TextField(blank=True)),
                ("status", models.TextField(blank=True)),
                ("status_on", models.DateField(null=True)),
                ("referred_on", models.DateField(null=True)),
                ("started_on", models.DateField(null=True)),
                ("expected_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("outcome", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "breaches",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["person"], name="sentences_b_person__70aedc_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="sentences_breach_one_of_a_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Custody",
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
                ("status_code", models.TextField(blank=True)),
                ("status", models.TextField(blank=True)),
                ("establishment_code", models.TextField(blank=True)),
                ("establishment", models.TextField(blank=True)),
                ("booking_number", models.TextField(blank=True)),
                ("sentence_started_on", models.DateField(null=True)),
                ("released_on", models.DateField(null=True)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
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
                "verbose_name_plural": "custody",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["person"], name="sentences_c_person__c06475_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="sentences_custody_one_of_a_key"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyDate",
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
                ("kind", models.TextField()),
                ("text", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("is_override", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
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
                    models.Index(fields=["person"], name="sentences_k_person__f5a21d_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("person", "source_key", "kind", "is_override"),
                        name="sentences_keydate_one_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LicenceCondition",
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
                ("code", models.TextField(blank=True)),
                ("title", models.TextField()),
                ("sub_code", models.TextField(blank=True)),
                ("sub_title", models.TextField(blank=True)),
                ("started_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("is_active", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True)),
                ("imposed_on", models.DateField(null=True)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
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
                "indexes": [
                    models.Index(fields=["person"], name="sentences_l_person__a8a8ac_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"),
                        name="sentences_licencecondition_one_of_a_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offence",
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
                ("code", models.TextField(blank=True)),
                ("title", models.TextField()),
                ("category", models.TextField(blank=True)),
                ("began_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("is_main", models.BooleanField(null=True)),
                ("count", models.IntegerField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
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
                "indexes": [
                    models.Index(fields=["person"], name="sentences_o_person__32c715_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="sentences_offence_one_of_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("count__isnull", True), ("count__gte", 0), _connector="OR"
                        ),
                        name="sentences_offence_count_is_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
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
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("community", "Community order"),
                            ("suspended", "Suspended sentence order"),
                            ("custodial", "Custodial sentence"),
                            ("other", "Other sentence"),
                        ]
                    ),
                ),
                ("code", models.TextField(blank=True)),
                ("title", models.TextField()),
                ("length", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("length_unit", models.TextField(blank=True)),
                ("second_length", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("second_length_unit", models.TextField(blank=True)),
                ("length_text", models.TextField(blank=True)),
                ("started_on", models.DateField(null=True)),
                ("released_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("is_post_sentence_supervision", models.BooleanField(default=False)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
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
                "indexes": [
                    models.Index(fields=["person"], name="sentences_o_person__e8044c_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="sentences_order_one_of_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["community", "suspended", "custodial", "other"])
                        ),
                        name="sentences_order_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("length__isnull", True), ("length__gte", 0), _connector="OR"),
                            models.Q(
                                ("second_length__isnull", True),
                                ("second_length__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="sentences_order_is_not_shorter_than_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
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
                ("code", models.TextField(blank=True)),
                ("title", models.TextField()),
                ("sub_code", models.TextField(blank=True)),
                ("sub_title", models.TextField(blank=True)),
                ("started_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("is_active", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("unit", models.TextField(blank=True)),
                ("used", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("used_on", models.DateField(null=True)),
                ("used_by", models.TextField(blank=True)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
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
                "indexes": [
                    models.Index(fields=["person"], name="sentences_r_person__267c1c_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"), name="sentences_requirement_one_of_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                            models.Q(("used__isnull", True), ("used__gte", 0), _connector="OR"),
                        ),
                        name="sentences_requirement_is_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisionTerm",
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
                ("code", models.TextField(blank=True)),
                ("title", models.TextField()),
                ("sub_code", models.TextField(blank=True)),
                ("sub_title", models.TextField(blank=True)),
                ("started_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("is_active", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "conviction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sentences.conviction",
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
                "indexes": [
                    models.Index(fields=["person"], name="sentences_s_person__1100d8_idx"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "source_key"),
                        name="sentences_supervisionterm_one_of_a_key",
                    ),
                ],
            },
        ),
        *(Protect(table) for table in TABLES),
        Audit(*TABLES),
    ]
