"""What people hold and belong to beside their orders: money in the shop, segments."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(slots=True)
class Segment:
    """The customers of whom something holds; here: who carry a tag."""

    id: int
    name: str
    query: str
    tag: str
    made_at: datetime


@dataclass(slots=True)
class CreditEntry:
    id: int
    kind: str
    amount_minor: int
    balance_minor: int
    at: datetime
    expires_at: datetime | None = None
    remaining_minor: int = 0
    event: str = "ADJUSTMENT"


@dataclass(slots=True)
class CreditAccount:
    id: int
    customer_id: int
    currency: str
    balance_minor: int = 0
    entries: list[CreditEntry] = field(default_factory=list)


@dataclass(slots=True)
class GiftCard:
    """One card. Its code is told once, when it is made."""

    id: int
    code: str
    initial_minor: int
    balance_minor: int
    made_at: datetime
    expires_on: date | None = None
    note: str | None = None
    customer_id: int | None = None
    enabled: bool = True
    disabled_at: datetime | None = None

    @property
    def last(self) -> str:
        return self.code[-4:]
