"""What happened in a store, in our words.

Adapters turn deliveries into these; nothing above them knows a platform's
field names. An event is a hint: an order event carries a whole snapshot, or
asks for one to be fetched. What an order is worth is computed from the
snapshot, never from "what the refund said".
"""

from app.domain.events.customers import (
    CustomerChanged,
    CustomerGone,
    CustomerProfile,
    CustomerSeen,
    CustomersMerged,
    DataRequested,
    RedactCustomer,
)
from app.domain.events.orders import (
    Discount,
    OrderGone,
    OrderHint,
    OrderLine,
    OrderSeen,
    OrderSnapshot,
    OrderState,
)
from app.domain.events.reviews import ReviewHint, ReviewSeen, ReviewSnapshot
from app.domain.events.stores import (
    AccessChanged,
    ConnectionBroken,
    DiscountGone,
    Ignored,
    RedactStore,
    StoreUninstalled,
    SubscriptionChanged,
)

Event = (
    OrderSeen
    | OrderHint
    | OrderGone
    | CustomerSeen
    | CustomerChanged
    | CustomerGone
    | CustomersMerged
    | RedactCustomer
    | DataRequested
    | ReviewSeen
    | ReviewHint
    | StoreUninstalled
    | SubscriptionChanged
    | AccessChanged
    | ConnectionBroken
    | DiscountGone
    | RedactStore
    | Ignored
)

__all__ = [
    "AccessChanged",
    "ConnectionBroken",
    "CustomerChanged",
    "CustomerGone",
    "CustomerProfile",
    "CustomerSeen",
    "CustomersMerged",
    "DataRequested",
    "Discount",
    "DiscountGone",
    "Event",
    "Ignored",
    "OrderGone",
    "OrderHint",
    "OrderLine",
    "OrderSeen",
    "OrderSnapshot",
    "OrderState",
    "RedactCustomer",
    "RedactStore",
    "ReviewHint",
    "ReviewSeen",
    "ReviewSnapshot",
    "StoreUninstalled",
    "SubscriptionChanged",
]
