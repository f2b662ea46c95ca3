"""What happened to the connection between a store and us."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoreUninstalled:
    """The merchant removed the app. Late messages are told by the time."""

    happened_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccessChanged:
    """The scopes that we hold changed."""

    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubscriptionChanged:
    """What the shop pays us changed at the platform, which must be asked how."""

    subscription_ref: str


@dataclass(frozen=True, slots=True)
class ConnectionBroken:
    """Signed proof that the store can no longer serve us (demoted key owner)."""

    reason: str


@dataclass(frozen=True, slots=True)
class DiscountGone:
    """Someone deleted or changed a discount; it may be one of ours."""

    discount_ref: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class RedactStore:
    """The platform orders the erasure of a shop's data."""

    shop_ref: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """Understood, and of no interest. The reason is counted and shown."""

    reason: str
