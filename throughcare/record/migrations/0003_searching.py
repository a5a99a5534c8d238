from django.db import migrations

from throughcare.foundation.access.actor import SLOTS

# Words that stand in many entries are found fastest among the newest, without looking for them in
# all: so first some of the newest are read. Words that stand in few have an index of their own.
# The indexes for reading the newest: one for each way an entry is open to somebody (for their
# people it is the timeline's, for a nation there was one already).
NEWEST = """
create index record_entry_community on record_entry (open_to_community, happened_at desc);
create index record_entry_custody on record_entry (open_to_custody, happened_at desc);
"""
READ_FIRST = 1500  # entries; a word in one of fifty fills the page from them

REACH = (
    ("open_to_community", "units", "unit_keys"),
    ("open_to_custody", "units", "unit_keys"),
    ("open_to_nation", "nations", "unit_keys"),
    ("person_id", "people", "people_keys"),
)


def _newest(words: str, *, since: str) -> str:
    """Numbers of the newest entries of the reader's that have the words, a page of them."""
    each = "\nunion\n".join(
        f"""
        select e.id, e.happened_at from record_entry e
         where {words} and e.{column} = any({held}) and e.{column} * {SLOTS} + e.marking = any({keys})
           and e.person_id <> all(excluded)
           and e.happened_at >= {since} and (e.happened_at, e.id) < (before_at, before_id)
        """
        for column, held, keys in REACH
    )
    return f"""
        select hit.id from ({each}) hit order by hit.happened_at desc, hit.id desc limit most
    """


def _how_many(*, since: str) -> str:
    """About how many entries are the reader's since then. Words and markings are not looked at."""
    each = "\nunion all\n".join(
        f"""
        select count(*) as n from record_entry e
         where e.{column} = any({held}) and e.happened_at between {since} and before_at
        """
        for column, held, _keys in REACH
    )
    return f"select sum(n) from ({each}) counted"


# Under row security a search could not use its index: the operator might tell what it saw. So it
# goes through this one function, which applies the same predicate as the row policy (see
# foundation/access/protection.py) and returns numbers only; the rows are then read under the policy.
SEARCH = f"""
create or replace function app.search_entries(
    typed text, before_at timestamptz, before_id uuid, most integer
) returns table (entry uuid)
language plpgsql stable security definer
set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    sought tsquery := app.words_sought(typed);
    unit_keys int[] := string_to_array(current_setting('app.units', true), ',')::int[];
    people_keys bigint[] := string_to_array(current_setting('app.people', true), ',')::bigint[];
    excluded bigint[] := string_to_array(current_setting('app.excluded', true), ',')::bigint[];
    units int[] := array(select distinct key / {SLOTS} from unnest(unit_keys) key);
    nations int[] := array(
        select id from staff_unit where id = any(units) and parent_id is null);
    people bigint[] := array(select distinct key / {SLOTS} from unnest(people_keys) key);
    week constant interval := '7 days';
    last timestamptz := least(before_at, now());
    a_week int := ({_how_many(since="last - week")});
    since timestamptz := last - week * least({READ_FIRST}::float / greatest(a_week, 1), 5000);
    found uuid[];
begin
    -- "is true" keeps the planner from the words' index, which it takes for cheaper than it is.
    found := array({_newest("(e.search @@ sought) is true", since="since")});
    if cardinality(found) < most then
        found := array({_newest("e.search @@ sought", since="'-infinity'")});
    end if;
    return query select unnest(found);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0002_raising")]

    operations = [migrations.RunSQL(NEWEST), migrations.RunSQL(SEARCH)]
