"""Every entry carries its transaction's number, and seals can be put upon what is closed."""

from django.db import migrations, models

NUMBERS = """
-- A copy keeps the numbers of its transactions, and the server it is brought back to may count from
-- lower. What is added to a number here so that numbers only ever rise: worked out anew whenever
-- the server has started, which is also when a copy may have come from another one.
create table app.numbering (started timestamptz primary key, added bigint not null);
grant select on app.numbering to throughcare_web;
grant select, insert on app.numbering to throughcare_system;

create function app.number_added() returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare found_added bigint;
begin
    select added into found_added from app.numbering where started = pg_postmaster_start_time();
    if found_added is null then
        -- Whoever is writing already has a number no lower than xmin.
        insert into app.numbering select pg_postmaster_start_time(), greatest(0, 1 + greatest(
            (select max(transaction) from audit_deed), (select max(transaction) from audit_change),
            (select max(transaction) from audit_look), (select max(until) from audit_seal), 0)
            - pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
        on conflict do nothing;
        select added into strict found_added from app.numbering
         where started = pg_postmaster_start_time();
    end if;
    return found_added;
end $$;
alter function app.number_added() owner to throughcare_system;

-- Runs for every row, and so with no more rights than its caller, which would cost as much again.
create function app.number_entry() returns trigger language plpgsql as $$
begin
    new.transaction := pg_current_xact_id()::text::bigint + coalesce(
        (select n.added from app.numbering n where n.started = pg_postmaster_start_time()),
        app.number_added());
    return new;
end $$;

create trigger number_entry before insert on audit_deed
    for each row execute function app.number_entry();
create trigger number_entry before insert on audit_change
    for each row execute function app.number_entry();
create trigger number_entry before insert on audit_look
    for each row execute function app.number_entry();
"""

SEALS = """
revoke all on audit_seal from throughcare_web, throughcare_system;
grant select, insert on audit_seal to throughcare_system;
-- A digest cannot be made smaller: no time is spent on trying.
alter table audit_seal alter column entries set storage external;
create trigger append_only before update or delete on audit_seal
    for each row execute function app.refuse_change();
create trigger no_truncate before truncate on audit_seal
    for each statement execute function app.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("form", models.SmallIntegerField()),
                ("since", models.BigIntegerField()),
                ("until", models.BigIntegerField()),
                ("rows", models.IntegerField()),
                ("entries", models.BinaryField()),
                ("previous", models.BinaryField()),
                ("digest", models.BinaryField()),
            ],
            options={"db_table": "audit_seal"},
        ),
        migrations.AddField(
            model_name="look",
            name="transaction",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="change",
            name="transaction",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AlterField(
            model_name="deed",
            name="transaction",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="deed",
            index=models.Index(fields=["transaction"], name="audit_deed_transac_d834ce_idx"),
        ),
        migrations.AddIndex(
            model_name="look",
            index=models.Index(fields=["transaction"], name="audit_look_transac_357e47_idx"),
        ),
        migrations.RunSQL(NUMBERS, "drop table app.numbering cascade"),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
    ]
