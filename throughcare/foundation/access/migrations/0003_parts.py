"""Making the parts of tables that are too long to be one."""

from django.db import migrations

PARTS = """
-- An empty part of a table, not yet attached to it. Nobody but the owner is let into its schema.
create function app.make_part(its_table text, place text) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
    execute format('create schema if not exists %I', place);
    execute format('create table %2$I.%1$I (like public.%1$I including defaults'
                   ' including constraints)', its_table, place);
    perform app.guard_part(its_table, place);
end $$;

-- Emptying a table empties its parts, and each of them can be emptied by itself.
create function app.guard_part(its_table text, place text) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
    execute format('create trigger no_truncate before truncate on %2$I.%1$I'
                   ' for each statement execute function app.refuse_change()', its_table, place);
end $$;

-- What a table held when it was put into parts by month is a part too: up to the end of this month.
create function app.attach_what_was(its_table text) returns void
language plpgsql set search_path = public, pg_temp as $$
declare until timestamptz := date_trunc('month', now(), 'UTC') + interval '1 month';
begin
    perform app.guard_part(its_table, 'part_before');
    execute format('with later as (delete from part_before.%1$I where at >= $1 returning *)'
                   ' insert into part_beyond.%1$I select * from later', its_table) using until;
    execute format('alter table %1$I attach partition part_before.%1$I'
                   ' for values from (minvalue) to (%2$L)', its_table, until);
end $$;

-- Make the months there are not yet, up to that moment, of every table that is parted by month.
-- Whatever is dated later than there is a month for lies in the part "beyond" until there is one.
-- Gives up rather than make writers wait; the next call tries again.
create function app.make_months(upto timestamptz) returns integer
language plpgsql security definer
set search_path = public, pg_temp set timezone = 'UTC' set lock_timeout = '2s' as $$
declare
    its_table text;
    place text;
    since timestamptz;
    until timestamptz;
    made integer := 0;
begin
    for its_table in select c.relname from pg_partitioned_table p
                       join pg_class c on c.oid = p.partrelid
                      where p.partstrat = 'r' order by 1 loop
        loop
            select max(substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \\(''([^'']+)''')
                       ::timestamptz) into since
              from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = its_table::regclass;
            exit when since > upto;
            until := since + interval '1 month';
            place := 'part_' || to_char(since, 'YYYY_MM');
            perform app.make_part(its_table, place);
            execute format('alter table part_beyond.%I disable trigger user', its_table);
            execute format(
                'with here as (delete from part_beyond.%1$I where at >= $1 and at < $2 returning *)'
                ' insert into %2$I.%1$I select * from here', its_table, place) using since, until;
            execute format('alter table part_beyond.%I enable trigger user', its_table);
            execute format('alter table %1$I attach partition %2$I.%1$I'
                           ' for values from (%3$L) to (%4$L)', its_table, place, since, until);
            made := made + 1;
        end loop;
    end loop;
    if made > 0 then
        -- The server keeps itself informed of each part, and of no table above them.
        for its_table in select c.relname from pg_partitioned_table p
                           join pg_class c on c.oid = p.partrelid order by 1 loop
            execute format('analyze %I', its_table);
        end loop;
    end if;
    return made;
end $$;
revoke all on function app.make_months(timestamptz) from public;
grant execute on function app.make_months(timestamptz) to throughcare_system;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_lead_by_statements")]

    operations = [
        migrations.RunSQL(
            PARTS,
            "drop function app.make_months, app.attach_what_was, app.make_part, app.guard_part",
        )
    ]
