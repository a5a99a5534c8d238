"""Words may be taken out of the audit under retention, and what was sealed can still be verified."""

from django.db import migrations, models

BLANKED = """
revoke all on audit_blanked from throughcare_web, throughcare_system;
grant select on audit_blanked to throughcare_system;
grant insert, select on audit_blanked to throughcare_retention;
grant usage on sequence audit_blanked_id_seq to throughcare_retention;
create trigger append_only before update or delete on audit_blanked
    for each row execute function app.refuse_change();
create trigger no_truncate before truncate on audit_blanked
    for each statement execute function app.refuse_change();
grant update (before, after) on audit_change to throughcare_retention;
grant update (details, refused) on audit_deed to throughcare_retention;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_months"), ("access", "0004_retention")]

    operations = [
        migrations.CreateModel(
            name="Blanked",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("deletion", models.UUIDField()),
                ("form", models.SmallIntegerField()),
                ("was", models.BinaryField()),
                ("becomes", models.BinaryField()),
            ],
            options={
                "db_table": "audit_blanked",
                "indexes": [
                    models.Index(fields=["deletion"], name="audit_blank_deletio_3ffac7_idx"),
                    models.Index(fields=["becomes"], name="audit_blank_becomes_e0bd78_idx"),
                ],
            },
        ),
        migrations.RunSQL(BLANKED, migrations.RunSQL.noop),
    ]
