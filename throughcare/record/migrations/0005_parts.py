from django.db import migrations, models

from throughcare.foundation.access.partitions import Partition

PARTS = 4

# Who may read a change is asked of the entry: the policy goes while the table is another.
ASKS_THE_ENTRY = """
create policy as_its_entry on audit_change as restrictive for select to throughcare_web using (
    case "table"
        when 'record_entry' then exists (select from record_entry e where e.id = row::uuid)
        when 'record_raising' then exists (select from record_raising r where r.id = row::uuid)
        else true
    end);
"""

# Among parts no index can see to it that an entry is corrected once.
ONCE = """
create function app.supersede_once() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(new.supersedes_id::text, 771004));
    if exists (select from record_entry e where e.supersedes_id = new.supersedes_id) then
        raise unique_violation using
            message = 'another version supersedes it: record_entry_superseded_once',
            constraint = 'record_entry_superseded_once', table = 'record_entry';
    end if;
    return new;
end $$;
alter function app.supersede_once() owner to throughcare_system;
create trigger supersede_once before insert on record_entry
    for each row when (new.supersedes_id is not null) execute function app.supersede_once();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_parts"),
        ("audit", "0003_months"),
        ("record", "0004_merging"),
        # tables whose rows name entries
        ("reports", "0001_initial"),
        ("supervision", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL("drop policy as_its_entry on audit_change"),
        Partition("record_entry", into=PARTS, instead={"record_entry_superseded_once": None}),
        migrations.RunSQL(ASKS_THE_ENTRY),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("entry", "record_entry_superseded_once"),
            ]
        ),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["supersedes"],
                condition=models.Q(supersedes__isnull=False),
                name="record_entry_superseded",
            ),
        ),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["person", "supersedes"],
                condition=models.Q(supersedes__isnull=False),
                name="record_entry_corrections",
            ),
        ),
        migrations.RunSQL(ONCE),
    ]
