from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(
            model_name="exclusion",
            name="people_exclusion_ends_after_it_begins",
        ),
        migrations.RemoveConstraint(
            model_name="grant",
            name="people_grant_ends_after_it_begins",
        ),
        migrations.AddField(
            model_name="exclusion",
            name="ended_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="grant",
            name="as_holder",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="grant",
            name="ended_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="holding",
            name="ended_because",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="people_exclusion_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="people_grant_ends_after_it_begins",
            ),
        ),
    ]
