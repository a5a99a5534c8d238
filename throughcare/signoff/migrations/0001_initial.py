import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.foundation.access.protection import UNLESS_FORGETTING, Audit, Protect

# A paper that is over never changes but to be superseded; what was kept of its being final is never
# added to. The share lock makes whoever writes beside it wait for a signature under way.
FINISHED = f"""
create function app.refuse_change_of_finished_paper() returns trigger language plpgsql as $$
declare over constant text[] := '{{final,withdrawn,superseded}}';
begin
    if tg_op = 'UPDATE' then
        if not old.state = any(over)
                or app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
            return new;
        end if;
        if old.state = 'final' and new.state = 'superseded'
                and to_jsonb(old) - '{{state,version}}'::text[]
                  = to_jsonb(new) - '{{state,version}}'::text[] then
            return new;
        end if;
    end if;
    raise exception 'a paper that is finished is never changed, and none is deleted'
        using errcode = 'insufficient_privilege';
end $$;

create function app.refuse_change_beside_finished_paper() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'UPDATE' and app.only_moved(tg_table_name, to_jsonb(old), to_jsonb(new)) then
        return new;
    end if;
    perform from signoff_paper where id = new.paper_id
        and state in ('draft', 'submitted', 'returned') for share;
    if not found then
        raise exception 'nothing is added to a paper that is finished, or changed beside it'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
alter function app.refuse_change_beside_finished_paper() owner to throughcare_system;

create trigger finished before update or delete on signoff_paper
    for each row {UNLESS_FORGETTING} execute function app.refuse_change_of_finished_paper();
create trigger closed before insert on signoff_document
    for each row execute function app.refuse_change_beside_finished_paper();
create trigger closed before insert on signoff_writer
    for each row execute function app.refuse_change_beside_finished_paper();
create trigger closed before insert or update on signoff_comment
    for each row execute function app.refuse_change_beside_finished_paper();
create trigger never_deleted before delete on signoff_comment
    for each row {UNLESS_FORGETTING} execute function app.refuse_change();
create trigger given before update or delete on signoff_peerreview
    for each row when (current_setting('role') <> 'throughcare_retention'
                       and old.given_at is not null)
    execute function app.refuse_change();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0007_lead_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
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
                ("kind", models.TextField()),
                ("subject", models.TextField()),
                ("subject_version", models.IntegerField(null=True)),
                ("title", models.TextField()),
                ("route", models.TextField()),
                ("route_version", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Waiting for countersignature"),
                            ("returned", "Returned"),
                            ("final", "Final"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                    ),
                ),
                ("asked", models.JSONField(default=list)),
                ("done", models.SmallIntegerField(default=0)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("final_at", models.DateTimeField(null=True)),
                ("sha256", models.TextField(blank=True)),
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
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="signoff.paper",
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
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="signoff.paper",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
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
                ("place", models.TextField(blank=True)),
                ("place_says", models.TextField(blank=True)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
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
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="signoff.paper",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="PeerReview",
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
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("ratings", models.JSONField(default=dict)),
                ("agrees", models.BooleanField(null=True)),
                ("because", models.TextField(blank=True)),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="signoff.paper",
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
            ],
            options={
                "ordering": ["asked_at", "id"],
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
                            ("signed", "Signed"),
                            ("taken", "Taken to countersign"),
                            ("returned", "Returned"),
                            ("countersigned", "Countersigned"),
                            ("withdrawn", "Withdrawn"),
                            ("given", "Given to another author"),
                            ("taken-over", "Taken over"),
                            ("superseded", "Superseded"),
                        ]
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_role", models.TextField(blank=True)),
                ("comment", models.TextField(blank=True)),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="signoff.paper",
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
            },
        ),
        migrations.CreateModel(
            name="Writer",
            fields=[
                ("marking", models.SmallIntegerField(default=0)),
                ("open_to_custody", models.IntegerField(editable=False, null=True)),
                ("open_to_community", models.IntegerField(editable=False, null=True)),
                ("open_to_nation", models.IntegerField(editable=False, null=True)),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="writers",
                        to="signoff.paper",
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
            ],
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                fields=["person", "kind", "-opened_at"], name="signoff_paper_of_person"
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["subject", "-opened_at"], name="signoff_paper_subject"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("state", "submitted")),
                fields=["due_on", "submitted_at"],
                name="signoff_paper_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("state", "submitted")),
                fields=["waits_for"],
                name="signoff_paper_waits_for",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("state", "returned")),
                fields=["author"],
                name="signoff_paper_returned",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(
                condition=models.Q(("state__in", ("final", "superseded"))),
                fields=["author", "kind"],
                name="signoff_paper_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "submitted", "returned"))),
                fields=("subject",),
                name="signoff_paper_one_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("due_on__isnull", False),
                        ("state", "submitted"),
                        ("submitted_at__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", "submitted"), _negated=True),
                        ("due_on", None),
                        ("roles", []),
                        ("waits_for", None),
                    ),
                    _connector="OR",
                ),
                name="signoff_paper_waits_only_when_submitted",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("final_at__isnull", False),
                        ("state__in", ("final", "superseded")),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ("final", "superseded")), _negated=True),
                        ("final_at", None),
                        ("sha256", ""),
                    ),
                    _connector="OR",
                ),
                name="signoff_paper_final_with_moment_and_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("waits_for__isnull", True),
                    models.Q(("waits_for", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="signoff_paper_not_countersigned_by_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("paper", "kind", "marking"), name="signoff_document_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="signoff_comment_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("settled_by", None)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="signoff_comment_settled_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="peerreview",
            index=models.Index(
                condition=models.Q(("given_at", None)),
                fields=["asked_of", "due_on"],
                name="signoff_review_owed",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerreview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("given_at", None)),
                fields=("paper", "asked_of"),
                name="signoff_review_asked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agrees", None), ("because", ""), ("given_at", None), ("ratings", {})
                    ),
                    models.Q(
                        ("agrees__isnull", False),
                        ("given_at__isnull", False),
                        models.Q(("ratings", {}), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="signoff_review_given_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agrees", False), _negated=True),
                    models.Q(("because", ""), _negated=True),
                    _connector="OR",
                ),
                name="signoff_review_dissents_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_of", models.F("asked_by")), _negated=True),
                name="signoff_review_asked_of_somebody_else",
            ),
        ),
        migrations.AddIndex(
            model_name="stage",
            index=models.Index(
                condition=models.Q(("kind", "returned")),
                fields=["at"],
                name="signoff_stage_returned",
            ),
        ),
        migrations.AddConstraint(
            model_name="writer",
            constraint=models.UniqueConstraint(
                fields=("paper", "member"), name="signoff_writer_once"
            ),
        ),
        Protect("signoff_paper"),
        Protect("signoff_stage", append_only=True),
        Protect("signoff_writer", append_only=True),
        Protect("signoff_comment"),
        Protect("signoff_peerreview"),
        Protect("signoff_document", append_only=True),
        migrations.RunSQL(FINISHED, migrations.RunSQL.noop),
        # Not the documents: their bytes would be written a second time, and the deed of becoming
        # final names their SHA-256.
        Audit(
            "signoff_paper",
            "signoff_stage",
            "signoff_writer",
            "signoff_comment",
            "signoff_peerreview",
        ),
    ]
