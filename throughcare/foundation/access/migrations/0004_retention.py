"""The role in which the program deletes for good what is otherwise never changed."""

from django.db import migrations

ROLE = """
do $$ begin
    perform pg_advisory_xact_lock(771001);
    if not exists (select from pg_roles where rolname = 'throughcare_retention') then
        create role throughcare_retention nologin in role throughcare_system;
        execute format('grant throughcare_retention to %I', current_user);
    end if;
end $$;
grant usage on schema app, public to throughcare_retention;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_parts")]

    operations = [migrations.RunSQL(ROLE, migrations.RunSQL.noop)]
