import json

import django.db.models.deletion
from django.db import migrations, models

from throughcare.foundation.packs import pack
from throughcare.rules.errors import NoSuchRule

# A report's way becomes its paper's, under the report's own number; what is finished is moved as it
# is. Nobody changes anything here, so the audit has nothing to say: undoing it would take a
# report's paper away from every moment before today.
STAND_ASIDE = """
alter table reports_report disable trigger user;
alter table signoff_document disable trigger closed;
alter table signoff_writer disable trigger closed;
"""
BACK_IN_PLACE = """
set constraints all immediate;
alter table reports_report enable trigger user;
alter table signoff_document enable trigger closed;
alter table signoff_writer enable trigger closed;
"""
OVER_TO = """
insert into signoff_paper (
    id, person_id, marking, kind, subject, title, route, route_version, author_id, state, asked,
    done, waits_for_id, roles, opened_at, submitted_at, due_on, final_at, sha256, version)
select r.id, r.person_id, r.marking, 'report', 'reports.report:' || r.id, %(title)s, %(route)s,
       %(route_version)s, r.author_id, r.state,
       case when s.at is null then '[]'::jsonb else %(asked)s::jsonb end,
       case when r.state = 'final' then 1 else 0 end,
       r.waits_for_id,
       case when r.state = 'submitted' then %(roles)s::text[] else '{}'::text[] end,
       r.started_at, s.at,
       case when r.state = 'submitted' then coalesce(r.due_on, (s.at at time zone 'utc')::date) end,
       r.final_at, coalesce(d.sha256, ''), r.version
  from reports_report r
  left join lateral (select max(at) as at from reports_stage
                      where report_id = r.id and kind = 'submitted') s on true
  left join reports_document d on d.report_id = r.id and d.kind = 'pdf'
 where r.outline = %(outline)s and r.outline_version = %(outline_version)s
"""
WITH_ALL_IT_HAS = """
update reports_report set paper_id = id;

insert into signoff_stage (id, person_id, marking, paper_id, kind, at, by_id, by_role, to_id,
                           comment, reasons)
select id, person_id, marking, report_id, kind, at, by_id, by_role, to_id, comment, '{}'
  from reports_stage order by id;

insert into signoff_document (id, person_id, marking, paper_id, kind, body, sha256, made_at)
select id, person_id, marking, report_id, kind, body, sha256, made_at from reports_document;

insert into signoff_writer (person_id, marking, paper_id, member_id)
select distinct p.person_id, p.marking, p.id, w.member
  from signoff_paper p
  join (select id as report, author_id as member from reports_report
        union select report_id, written_by_id from reports_section
               where written_by_id is not null) w on w.report = p.id
 where p.submitted_at is not null;

update people_mergedrow m set "table" = t.becomes
  from (values ('reports_stage', 'signoff_stage'),
               ('reports_document', 'signoff_document')) t (was, becomes)
 where t.was = m."table";
insert into people_mergedrow (merge, "table", "row", side, stays)
select merge, 'signoff_paper', "row", side, stays from people_mergedrow
 where "table" = 'reports_report'
union all
select m.merge, 'signoff_writer', w.id::text, m.side, m.stays
  from people_mergedrow m join signoff_writer w
    on m."table" = 'reports_report' and m."row" = w.paper_id::text;
"""


def move(apps, editor):
    """As the program, which sees every row."""
    editor.execute(STAND_ASIDE)
    editor.execute("set local role throughcare_system")
    with editor.connection.cursor() as cursor:
        cursor.execute("select distinct outline, outline_version from reports_report")
        for outline, version in cursor.fetchall():
            cursor.execute(OVER_TO, said_of(outline, version))
        editor.execute(WITH_ALL_IT_HAS)
        cursor.execute("select coalesce(max(id), 0) + 1 from signoff_stage")
        [next_stage] = cursor.fetchone()
    editor.execute("reset role")
    editor.execute("select setval('signoff_stage_id_seq', %s, false)", [next_stage])
    editor.execute(BACK_IN_PLACE)


def said_of(outline, version):
    """What the pack says of an outline, and who countersigned under it."""
    rule = pack().signoff_rule
    signature = rule.signatures("report", {"kind": "report"}, finals=0)[0].as_data()
    title = outline
    try:
        known = pack().report_outline_version(outline, version)
    except NoSuchRule:  # a pack that no longer has it
        pass
    else:
        title = known.title
        if known.countersigned_by:
            signature["roles"] = list(known.countersigned_by)
        if known.countersign_within_working_days:
            signature["within_working_days"] = known.countersign_within_working_days
    return {
        "outline": outline,
        "outline_version": version,
        "title": title,
        "route": "report",
        "route_version": rule.version,
        "asked": json.dumps([signature]),
        "roles": signature["roles"],
    }


class Migration(migrations.Migration):
    dependencies = [("signoff", "0001_initial"), ("reports", "0003_merging")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="paper",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="signoff.paper",
            ),
        ),
        migrations.RunPython(move),
    ]
