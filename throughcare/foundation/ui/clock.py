"""What day it is on the page being shown.

Pages say "2 working days late" and read "tomorrow", so the furniture of the door may look at the
clock; nothing below it does. It is asked in this one place.
"""

from datetime import date

from django.utils import timezone

from throughcare.foundation.calendar import local_day


def today() -> date:
    """The day people in England and Wales call today."""
    return local_day(timezone.now())
