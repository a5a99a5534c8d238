"""The ground everything else stands on, as small named packages: who may do what and what the
database hides (`access`), the rule that a change asks and leaves a trace (`actions`, `audit`),
working days (`calendar`), news between modules (`events`), rules as data (`packs`), the look of
pages (`ui`) and the PostgreSQL server (`database`). Nothing here knows about prisons or probation;
whatever does lives on a higher rung.
"""
