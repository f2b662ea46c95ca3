"""The platforms' door: receive, keep, answer; and later, understand.

Nothing here decides about points. ``routes`` speaks HTTP, ``inbox`` decides
whether a request is kept, ``processing`` turns what was kept into events.
"""
