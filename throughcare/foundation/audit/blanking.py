"""Taking somebody's words out of the audit, when their record is deleted for good.

That something was done, when, by whom and to which table stays; what it said does not. The seals
are upon digests: of each entry its place and digest as they were are kept beside what they are
now, so that whoever verifies tells an entry that was emptied by rule from one that was altered.
"""

from uuid import UUID

from django.db import connection

from throughcare.foundation.audit.sealing import FORMS, entry_of

# What goes, what stays in its place, and which rows have any of it.
CONTENT = {
    "audit_change": (
        {"before": "null", "after": "null"},
        "before is not null or after is not null",
    ),
    "audit_deed": ({"details": "'{}'::jsonb", "refused": "''"}, "details <> '{}' or refused <> ''"),
}


def blank(*, people: list[int], deletion: UUID) -> str:
    """Empty every entry about these people; the digest of all that was emptied.

    To be called in `forgetting()`; the caller writes the digest into a deed.
    """
    with connection.cursor() as cursor:
        for table, (instead, having) in CONTENT.items():
            which = f"person_id = any(%s) and ({having})"
            for form, columns in FORMS.items():
                was = entry_of(table, columns[table])
                becomes = entry_of(table, columns[table], instead=instead)
                cursor.execute(
                    f"insert into audit_blanked (deletion, form, was, becomes)"
                    f" select %s, %s, {was}, {becomes} from {table} where {which}",
                    [deletion, form, people],
                )
            emptied = ", ".join(f"{column} = {value}" for column, value in instead.items())
            cursor.execute(f"update {table} set {emptied} where {which}", [people])
        cursor.execute(f"select {DIGEST} from audit_blanked where deletion = %s", [deletion])
        return str(cursor.fetchone()[0])


DIGEST = (
    "encode(sha256(coalesce(string_agg(was || becomes, ''::bytea order by was), ''::bytea)), 'hex')"
)
"""Of everything one deletion emptied, as SQL."""
