from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_who_is_asking")]

    operations = [
        migrations.CreateModel(
            name="PackVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.TextField()),
                ("version", models.TextField()),
                ("sha256", models.TextField()),
                ("loaded_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "packs_loaded",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "version"), name="packs_one_row_a_version"
                    ),
                ],
            },
        ),
        # Loading is the program's; whoever works under a version only says that it is used.
        migrations.RunSQL(
            "revoke insert, update, delete on packs_loaded from throughcare_web;"
            "grant update (used_at) on packs_loaded to throughcare_web;",
            migrations.RunSQL.noop,
        ),
    ]
