from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_account")]

    operations = [
        migrations.AddField(
            model_name="member", name="password_until", field=models.DateTimeField(null=True)
        )
    ]
