"""What a record shows by itself: entries that together raise a concern, as the pack says.

Concerns and what becomes of them are `risk`'s. What is looked at belongs to the modules below; they
are looked at again when somebody is worked out again (`calculations`), and on every new day.
"""
