"""Sign-off: one way for every document from draft to final, whoever wrote it about what.

A module that has documents opens a paper for each and submits it; here it is decided who must
countersign, and kept who did what, what they said, what a colleague thought of it, and the finished
document. What a document says, whether it is whole and how it is printed stays with its module.
"""
