import django.db.models.deletion
from django.db import migrations, models

# What closes a report is its paper. The share lock makes a save that meets a submission wait for
# it, and then be refused.
CLOSED = """
create or replace function app.refuse_change_of_finished_report() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'DELETE' or (
            exists (select from signoff_paper where id = old.paper_id
                       and state in ('final', 'withdrawn', 'superseded'))
            and not app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new))) then
        raise exception 'a report that is finished is never changed, and none is deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
alter function app.refuse_change_of_finished_report() owner to throughcare_system;

create or replace function app.refuse_change_in_closed_report() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare one jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
declare its uuid := coalesce(one ->> 'report_id', (
    select report_id::text from reports_section where id = (one ->> 'section_id')::uuid))::uuid;
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), one) then
        return new;
    end if;
    perform from reports_report r join signoff_paper p on p.id = r.paper_id
      where r.id = its and p.state in ('draft', 'returned') for share of p;
    if not found then
        raise exception 'nothing in a report changes while it is submitted or once it is finished'
            using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

delete from app.follows where name in ('reports_stage', 'reports_document');
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_onto_papers")]

    operations = [
        migrations.RunSQL(CLOSED),
        *(
            migrations.RemoveConstraint("report", f"reports_report_{name}")
            for name in (
                "waits_only_when_submitted",
                "is_final_from_a_moment",
                "is_not_countersigned_by_its_author",
            )
        ),
        migrations.RemoveIndex("report", "reports_waiting"),
        migrations.DeleteModel("Stage"),
        migrations.DeleteModel("Document"),
        *(
            migrations.RemoveField("report", name)
            for name in ("author", "state", "waits_for", "due_on", "final_at", "version")
        ),
        migrations.AlterField(
            model_name="report",
            name="paper",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signoff.paper",
            ),
        ),
    ]
