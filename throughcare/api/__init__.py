"""The door for other programs: what the pages show and take in, under /api/v1/ and as JSON.

Whoever knocks has a token of one colleague, or of an account made for a program. They read and do
no more than that colleague, and of it only what the token was made for; every record they open
leaves a look, as on a page. What there is stands in docs/reference/api.md.
"""
