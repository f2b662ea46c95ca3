"""An award is brought to what it is worth now, from wherever it stands.

Level-triggered: the difference between what is posted and what is to be kept
decides, never what a refund said. Duplicates, disorder and undone refunds all
end in the same state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack
from uuid import UUID

from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.earning import refuse_beyond
from app.domain.ledger.entries import ClawbackRecord, Fact
from app.domain.ledger.keys import Key
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MINIMUM_LIFE_DAYS
from app.domain.ledger.lots import Lot, LotTerms
from app.domain.ledger.policy import ShortfallPolicy
from app.domain.ledger.posting import Details, Posting, Transaction
from app.domain.ledger.redeeming import Redeeming


@dataclass(slots=True)
class Settlement:
    """One award on its way to its target."""

    award_id: UUID
    keep: int
    key: Callable[[int], Key]
    n: int
    at: datetime
    occurred_at: datetime
    snapshot_digest: bytes | None
    details: Details


class Settling(Redeeming):
    """Clawback, reinstatement, and the lots that an award opens later."""

    def settle_award(
        self,
        award_id: UUID,
        keep: int,
        *,
        key: Callable[[int], Key],
        n: int,
        at: datetime,
        occurred_at: datetime,
        member_id: UUID,
        asset: str,
        opening: LotTerms,
        shortfall_policy: ShortfallPolicy = ShortfallPolicy.SHORTFALL,
        snapshot_digest: bytes | None = None,
        minimum_life_days: int = MINIMUM_LIFE_DAYS,
        **details: Unpack[Details],
    ) -> list[Transaction]:
        """Post what brings an award to *keep* units; nothing when it is there.

        More than is posted: reinstate what was clawed, latest first; then lower
        what was absorbed; then open a lot for the rest. Less: claw back over the
        award's lots, newest first.

        Args:
            award_id: Which award. Its lots were loaded with the book.
            keep: What it is worth now, zero or more.
            key: The key of the n-th change of this award.
            n: How many changes there were before; count the transactions
                returned to it afterwards.
            at: The instant of this decision.
            occurred_at: When the store changed the order.
            member_id: Whose a new lot would be.
            asset: Which units.
            opening: What a new lot would be opened with.
            shortfall_policy: Who bears what was spent already.
            snapshot_digest: The snapshot that says so.
            minimum_life_days: What units that come back have left at least.
            **details: Actor, rule, programme version, note, source.

        Returns:
            The award's own transactions, without the recoveries that follow.
        """
        refuse_beyond(keep, lowest=0)
        settlement = Settlement(
            award_id, keep, key, n, at, occurred_at, snapshot_digest, details
        )
        missing = keep - self.net(award_id)
        if missing < 0:
            return self._claw(settlement, -missing, shortfall_policy)
        transactions = []
        if missing:
            back, missing = self._reinstate(settlement, missing, minimum_life_days)
            transactions += back
        if missing:
            missing = self._lower_absorbed(settlement, missing)
        if missing:
            fact = self._next_fact(settlement, Kind.ACCRUAL, len(transactions))
            lot = self._new_lot(member_id, asset, missing, award_id, opening)
            transactions.append(self._open(fact, lot, opening))
        return transactions

    def _next_fact(self, settlement: Settlement, kind: Kind, posted: int) -> Fact:
        n = settlement.n + posted
        return self._new_fact(
            kind,
            settlement.key(n),
            settlement.occurred_at,
            {"award": settlement.award_id, "keep": settlement.keep, "n": n},
            settlement.details,
        )

    def _record(
        self,
        settlement: Settlement,
        lot: Lot,
        absorbed: int,
        transaction: Transaction | None,
    ) -> None:
        lot.records += 1
        lot.absorbed += absorbed
        self.touched_lots[lot.lot_id] = lot
        self.records.append(
            ClawbackRecord(
                lot.lot_id,
                lot.records,
                settlement.keep,
                absorbed,
                lot.absorbed,
                settlement.snapshot_digest,
                None if transaction is None else transaction.id,
            )
        )

    def _claw(
        self, settlement: Settlement, units: int, policy: ShortfallPolicy
    ) -> list[Transaction]:
        """Take *units* back: pending, available, absorbed, then who bears it."""
        postings: list[Posting] = []
        changed: list[tuple[Lot, int]] = []
        owed: dict[UUID, int] = {}
        for lot in reversed(self.lots_of_award(settlement.award_id)):
            wanted = min(units, lot.kept)
            if wanted <= 0:
                continue
            units -= wanted
            member_id = lot.member_id
            from_pending = min(wanted, lot.pending)
            from_available = min(wanted - from_pending, lot.available)
            rest = wanted - from_pending - from_available
            absorbed = min(rest, lot.expired - lot.absorbed)
            standing = owed.get(member_id, -self._row(member_id, lot.asset).shortfall)
            charged, borne = policy.share(rest - absorbed, owed=standing)
            owed[member_id] = standing + charged
            postings += [
                Posting(account, Account(Pot.CLAWED), lot.asset, part, lot.lot_id)
                for account, part in (
                    (Account(Place.PENDING, member_id), from_pending),
                    (Account(Place.AVAILABLE, member_id), from_available),
                    (Account(Place.SHORTFALL, member_id), charged),
                    (Account(Pot.GOODWILL), borne),
                )
                if part
            ]
            changed.append((lot, absorbed))
        transaction = None
        if postings:
            fact = self._next_fact(settlement, Kind.CLAWBACK, 0)
            transaction = self._post(fact, postings)
        for lot, absorbed in changed:
            self._record(settlement, lot, absorbed, transaction)
        return [] if transaction is None else [transaction]

    def _reinstate(
        self, settlement: Settlement, units: int, minimum_life_days: int
    ) -> tuple[list[Transaction], int]:
        """Undo clawbacks, latest first; return what is still missing.

        Lots were clawed newest first, so the oldest is the one clawed last. What
        the merchant bore goes back to the merchant: the member has kept it.
        """
        at = settlement.at
        parts = []
        for lot in self.lots_of_award(settlement.award_id):
            part = min(units, lot.clawed)
            if part:
                parts.append((lot, part))
                units -= part
        if not parts:
            return [], units
        coming = [
            lot for lot, part in parts if lot.matured(at) and part > -lot.goodwill
        ]
        self._end_lapsed(coming, at)
        postings = []
        for lot, part in parts:
            place = Place.AVAILABLE if lot.matured(at) else Place.PENDING
            borne = min(part, -lot.goodwill)
            postings += [
                Posting(Account(Pot.CLAWED), account, lot.asset, amount, lot.lot_id)
                for account, amount in (
                    (Account(Pot.GOODWILL), borne),
                    (Account(place, lot.member_id), part - borne),
                )
                if amount
            ]
        fact = self._next_fact(settlement, Kind.REINSTATEMENT, 0)
        transaction = self._post(fact, postings)
        for lot, _ in parts:
            self._record(settlement, lot, 0, transaction)
        self._give_minimum_life(coming, at, minimum_life_days, transaction.id)
        return [transaction], units

    def _lower_absorbed(self, settlement: Settlement, units: int) -> int:
        """Count lapsed units as kept again; return what is still missing."""
        for lot in self.lots_of_award(settlement.award_id):
            part = min(units, lot.absorbed)
            if part:
                units -= part
                self._record(settlement, lot, -part, None)
        return units
