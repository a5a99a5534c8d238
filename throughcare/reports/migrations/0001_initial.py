import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import Audit, Protect

# While a report waits for its countersignature, and once it is final or withdrawn, nothing in it
# can change, whoever asks; a finished report itself cannot change either. The share lock makes a
# save that meets a submission wait for it, and then be refused.
FINISHED = """
create function app.only_its_place_changed(was jsonb, becomes jsonb) returns boolean
language sql immutable as $$
    select was - '{open_to_custody,open_to_community,open_to_nation}'::text[]
         = becomes - '{open_to_custody,open_to_community,open_to_nation}'::text[]
$$;

create function app.refuse_change_of_finished_report() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or (old.state in ('final', 'withdrawn')
            and not app.only_its_place_changed(to_jsonb(old), to_jsonb(new))) then
        raise exception 'a report that is finished is never changed, and none is deleted'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

create function app.refuse_change_in_closed_report() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare one jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
declare its uuid := coalesce(one ->> 'report_id', (
    select report_id::text from reports_section where id = (one ->> 'section_id')::uuid))::uuid;
begin
    if tg_op = 'UPDATE' and app.only_its_place_changed(to_jsonb(old), one) then
        return new;
    end if;
    perform from reports_report where id = its and state in ('draft', 'returned') for share;
    if not found then
        raise exception 'nothing in a report changes while it is submitted or once it is finished'
            using errcode = 'insufficient_privilege';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
alter function app.refuse_change_in_closed_report() owner to throughcare_system;

create trigger finished before update or delete on reports_report
    for each row execute function app.refuse_change_of_finished_report();
create trigger closed before insert or update or delete on reports_section
    for each row execute function app.refuse_change_in_closed_report();
create trigger closed before insert or update or delete on reports_gathered
    for each row execute function app.refuse_change_in_closed_report();
create trigger closed before insert or update or delete on reports_citation
    for each row execute function app.refuse_change_in_closed_report();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("record", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("outline", models.TextField()),
                ("outline_version", models.TextField()),
                (
                    "language",
                    models.TextField(choices=[("en", "English"), ("cy", "Cymraeg")], default="en"),
                ),
                ("covers_from", models.DateField()),
                ("covers_until", models.DateField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for countersignature"),
                            ("returned", "Returned"),
                            ("final", "Final"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                    ),
                ),
                ("due_on", models.DateField(null=True)),
                ("started_at", models.DateTimeField()),
                ("final_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "waits_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["person", "-started_at"], name="reports_rep_person__cf6ee3_idx"
                    ),
                    models.Index(
                        condition=models.Q(("state", "submitted")),
                        fields=["waits_for", "due_on"],
                        name="reports_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("covers_until__gte", models.F("covers_from"))),
                        name="reports_report_covers_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted"), ("waits_for__isnull", False)),
                            models.Q(
                                models.Q(("state", "submitted"), _negated=True),
                                ("waits_for__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_report_waits_only_when_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("final_at__isnull", False), ("state", "final")),
                            models.Q(
                                models.Q(("state", "final"), _negated=True),
                                ("final_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_report_is_final_from_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("waits_for__isnull", True),
                            models.Q(("waits_for", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_report_is_not_countersigned_by_its_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.TextField(choices=[("pdf", "PDF"), ("docx", "Word")])),
                ("body", models.BinaryField()),
                ("sha256", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "kind"), name="reports_document_once_a_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.IntegerField()),
                ("cited_at", models.DateTimeField()),
                (
                    "cited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.entry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "number"), name="reports_citation_one_of_a_number"
                    ),
                    models.UniqueConstraint(
                        fields=("report", "entry"), name="reports_citation_once_an_entry"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("part", models.TextField()),
                ("position", models.IntegerField()),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="reports.report",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "part"), name="reports_section_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gathered",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.IntegerField()),
                ("label", models.TextField()),
                ("value", models.TextField()),
                ("origin", models.TextField()),
                ("link", models.TextField(blank=True)),
                ("gathered_at", models.DateTimeField()),
                ("is_left_out", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gathered",
                        to="reports.section",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("section", "position"), name="reports_gathered_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("started", "Started"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("countersigned", "Countersigned"),
                            ("withdrawn", "Withdrawn"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_role", models.TextField(blank=True)),
                ("comment", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="reports.report",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "countersigned")),
                        fields=("report",),
                        name="reports_stage_countersigned_once",
                    ),
                ],
            },
        ),
        Protect("reports_report"),
        Protect("reports_section"),
        Protect("reports_gathered"),
        Protect("reports_citation"),
        Protect("reports_stage", append_only=True),
        Protect("reports_document", append_only=True),
        migrations.RunSQL(FINISHED, migrations.RunSQL.noop),
        # Not the documents: their bytes would be written a second time, and the deed of
        # countersigning names their SHA-256.
        Audit(
            "reports_report",
            "reports_section",
            "reports_gathered",
            "reports_citation",
            "reports_stage",
        ),
    ]
