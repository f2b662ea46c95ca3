"""Books in memory, with one member's points in them."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.domain.ledger import (
    Account,
    Book,
    Key,
    LotTerms,
    Place,
    Posting,
    Pot,
    Transaction,
)
from app.domain.ledger.lots import Lot
from tests.domain.ledger.worlds import POINTS, CountedIds

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ADA, BEN = UUID(int=0xADA), UUID(int=0xBE)
VOUCHER = UUID(int=0x700)
TERMS = LotTerms(awarded_at=NOON, zone="UTC")
KEY = Key.of("test", "key")


def book(**more: Any) -> Book:  # noqa: ANN401 - what a book is made with
    ids = CountedIds()
    made = Book(
        pepper=bytes(32), new_id=ids.new, new_salt=lambda: ids.secret(32), **more
    )
    made.admit(ADA, POINTS)
    made.admit(BEN, POINTS)
    return made


def grant(made: Book, amount: int = 100, key: Key = KEY, **more: Any) -> Lot:  # noqa: ANN401 - as accrue
    told = {
        "member_id": ADA,
        "asset": POINTS,
        "award_id": None,
        "occurred_at": NOON,
        "at": NOON,
        "pending": False,
        "available_from": None,
        "lapses_at": None,
        "zone": "UTC",
        **more,
    }
    return made.accrue(key, amount=amount, **told)


def hold(made: Book, amount: int, voucher: UUID = VOUCHER) -> Transaction:
    return made.hold(
        Key.of("hold", voucher),
        member_id=ADA,
        asset=POINTS,
        amount=amount,
        at=NOON,
        occurred_at=NOON,
        voucher_id=voucher,
    )


def posting(
    source: Account, target: Account, amount: int, lot: Lot | None, asset: str = POINTS
) -> Posting:
    return Posting(source, target, asset, amount, None if lot is None else lot.lot_id)


AVAILABLE = Account(Place.AVAILABLE, ADA)
ISSUED, BURNED = Account(Pot.ISSUED), Account(Pot.BURNED)
