from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="stage",
            name="kind",
            field=models.TextField(
                choices=[
                    ("started", "Started"),
                    ("submitted", "Submitted"),
                    ("returned", "Returned"),
                    ("countersigned", "Countersigned"),
                    ("withdrawn", "Withdrawn"),
                    ("given", "Given to another author"),
                    ("taken-over", "Taken over"),
                ]
            ),
        ),
    ]
