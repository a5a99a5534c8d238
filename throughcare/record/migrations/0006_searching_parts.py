from django.db import migrations

from throughcare.foundation.access.actor import SLOTS

READ_FIRST = 1500  # entries; a word in one of fifty fills the page from them
ENOUGH = 10 * READ_FIRST  # in a week: who reaches more looks back for part of a day

# Under row security a search could not use its index: the operator might tell what it saw. So it
# goes through this one function, which applies the same predicate as the row policy (see
# foundation/access/protection.py) and returns numbers only; the rows are then read under the policy.
#
# Every way an entry can be open to the reader is asked of every part of the table, and planning
# that takes longer than answering it. So the question is put together from the ways that lead to
# anybody: for most colleagues one.
SEARCH = f"""
create or replace function app.search_entries(
    typed text, before_at timestamptz, before_id uuid, most integer
) returns table (entry uuid)
language plpgsql stable security definer
set search_path = public, pg_temp as $$
declare
    sought tsquery := app.words_sought(typed);
    unit_keys int[] := string_to_array(current_setting('app.units', true), ',')::int[];
    people_keys bigint[] := string_to_array(current_setting('app.people', true), ',')::bigint[];
    excluded bigint[] := string_to_array(current_setting('app.excluded', true), ',')::bigint[];
    units int[] := array(select distinct key / {SLOTS} from unnest(unit_keys) key);
    nations int[] := array(
        select id from staff_unit where id = any(units) and parent_id is null);
    people bigint[] := array(select distinct key / {SLOTS} from unnest(people_keys) key);
    -- The reader's ways to an entry: whose it must be, and which markings count there.
    open_to text[] := array[
        'e.open_to_community = any($1)', 'e.open_to_custody = any($1)',
        'e.open_to_nation = any($2)', 'e.person_id = any($3)'];
    marked text[] := array[
        'e.open_to_community * {SLOTS} + e.marking = any($4)',
        'e.open_to_custody * {SLOTS} + e.marking = any($4)',
        'e.open_to_nation * {SLOTS} + e.marking = any($4)',
        'e.person_id * {SLOTS} + e.marking = any($5)'];
    leads bool[] := array[
        exists (select from people_person p where p.open_to_community = any(units)),
        exists (select from people_person p where p.open_to_custody = any(units)),
        cardinality(nations) > 0, cardinality(people) > 0];
    of_a_week text;
    newest text;
    week constant interval := '7 days';
    last timestamptz := least(before_at, now());
    since timestamptz;
    a_week int;
    found uuid[];
begin
    -- About how many entries are the reader's in a week; words and markings are not looked at.
    select string_agg(format('(select 1 from record_entry e where %s'
                             ' and e.happened_at between $6 and $7 limit {ENOUGH})',
                             open_to[way]), ' union all '),
           string_agg(format('select e.id, e.happened_at from record_entry e where %s and %s'
                             ' and e.person_id <> all($6) and e.happened_at >= $7'
                             ' and (e.happened_at, e.id) < ($8, $9) and ', open_to[way],
                             marked[way]) || '%1$s', ' union ')
      into of_a_week, newest from generate_series(1, 4) way where leads[way];
    if newest is null then
        return;
    end if;
    newest := format('select array(select hit.id from (%s) hit'
                     ' order by hit.happened_at desc, hit.id desc limit $10)', newest);
    execute format('select count(*) from (%s) counted', of_a_week) into a_week
      using units, nations, people, unit_keys, people_keys, last - week, before_at;
    since := last - week * least({READ_FIRST}::float / greatest(a_week, 1), 5000);
    -- "is true" keeps the planner from the words' index, which it takes for cheaper than it is.
    execute format(newest, '(e.search @@ $11) is true') into found
      using units, nations, people, unit_keys, people_keys, excluded, since, before_at, before_id,
            most, sought;
    if cardinality(found) < most then
        execute format(newest, 'e.search @@ $11') into found
          using units, nations, people, unit_keys, people_keys, excluded, '-infinity'::timestamptz,
                before_at, before_id, most, sought;
    end if;
    return query select unnest(found);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0005_parts")]

    operations = [migrations.RunSQL(SEARCH)]
