"""What the ledger's transactions are to developers: one message a member and asset.

Holds and releases are told by the redemption that they are of, and what an import
posts by the import.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from app.domain.ids import public_id
from app.domain.ledger.accounts import Place
from app.domain.ledger.balances import Balance
from app.domain.ledger.kinds import Kind
from app.domain.ledger.posting import Transaction
from app.domain.outgoing.happening import Happening

Holder = tuple[UUID, str]
"""A member and an asset."""

TYPE_OF: Final[Mapping[Kind, str | None]] = {
    Kind.ACCRUAL: "points.earned",
    Kind.REINSTATEMENT: "points.earned",
    Kind.MATURATION: "points.available",
    Kind.HOLD: None,
    Kind.RELEASE: None,
    Kind.BURN: "points.redeemed",
    Kind.RETURN: "points.returned",
    Kind.EXPIRY: "points.expired",
    Kind.CLAWBACK: "points.clawed_back",
    Kind.RECOVERY: "points.adjusted",
    Kind.FORGIVENESS: "points.adjusted",
    Kind.ADJUSTMENT: "points.adjusted",
    Kind.GIFT: "points.adjusted",
    Kind.MERGE: "points.adjusted",
    Kind.UNMERGE: "points.adjusted",
    Kind.FORFEITURE: "points.adjusted",
    Kind.REVERSAL: "points.adjusted",
    Kind.IMPORT: None,
    Kind.RETRACTION: None,
}
USABLE: Final = frozenset({Place.AVAILABLE, Place.SHORTFALL})


def told(
    written: Iterable[Transaction], balances: Mapping[Holder, Balance]
) -> Iterator[Happening]:
    """Yield what transactions are to developers; *balances* are as they are left."""
    for transaction in written:
        name = TYPE_OF[transaction.kind]
        if name is not None:
            yield from _of(name, transaction, balances)


def _of(
    name: str, transaction: Transaction, balances: Mapping[Holder, Balance]
) -> Iterator[Happening]:
    for holder, moved in _moves(transaction).items():
        member_id, asset = holder
        data = {
            "transaction": public_id("txn", transaction.id),
            "kind": transaction.kind.value,
            "asset": asset,
            "points": max(abs(amount) for amount in moved.values()),
            "changes": moved,
        }
        if transaction.rule_ref is not None:
            data["rule"] = transaction.rule_ref
        if transaction.voucher_id is not None:
            data["redemption"] = public_id("vou", transaction.voucher_id)
        left = balances.get(holder)
        if left is not None:
            data["balance"] = {
                "usable": left.shown,
                "pending": left.pending,
                "held": left.held,
            }
        at = transaction.posted_at or transaction.occurred_at
        yield Happening(name, at, data, member_id)


def _moves(transaction: Transaction) -> dict[Holder, dict[str, int]]:
    """Return how much each member's accounts gained or lost."""
    moves: dict[Holder, dict[str, int]] = {}
    for posting in transaction.postings:
        sides = ((posting.source, -posting.amount), (posting.target, posting.amount))
        for account, amount in sides:
            if account.member_id is None:
                continue
            one = moves.setdefault(
                (account.member_id, posting.asset),
                {"usable": 0, "pending": 0, "held": 0},
            )
            place = "usable" if account.place in USABLE else str(account.place)
            one[place] += amount
    return moves
