from django.db import migrations

# What is said of an entry beside an answer is known to whoever may read both. The marking of the
# entry may be raised later, and two compartments may meet here: so the entry is asked each time.
# The audit of changes holds the same words.
AS_ITS_ENTRY = """
create policy as_its_entry on assessments_evidence as restrictive for select to throughcare_web
    using (exists (select from record_entry e
                    where e.person_id = assessments_evidence.person_id and e.id = entry_id));

drop policy as_its_entry on audit_change;
create policy as_its_entry on audit_change as restrictive for select to throughcare_web using (
    case
        when "table" in ('record_entry', 'record_document')
            then exists (select from record_entry e where e.id = row::uuid)
        when "table" = 'record_raising'
            then exists (select from record_raising r where r.id = row::uuid)
        when "table" = 'assessments_evidence'
            then exists (select from assessments_evidence e where e.id = row::uuid)
        else true
    end);
"""
WITHOUT = """
drop policy as_its_entry on assessments_evidence;

drop policy as_its_entry on audit_change;
create policy as_its_entry on audit_change as restrictive for select to throughcare_web using (
    case
        when "table" in ('record_entry', 'record_document')
            then exists (select from record_entry e where e.id = row::uuid)
        when "table" = 'record_raising'
            then exists (select from record_raising r where r.id = row::uuid)
        else true
    end);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0006_completed_elsewhere"),
        ("record", "0007_documents"),
    ]

    operations = [migrations.RunSQL(AS_ITS_ENTRY, WITHOUT)]
