import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_who_is_asking")]

    operations = [
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.TextField()),
                ("at", models.DateTimeField()),
                ("person_id", models.BigIntegerField()),
                ("facts", models.JSONField(default=dict)),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "events_outbox",
                "indexes": [
                    models.Index(
                        condition=models.Q(("delivered_at", None)), fields=["at"], name="owed"
                    )
                ],
            },
        ),
        # Written by whoever announces, read by the program that delivers.
        migrations.RunSQL("""
            alter table events_outbox enable row level security;
            alter table events_outbox force row level security;
            create policy anyone_announces on events_outbox for insert to throughcare_web
                with check (true);
            create policy the_program on events_outbox to throughcare_system
                using (true) with check (true);
            revoke update, delete on events_outbox from throughcare_web;
        """),
    ]
