"""Where tries to sign in are counted: a table of Django's cache, which it makes by a command."""

from django.db import migrations

TABLE = """
create table staff_tries (
    cache_key varchar(255) primary key,
    value text not null,
    expires timestamptz not null
);
create index staff_tries_expires on staff_tries (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("access", "0001_who_is_asking")]
    operations = [migrations.RunSQL(TABLE, "drop table staff_tries")]
