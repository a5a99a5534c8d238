"""Messages from the systems in use today, brought onto the record.

Tells kinds of message apart by their shape, reads each with a table of the pack, finds whom it is
about by number, and hands the facts in it to the modules that keep them; what is not clear is put
aside whole, with its reason, until it can be tried again. What the facts mean is those modules'
business; matching people who have no number in common, and sending anything out, are not here yet.
"""
