"""What postings change: per balance row and per lot, before anything is applied."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.ledger.accounts import SOURCES
from app.domain.ledger.errors import LedgerOutOfBalance
from app.domain.ledger.kinds import Kind
from app.domain.ledger.lots import Lot
from app.domain.ledger.posting import Posting

MOVES = frozenset({Kind.MERGE, Kind.UNMERGE})
"""The kinds in which a lot changes its holder."""


@dataclass(slots=True)
class Changes:
    """Signed units per column; column names are those of the accounts."""

    rows: dict[tuple[UUID, str], dict[str, int]] = field(default_factory=dict)
    lots: dict[UUID, dict[str, int]] = field(default_factory=dict)

    def add(self, posting: Posting) -> None:
        for account, units in (
            (posting.source, -posting.amount),
            (posting.target, posting.amount),
        ):
            column = account.place.value
            if account.member_id is not None:
                row = self.rows.setdefault((account.member_id, posting.asset), {})
                row[column] = row.get(column, 0) + units
            if posting.lot_id is not None and account.place not in SOURCES:
                lot = self.lots.setdefault(posting.lot_id, {})
                lot[column] = lot.get(column, 0) + units


def work_out(
    kind: Kind,
    postings: Sequence[Posting],
    opening: Sequence[Lot],
    find: Callable[[UUID], Lot],
) -> Changes:
    """Return what *postings* change.

    Args:
        kind: Of the transaction; only some hand lots over.
        postings: At least one.
        opening: The lots that the transaction opens.
        find: Gives a lot that is known already.

    Raises:
        LedgerOutOfBalance: No posting, a lot of another asset or holder, or a
            lot that is not filled exactly once when it is opened.
    """
    if not postings:
        raise LedgerOutOfBalance("a transaction has at least one posting")
    new = {lot.lot_id: lot for lot in opening}
    unfilled = dict(new)
    changes = Changes()
    for posting in postings:
        if posting.lot_id is not None:
            lot = new.get(posting.lot_id) or find(posting.lot_id)
            _refuse_foreign(kind, posting, lot)
        if posting.source.place in SOURCES:
            filled = unfilled.pop(posting.lot, None)
            if filled is None or filled.size != posting.amount:
                raise LedgerOutOfBalance("a lot is filled once, when it is opened")
        changes.add(posting)
    if unfilled:
        raise LedgerOutOfBalance("a lot was opened and not filled")
    return changes


def _refuse_foreign(kind: Kind, posting: Posting, lot: Lot) -> None:
    if lot.asset != posting.asset:
        raise LedgerOutOfBalance(f"lot {lot.lot_id} is of {lot.asset}")
    if kind in MOVES:
        return
    for account in (posting.source, posting.target):
        if account.member_id not in (None, lot.member_id):
            raise LedgerOutOfBalance(
                f"lot {lot.lot_id} is not held by member {account.member_id}"
            )
