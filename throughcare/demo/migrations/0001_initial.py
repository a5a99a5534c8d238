"""Where it is written that the fictional world was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("access", "0001_who_is_asking")]

    operations = [
        migrations.CreateModel(
            name="World",
            fields=[
                (
                    "id",
                    models.SmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("people", models.IntegerField()),
                ("seed", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="demo_world_is_one")
                ]
            },
        ),
        migrations.RunSQL(
            "revoke insert, update, delete on demo_world from throughcare_web",
            migrations.RunSQL.noop,
        ),
    ]
