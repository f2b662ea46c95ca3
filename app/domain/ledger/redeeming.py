"""Units are set aside for a voucher, spent, and given back.

Every hold ends in exactly one of burn or release: both use the key
(``finish``, voucher), so the second to come finds the first.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Unpack
from uuid import UUID

from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.earning import Earning, refuse_beyond
from app.domain.ledger.errors import BalanceNegative, HoldMissing
from app.domain.ledger.keys import Key
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MINIMUM_LIFE_DAYS
from app.domain.ledger.lots import Draw, draw
from app.domain.ledger.posting import Details, Posting, Transaction


class Redeeming(Earning):
    """The acts of a voucher's life. Ask for its id when the book is opened."""

    def hold(
        self,
        key: Key,
        *,
        member_id: UUID,
        asset: str,
        amount: int,
        at: datetime,
        occurred_at: datetime,
        voucher_id: UUID,
        **details: Unpack[Details],
    ) -> Transaction:
        """Set *amount* live units aside, soonest to lapse first.

        Raises:
            BalanceNegative: A shortfall stands.
            InsufficientPoints: Fewer live units than asked; carries both figures.
            MemberFrozen, ProgrammeFrozen: No redemptions for now.
            KeyReused: The key was used for another request.
        """
        refuse_beyond(amount)
        request = {
            "member": member_id,
            "asset": asset,
            "amount": amount,
            "voucher": voucher_id,
        }
        fact, seen = self._fact(Kind.HOLD, key, occurred_at, request, details)
        if seen is not None:
            return seen
        row = self._row(member_id, asset)
        if row.shortfall:
            raise BalanceNegative(points_owed=-row.shortfall)
        draws = draw(self._held(member_id, asset), amount, at=at)
        return self._post(
            fact,
            [
                Posting(
                    Account(Place.AVAILABLE, member_id),
                    Account(Place.HELD, member_id),
                    asset,
                    part.amount,
                    part.lot_id,
                )
                for part in draws
            ],
            voucher_id=voucher_id,
        )

    def burn(
        self,
        voucher_id: UUID,
        *,
        at: datetime,
        occurred_at: datetime,
        **details: Unpack[Details],
    ) -> Transaction:
        """End the hold of a voucher that was issued: its units are spent.

        Raises:
            HoldMissing: The voucher has no hold.
            KeyReused: The hold was released.
        """
        return self._finish(
            Kind.BURN,
            voucher_id,
            details,
            at=at,
            occurred_at=occurred_at,
            minimum_life_days=0,
        )

    def release(
        self,
        voucher_id: UUID,
        *,
        at: datetime,
        occurred_at: datetime,
        minimum_life_days: int = MINIMUM_LIFE_DAYS,
        **details: Unpack[Details],
    ) -> Transaction:
        """End the hold of a voucher that was not issued: its units come back.

        Raises:
            HoldMissing: The voucher has no hold.
            KeyReused: The hold was burned.
        """
        return self._finish(
            Kind.RELEASE,
            voucher_id,
            details,
            at=at,
            occurred_at=occurred_at,
            minimum_life_days=minimum_life_days,
        )

    def give_back(
        self,
        voucher_id: UUID,
        total_returned: int,
        *,
        at: datetime,
        occurred_at: datetime,
        minimum_life_days: int = MINIMUM_LIFE_DAYS,
        **details: Unpack[Details],
    ) -> Transaction | None:
        """Give spent units back until *total_returned* of the voucher are back.

        Cumulative: the difference to what was returned before is posted, to the
        lots they came from, those that lapse last first.

        Returns:
            The return, or None when as much is back already.

        Raises:
            HoldMissing: The voucher's hold was not burned.
            AmountOutOfRange: More than was spent.
        """
        burn = self._of_kind(voucher_id, Kind.BURN)
        if burn is None:
            raise HoldMissing(voucher_id)
        returns = [
            transaction
            for transaction in self._by_voucher[voucher_id]
            if transaction.kind is Kind.RETURN
        ]
        refuse_beyond(total_returned, lowest=0, highest=burn.moved())
        parts = _coming_back(burn, returns, total_returned)
        if not parts:
            return None
        fact = self._new_fact(
            Kind.RETURN,
            Key.of("return", voucher_id, len(returns)),
            occurred_at,
            {"voucher": voucher_id, "total": total_returned},
            details,
        )
        lots = [self._lot(part.lot_id) for part in parts]
        self._end_lapsed(lots, at)
        transaction = self._post(
            fact,
            [
                Posting(
                    Account(Pot.BURNED),
                    Account(Place.AVAILABLE, lot.member_id),
                    lot.asset,
                    part.amount,
                    lot.lot_id,
                )
                for part, lot in zip(parts, lots, strict=True)
            ],
            voucher_id=voucher_id,
        )
        self._give_minimum_life(lots, at, minimum_life_days, transaction.id)
        return transaction

    def _of_kind(self, voucher_id: UUID, kind: Kind) -> Transaction | None:
        return next(
            (
                transaction
                for transaction in self._by_voucher[voucher_id]
                if transaction.kind is kind
            ),
            None,
        )

    def _finish(
        self,
        kind: Kind,
        voucher_id: UUID,
        details: Details,
        *,
        at: datetime,
        occurred_at: datetime,
        minimum_life_days: int,
    ) -> Transaction:
        fact, seen = self._fact(
            kind,
            Key.of("finish", voucher_id),
            occurred_at,
            {"voucher": voucher_id},
            details,
        )
        if seen is not None:
            return seen
        hold = self._of_kind(voucher_id, Kind.HOLD)
        if hold is None:
            raise HoldMissing(voucher_id)
        lots = [self._lot(posting.lot) for posting in hold.postings]
        if kind is Kind.RELEASE:
            self._end_lapsed(lots, at)
        transaction = self._post(
            fact, _ending(kind, hold.postings), voucher_id=voucher_id
        )
        if kind is Kind.RELEASE:
            self._give_minimum_life(lots, at, minimum_life_days, transaction.id)
        return transaction


def _coming_back(
    burn: Transaction, returns: Sequence[Transaction], total: int
) -> list[Draw]:
    """Choose what comes back, last drawn first, until *total* are back."""
    returned: dict[UUID, int] = defaultdict(int)
    for transaction in returns:
        for posting in transaction.postings:
            returned[posting.lot] += posting.amount
    missing, parts = total - sum(returned.values()), []
    for posting in reversed(burn.postings):
        part = min(posting.amount - returned[posting.lot], missing)
        if part > 0:
            parts.append(Draw(posting.lot, part))
            missing -= part
    return parts


def _ending(kind: Kind, hold: Sequence[Posting]) -> list[Posting]:
    return [
        Posting(
            posting.target,
            Account(Pot.BURNED) if kind is Kind.BURN else posting.source,
            posting.asset,
            posting.amount,
            posting.lot_id,
        )
        for posting in hold
    ]
