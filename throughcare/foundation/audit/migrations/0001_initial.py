import uuid

from django.db import migrations, models

from throughcare.foundation.access.protection import keep_for_ever


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_who_is_asking"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("person_id", models.BigIntegerField(null=True)),
                ("marking", models.SmallIntegerField(default=0)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("staff_id", models.BigIntegerField(null=True)),
                ("transaction", models.BigIntegerField()),
                ("table", models.TextField()),
                ("row", models.TextField()),
                ("operation", models.TextField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
            ],
            options={
                "db_table": "audit_change",
                "indexes": [
                    models.Index(
                        fields=["person_id", "-at"], name="audit_chang_person__4e456d_idx"
                    ),
                    models.Index(fields=["transaction"], name="audit_chang_transac_81f279_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("person_id", models.BigIntegerField(null=True)),
                ("marking", models.SmallIntegerField(default=0)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("staff_id", models.BigIntegerField(null=True)),
                ("actor", models.TextField()),
                ("verb", models.TextField()),
                ("refused", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                ("transaction", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "audit_deed",
                "indexes": [
                    models.Index(fields=["person_id", "-at"], name="audit_deed_person__89ac82_idx"),
                    models.Index(fields=["staff_id", "-at"], name="audit_deed_staff_i_06efea_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("person_id", models.BigIntegerField(null=True)),
                ("marking", models.SmallIntegerField(default=0)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("staff_id", models.BigIntegerField(null=True)),
                ("actor", models.TextField()),
                ("page", models.TextField()),
            ],
            options={
                "db_table": "audit_look",
                "indexes": [
                    models.Index(fields=["person_id", "-at"], name="audit_look_person__dd5b19_idx"),
                    models.Index(fields=["staff_id", "-at"], name="audit_look_staff_i_362e86_idx"),
                ],
            },
        ),
        *keep_for_ever("audit_deed", "audit_change", "audit_look"),
        # Only the trigger writes changes; it runs as the program.
        migrations.RunSQL("revoke insert on audit_change from throughcare_web"),
    ]
