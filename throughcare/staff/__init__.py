"""The people who work here: units, roles held in a place for a time, clearances, signing in.

What a role may do is pack data; who may see a person is worked out in `people` from what is here.
"""
