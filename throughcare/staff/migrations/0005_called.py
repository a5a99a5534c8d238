from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_given_passwords")]

    operations = [
        migrations.AddIndex("member", models.Index(Upper("name"), name="staff_member_called"))
    ]
