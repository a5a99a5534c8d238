"""What rules come to for each person: predictors, needs, tier, workload, responsibility.

Worked out again whenever something it rests on changes, kept with its receipt, never edited: so it
can be read what somebody's tier was, why, and why it changed. What the rules are is the pack's;
what is known of a person is said by the modules below. Deciding what follows (who should hold a
case) belongs to others.
"""
