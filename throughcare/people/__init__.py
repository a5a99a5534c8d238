"""People on the record: who they are, how to reach them, who holds them, and who may see them.

*Who holds the case* is a fact and lives here; deciding who should is `allocation`'s.
"""
