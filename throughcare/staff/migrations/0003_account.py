from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_tries")]

    operations = [
        migrations.AddField(
            model_name="member", name="account", field=models.TextField(null=True, unique=True)
        )
    ]
