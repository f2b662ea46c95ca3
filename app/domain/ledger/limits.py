"""The figures that bound the ledger. Check constraints repeat the first two."""

MAX_POSTING = 10**12
"""Units in one posting."""
MAX_BALANCE = 10**15
"""Units on one account of a member."""
MINIMUM_LIFE_DAYS = 30
"""What a lot is given when units come back to it and it would lapse sooner."""
