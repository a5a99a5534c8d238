import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Forget, Protect

TABLES = (
    "people_name",
    "people_identifier",
    "people_holding",
    "people_grant",
    "people_exclusion",
    "people_restriction",
    "people_characteristic",
    "people_communication",
    "people_adjustment",
    "people_address",
    "people_reachable",
    "people_personalcontact",
    "people_dependant",
)

FOLLOWING = """
create trigger settle before insert or update of open_to_nation on people_person
    for each row execute function app.settle();
create trigger lead after update of open_to_nation on people_person for each row
    when ((old.open_to_custody, old.open_to_community, old.open_to_nation)
          is distinct from (new.open_to_custody, new.open_to_community, new.open_to_nation))
    execute function app.lead();
create constraint trigger resettle after insert or update of unit_id, until or delete
    on people_holding deferrable initially deferred
    for each row execute function app.resettle();
create constraint trigger resettle after insert or update or delete
    on people_restriction deferrable initially deferred
    for each row execute function app.resettle();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.TextField(blank=True)),
                ("given_name", models.TextField()),
                ("middle_names", models.TextField(blank=True)),
                ("family_name", models.TextField()),
                ("preferred_name", models.TextField(blank=True)),
                ("sort_key", models.TextField(editable=False)),
                ("born_on", models.DateField(null=True)),
                ("birth_is_estimated", models.BooleanField(default=False)),
                ("died_on", models.DateField(null=True)),
                ("sex", models.TextField(blank=True)),
                ("is_restricted", models.BooleanField(default=False, editable=False)),
                ("is_fictional", models.BooleanField(default=False)),
                ("version", models.IntegerField(default=1)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sort_key", "id"], name="people_pers_sort_ke_a590bc_idx"),
                    models.Index(fields=["born_on"], name="people_pers_born_on_b81616_idx"),
                    models.Index(
                        fields=["open_to_community"], name="people_pers_open_to_c0e7a9_idx"
                    ),
                    models.Index(fields=["open_to_custody"], name="people_pers_open_to_6e634a_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Name",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("source", models.UUIDField(editable=False, null=True)),
                ("source_key", models.TextField(editable=False, null=True)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("current", "Name"),
                            ("former", "Former name"),
                            ("alias", "Also known as"),
                        ]
                    ),
                ),
                ("given_name", models.TextField(blank=True)),
                ("middle_names", models.TextField(blank=True)),
                ("family_name", models.TextField(blank=True)),
                ("born_on", models.DateField(null=True)),
                ("given_key", models.TextField(db_collation="C", editable=False)),
                ("family_key", models.TextField(db_collation="C", editable=False)),
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
                        fields=["family_key", "given_key"], name="people_name_family__8d7f9c_idx"
                    ),
                    models.Index(fields=["given_key"], name="people_name_given_k_cd1ac4_idx"),
                    models.Index(fields=["person"], name="people_name_person__afd113_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("source", models.UUIDField(editable=False, null=True)),
                ("source_key", models.TextField(editable=False, null=True)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("value", models.TextField()),
                ("as_given", models.TextField()),
                ("is_valid", models.BooleanField(default=True)),
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
                    models.Index(fields=["value", "kind"], name="people_iden_value_f029d2_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "value"), name="people_identifier_once_a_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True),
                        name="people_identifier_has_a_value",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
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
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("community", "Case in the community"),
                            ("custody", "In custody"),
                            ("specialist", "Specialist team"),
                            ("provider", "Provider"),
                        ]
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("place", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.unit",
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
                        condition=models.Q(("until", None)),
                        fields=["holder"],
                        name="people_held_by",
                    ),
                    models.Index(
                        condition=models.Q(("until", None)), fields=["unit"], name="people_held_in"
                    ),
                    models.Index(
                        fields=["person", "-since"], name="people_hold_person__190b5f_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="people_holding_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["community", "custody"]), ("until", None)),
                        fields=("person", "kind"),
                        name="people_holding_one_open_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
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
                ("reason", models.TextField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "member",
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
                "indexes": [
                    models.Index(fields=["member"], name="people_gran_member__8944f3_idx"),
                    models.Index(fields=["person"], name="people_gran_person__59e8a1_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="people_grant_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
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
                ("reason", models.TextField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "member",
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
                "indexes": [
                    models.Index(fields=["member"], name="people_excl_member__c1c9f4_idx"),
                    models.Index(fields=["person"], name="people_excl_person__1a0fc0_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="people_exclusion_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dependant",
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
                ("relationship", models.TextField(blank=True)),
                ("born_on", models.DateField(null=True)),
                ("lives_with_person", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
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
                "indexes": [models.Index(fields=["person"], name="people_depe_person__7f6331_idx")],
            },
        ),
        migrations.CreateModel(
            name="Communication",
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
                ("spoken_language", models.TextField(blank=True)),
                ("written_language", models.TextField(blank=True)),
                ("spoken_text", models.TextField(blank=True)),
                ("written_text", models.TextField(blank=True)),
                ("needs_interpreter", models.BooleanField(null=True)),
                ("concerns", models.TextField(blank=True)),
                ("version", models.IntegerField(default=1)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("person",), name="people_communication_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Characteristic",
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
                ("code", models.TextField(blank=True)),
                ("text", models.TextField()),
                ("note", models.TextField(blank=True)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "kind"], name="people_char_person__305008_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
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
                ("text", models.TextField()),
                ("note", models.TextField(blank=True)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="people_adju_person__f1d07c_idx")],
            },
        ),
        migrations.CreateModel(
            name="Address",
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
                ("status", models.TextField(blank=True)),
                ("status_text", models.TextField(blank=True)),
                ("type_text", models.TextField(blank=True)),
                ("no_fixed_abode", models.BooleanField(default=False)),
                ("lines", models.TextField(blank=True)),
                ("postcode", models.TextField(blank=True)),
                ("telephone", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("version", models.IntegerField(default=1)),
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
                    models.Index(fields=["person", "-since"], name="people_addr_person__2f5b4a_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalContact",
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
                ("relationship", models.TextField(blank=True)),
                ("relationship_type", models.TextField(blank=True)),
                ("telephone", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("address", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("is_emergency_contact", models.BooleanField(default=False)),
                ("is_next_of_kin", models.BooleanField(default=False)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("version", models.IntegerField(default=1)),
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
                "indexes": [models.Index(fields=["person"], name="people_pers_person__54f91c_idx")],
            },
        ),
        migrations.CreateModel(
            name="Reachable",
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
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("mobile", "Mobile"),
                            ("telephone", "Telephone"),
                            ("email", "E-mail"),
                        ]
                    ),
                ),
                ("value", models.TextField()),
                ("may_text", models.BooleanField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="people_reac_person__ed4e47_idx")],
            },
        ),
        migrations.CreateModel(
            name="Restriction",
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
                ("reason", models.TextField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("person",),
                        name="people_restriction_one_open",
                    )
                ],
            },
        ),
        migrations.RunSQL(FOLLOWING),
        Protect("people_person", person="id", marking="0"),
        *(Protect(table) for table in TABLES),
        Forget("people_grant", "colleague", "member_id"),
        Forget("people_exclusion", "colleague", "member_id"),
        Forget("people_holding", "unit", "unit_id"),
        # A specialist team's people are listed in its reach; a restricted one must leave the list.
        Forget("people_restriction", "everyone"),
        Audit("people_person", *TABLES),
    ]
