"""Parts for the months to come, made ahead, so that what is written always has its place."""

from datetime import datetime, timedelta

from django.db import connection

from throughcare.foundation.access import SYSTEM, acting_as

AHEAD = timedelta(days=92)


def make_months(*, at: datetime) -> int:
    """Make the parts of the audit that are still missing for the next three months.

    Returns how many were made; usually none. What is dated beyond them is kept all the same, and
    goes to its month as soon as there is one.
    """
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select app.make_months(%s)", [at + AHEAD])
        return int(cursor.fetchone()[0])
