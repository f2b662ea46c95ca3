"""Store credit and gift cards as we ask a store for them, in our words.

Both are money in the store's own books; our ledger keeps the reason. Each call
carries a marker, so that a look-up after an unclear answer can tell ours.
"""

from dataclasses import dataclass
from datetime import datetime

from app.domain.money import Money


@dataclass(frozen=True, slots=True)
class CreditSpec:
    """An amount to add to, or take from, a customer's store credit."""

    customer_ref: str
    amount: Money
    """Above zero."""
    marker: str
    """Ours, unique for each movement; stored with it where the platform allows."""
    note: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CreditMovement:
    """What the store holds after a movement of store credit."""

    external_ref: str
    """The store's id of the movement (or of the account, where it has no other)."""
    balance: Money | None = None
    amount: Money | None = None
    """What really moved: less than asked for where less could be taken."""


@dataclass(frozen=True, slots=True)
class GiftCardSpec:
    """A gift card to create."""

    code: str
    """8 to 20 letters and digits; hyphens are left out."""
    marker: str
    amount: Money
    customer_ref: str | None = None
    note: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssuedGiftCard:
    """A gift card as the store shows it."""

    external_ref: str
    balance: Money
    enabled: bool
    marker: str | None = None
