"""What an export may be of, and how it is written."""

from enum import StrEnum
from typing import Final, Literal

Format = Literal["csv", "json", "parquet"]


class Topic(StrEnum):
    """One file of an export."""

    MEMBERS = "members"
    LOTS = "lots"
    OTHER_LOTS = "other_lots"
    LEDGER = "ledger"
    VOUCHERS = "vouchers"
    REFERRALS = "referrals"
    TIERS = "tiers"
    METRICS = "metrics"
    ROLL_FORWARD = "roll_forward"
    PROGRAMME = "programme"
    TABLES = "tables"
    """Everything else, a file a table: orders, consents, support, games …"""


PERSONAL: Final = frozenset({Topic.MEMBERS, Topic.LOTS, Topic.TABLES})
"""Files in which people have names."""
FORMATS: Final = ("csv", "json", "parquet")
ENDINGS: Final = {"csv": "csv", "json": "jsonl", "parquet": "parquet"}
