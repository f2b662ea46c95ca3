"""Files of other programmes: read as rows, matched to our columns, planned as points.

Pure: bytes in, entries and plans out. Who a row is about, and what they hold, is
found elsewhere.
"""
