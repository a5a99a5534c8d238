"""How old somebody is.

Who was born on 29 February grows older on 1 March when the year has no 29th: an age is reached at
the start of the anniversary (Family Law Reform Act 1969, section 9), and 28 February is not it.
"""

from datetime import date


def age_on(born: date, day: date) -> int:
    """Whole years lived on `day`. Raises ValueError for a day before birth."""
    if day < born:
        raise ValueError(f"{day} is before the birth on {born}")
    return day.year - born.year - (day < birthday_in(born, day.year))


def birthday_in(born: date, year: int) -> date:
    """The day in `year` on which another year of age is reached."""
    try:
        return born.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)
