"""Where files come from: what each program calls its columns, and how it adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.domain.importing.columns import Column, plain


@dataclass(frozen=True, slots=True)
class Source:
    """One program whose files we read."""

    code: str
    name: str
    own: Mapping[str, Column] = field(default_factory=dict)
    """Names that mean something of its own here."""
    separators: str = ""
    """Thousands separators that its numbers may carry; else they are refused."""
    decimals: bool = False
    """Whether a point in its numbers parts decimals, whatever comes after it."""
    month_first: bool | None = None
    """How it writes days, where that is known."""
    lots: bool = False
    """Several rows of one person are several lots, with or without an expiry."""


def _named(**columns: str) -> dict[str, Column]:
    return {
        plain(header): Column(column)
        for column, headers in columns.items()
        for header in headers.split("|")
    }


GENERIC: Final = Source("generic", "CSV")
_SOURCES: Final = (
    Source(
        "smile",
        "Smile.io",
        _named(points="Points Balance|points", birthday="Birthday|Date of birth"),
        month_first=False,
    ),
    Source(
        "yotpo",
        "Yotpo",
        _named(
            points="Points Balance|Points|SWELL_PBAL",
            points_lifetime="SWELL_PEARNED",
            birthday="Birthday (MM/DD)|Birthday (MM/DD/YYYY)|swell_birth_month",
        ),
        month_first=True,
    ),
    Source(
        "loyaltylion",
        "LoyaltyLion",
        _named(
            external_id="merchant_id|customer id",
            points="points_approved|points approved|points",
            joined_at="enrolled_at",
            status="enrolled",
        ),
    ),
    Source(
        "growave",
        "Growave",
        _named(
            points="Points|Reward points|Points balance",
            joined_at="Registration date",
            tier="VIP tier|Tier",
        ),
        separators=",",
    ),
    Source(
        "joy",
        "Joy",
        _named(points="Point|Points", tier="VIP Tier|Tier name", name="Customer name"),
        separators=",",
    ),
    Source(
        "woo_points",
        "WooCommerce Points and Rewards",
        _named(
            external_id="user_id|id",
            email="user_email|customer email",
            points="points_balance|points",
            joined_at="date",
        ),
        lots=True,
    ),
    Source("setia", "Setia", decimals=True, month_first=False, lots=True),
    GENERIC,
)
SOURCES: Final[Mapping[str, Source]] = {each.code: each for each in _SOURCES}
"""By code; what a person may choose from."""
