"""The `throughcare` command: what a person types to run the program.

`words` understands what was typed, `preparing` brings the database up to date and makes the
fictional world, `serving` runs the web server. Django is imported only once it is needed, so that
`throughcare db status` answers at once.
"""

from throughcare.cli.words import main

__all__ = ["main"]
