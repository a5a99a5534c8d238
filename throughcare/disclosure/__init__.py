"""Giving people what is held about them: requests, what is kept back and why, what was handed out.

Whoever answers a request decides about everything they may read, and nothing else. What they may
not read is decided by somebody who may, who answers the person themselves; every such colleague is
asked each time, so that being asked tells nothing of what there is.
"""
