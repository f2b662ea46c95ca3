"""Nothing is changed or removed: a correction is a posting of its own."""

from datetime import datetime
from typing import Unpack
from uuid import UUID

from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.earning import refuse_beyond
from app.domain.ledger.errors import (
    BalanceNegative,
    LotTouched,
    ReversalNotPossible,
)
from app.domain.ledger.keys import Key
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MINIMUM_LIFE_DAYS
from app.domain.ledger.lots import LotTerms, draw
from app.domain.ledger.posting import Details, Posting, Transaction
from app.domain.ledger.settling import Settling

REVERSIBLE = frozenset(
    {Kind.EXPIRY, Kind.ADJUSTMENT, Kind.FORFEITURE, Kind.FORGIVENESS}
)


class Correcting(Settling):
    """Adjustments, forfeiture, forgiveness, retraction and reversal."""

    def adjust(
        self,
        key: Key,
        *,
        member_id: UUID,
        asset: str,
        amount: int,
        at: datetime,
        occurred_at: datetime,
        opening: LotTerms | None = None,
        **details: Unpack[Details],
    ) -> Transaction:
        """Grant (*amount* above zero, opens a lot) or remove units by hand.

        Removal draws live units, soonest to lapse first.

        Raises:
            BalanceNegative, InsufficientPoints: Not enough to remove.
            AmountOutOfRange: Zero, or more than one posting may move.
            ValueError: A grant without *opening*.
        """
        refuse_beyond(abs(amount))
        request = {"member": member_id, "asset": asset, "amount": amount}
        fact, seen = self._fact(Kind.ADJUSTMENT, key, occurred_at, request, details)
        if seen is not None:
            return seen
        if amount > 0:
            if opening is None:
                raise ValueError("a grant opens a lot and needs its terms")
            lot = self._new_lot(member_id, asset, amount, None, opening)
            return self._open(fact, lot, opening)
        row = self._row(member_id, asset)
        if row.shortfall:
            raise BalanceNegative(points_owed=-row.shortfall)
        draws = draw(self._held(member_id, asset), -amount, at=at)
        return self._post(
            fact,
            [
                Posting(
                    Account(Place.AVAILABLE, member_id),
                    Account(Pot.REMOVED),
                    asset,
                    part.amount,
                    part.lot_id,
                )
                for part in draws
            ],
        )

    def forfeit(
        self,
        key: Key,
        *,
        member_id: UUID,
        asset: str,
        occurred_at: datetime,
        **details: Unpack[Details],
    ) -> Transaction | None:
        """End all pending and available units of a member; None without any.

        Held units stay: end the holds first.
        """
        request = {"member": member_id, "asset": asset}
        fact, seen = self._fact(Kind.FORFEITURE, key, occurred_at, request, details)
        if seen is not None:
            return seen
        postings = [
            Posting(
                Account(place, member_id),
                Account(Pot.FORFEITED),
                asset,
                units,
                lot.lot_id,
            )
            for lot in self.lots_of(member_id, asset)
            for place, units in (
                (Place.PENDING, lot.pending),
                (Place.AVAILABLE, lot.available),
            )
            if units
        ]
        return self._post(fact, postings) if postings else None

    def forgive(
        self,
        key: Key,
        *,
        member_id: UUID,
        asset: str,
        occurred_at: datetime,
        most: int | None = None,
        **details: Unpack[Details],
    ) -> Transaction | None:
        """Let the merchant bear a shortfall (*most* of it); None without one."""
        request = {"member": member_id, "asset": asset, "most": most}
        fact, seen = self._fact(Kind.FORGIVENESS, key, occurred_at, request, details)
        if seen is not None:
            return seen
        owed = -self._row(member_id, asset).shortfall
        units = owed if most is None else min(owed, most)
        if units <= 0:
            return None
        return self._post(
            fact,
            [
                Posting(
                    Account(Pot.GOODWILL),
                    Account(Place.SHORTFALL, member_id),
                    asset,
                    units,
                    None,
                )
            ],
        )

    def retract(
        self,
        key: Key,
        lot_id: UUID,
        *,
        occurred_at: datetime,
        untouched: bool = False,
        **details: Unpack[Details],
    ) -> Transaction | None:
        """Take back what is left of a lot that should never have been opened.

        Args:
            key: The fact.
            lot_id: Which lot.
            occurred_at: When that was found out.
            untouched: Insist that nothing of the lot was used (import batches).
            **details: Actor, note, request.

        Returns:
            The retraction, or None when nothing is left.

        Raises:
            LotTouched: Something of it was used, and *untouched* was asked.
        """
        lot = self._lot(lot_id)
        fact, seen = self._fact(
            Kind.RETRACTION, key, occurred_at, {"lot": lot_id}, details
        )
        if seen is not None:
            return seen
        if untouched and lot.pending + lot.available != lot.size:
            raise LotTouched(lot_id)
        postings = [
            Posting(
                Account(place, lot.member_id),
                Account(Pot.CLAWED),
                lot.asset,
                units,
                lot_id,
            )
            for place, units in (
                (Place.PENDING, lot.pending),
                (Place.AVAILABLE, lot.available),
            )
            if units
        ]
        return self._post(fact, postings) if postings else None

    def reverse(
        self,
        key: Key,
        transaction_id: UUID,
        *,
        at: datetime,
        occurred_at: datetime,
        minimum_life_days: int = MINIMUM_LIFE_DAYS,
        **details: Unpack[Details],
    ) -> Transaction:
        """Post the mirror of one expiry, removal, forfeiture or forgiveness.

        Units that come back to a lot get the minimum life, or the next sweep
        would end them again. Ask for the transaction when the book is opened.

        Raises:
            ReversalNotPossible: Another kind, reversed already, or units that a
                clawback has counted as taken since.
        """
        original = self._by_id.get(transaction_id)
        if original is None:
            raise ReversalNotPossible("transaction_missing")
        fact, seen = self._fact(
            Kind.REVERSAL, key, occurred_at, {"reverses": transaction_id}, details
        )
        if seen is not None:
            return seen
        self._refuse_irreversible(original)
        lots = [
            self._lot(posting.lot)
            for posting in original.postings
            if posting.lot_id is not None and posting.source.place is Place.AVAILABLE
        ]
        self._end_lapsed(lots, at)
        postings = [self._mirror(posting) for posting in original.postings]
        transaction = self._post(fact, postings, reverses=transaction_id)
        self._give_minimum_life(lots, at, minimum_life_days, transaction.id)
        return transaction

    def _refuse_irreversible(self, original: Transaction) -> None:
        if original.id in self._reversed:
            raise ReversalNotPossible("reversed_already")
        if original.kind not in REVERSIBLE:
            raise ReversalNotPossible(f"kind_{original.kind.value}")
        for posting in original.postings:
            if posting.target.place is Place.AVAILABLE:
                raise ReversalNotPossible("opens_a_lot")
            if posting.lot_id is None:
                continue
            lot = self._lot(posting.lot)
            free = lot.expired - lot.absorbed
            if original.kind is Kind.EXPIRY and free < posting.amount:
                raise ReversalNotPossible("counted_as_taken_back")

    def _mirror(self, posting: Posting) -> Posting:
        if posting.lot_id is None:
            return posting.mirrored()
        # A merge may have handed the lot over since.
        holder = self._lot(posting.lot).member_id
        place = posting.source.place
        return Posting(
            posting.target,
            Account(place, holder),
            posting.asset,
            posting.amount,
            posting.lot_id,
        )
