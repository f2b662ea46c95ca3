"""Units come in: awards, imports, maturation, and the days of a lot."""

from datetime import datetime, timedelta
from typing import Unpack
from uuid import UUID

from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.base import BookBase
from app.domain.ledger.entries import Fact, LotDate
from app.domain.ledger.errors import AmountOutOfRange
from app.domain.ledger.keys import Key
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MAX_POSTING
from app.domain.ledger.lots import Lot, LotTerms, lapse_instant
from app.domain.ledger.posting import Details, Posting, Transaction
from app.domain.money import Money

OPENING_POTS = {
    Kind.ACCRUAL: Pot.ISSUED,
    Kind.IMPORT: Pot.IMPORTED,
    Kind.ADJUSTMENT: Pot.GRANTED,
    Kind.GIFT: Pot.RECEIVED,
}
"""Where the units of a new lot come from, by the kind that opens it."""


def refuse_beyond(amount: int, *, lowest: int = 1, highest: int = MAX_POSTING) -> None:
    """Raise ``AmountOutOfRange`` unless *amount* lies between the two."""
    if not lowest <= amount <= highest:
        raise AmountOutOfRange(amount=amount, lowest=lowest, highest=highest)


class Earning(BookBase):
    """The acts that open lots and move their dates."""

    def accrue(
        self,
        key: Key,
        *,
        member_id: UUID,
        asset: str,
        amount: int,
        award_id: UUID | None,
        occurred_at: datetime,
        at: datetime,  # noqa: ARG002 - every act takes it; this one asks no clock
        pending: bool,
        available_from: datetime | None,
        lapses_at: datetime | None,
        zone: str,
        basis: Money | None = None,
        basis_kind: str = "shop",
        kind: Kind = Kind.ACCRUAL,
        **details: Unpack[Details],
    ) -> Lot:
        """Open a lot of *amount* units; a repeat returns the lot it opened.

        Args:
            key: The fact: an award, a review, a birthday and its period …
            member_id: Who earned it; the balance row is locked.
            asset: Which units.
            amount: How many, at least one.
            award_id: Our id of the award, when it may change later.
            occurred_at: When it was earned at its source.
            at: The instant of this decision.
            pending: Whether a return window is open.
            available_from: When it matures. None while the trigger was not seen;
                a lot that is not pending is available from *occurred_at* on.
            lapses_at: When its life ends; None for never.
            zone: The zone whose days count for this lot.
            basis: What was paid for it.
            basis_kind: ``shop`` or ``presentment`` money.
            kind: ACCRUAL, IMPORT, or ADJUSTMENT for a person's grant.
            **details: Actor, rule, programme version, note, source, request.

        Raises:
            AmountOutOfRange: The amount, or the balance it would make.
            KeyReused: The key was used for another request.
        """
        refuse_beyond(amount)
        terms = LotTerms(
            awarded_at=occurred_at,
            zone=zone,
            pending=pending,
            available_from=available_from,
            lapses_at=lapses_at,
            basis=basis,
            basis_kind=basis_kind,
        )
        request = {"member": member_id, "asset": asset, "amount": amount}
        fact, seen = self._fact(kind, key, occurred_at, request, details)
        if seen is not None:
            return self._lot(seen.postings[0].lot)
        lot = self._new_lot(member_id, asset, amount, award_id, terms)
        self._open(fact, lot, terms)
        return lot

    def mature(
        self,
        lot_id: UUID,
        *,
        at: datetime,
        **details: Unpack[Details],
    ) -> Transaction | None:
        """Make available what is pending in a lot whose wait is over.

        Returns:
            The maturation, or None when nothing is due.
        """
        lot = self._lot(lot_id)
        if not lot.pending or lot.available_from is None or lot.available_from > at:
            return None
        fact = self._new_fact(
            Kind.MATURATION,
            Key.of("mature", lot_id, lot.maturations),
            lot.available_from,
            {"lot": lot_id, "n": lot.maturations},
            details,
        )
        member_id = lot.member_id
        return self._post(
            fact,
            [
                Posting(
                    Account(Place.PENDING, member_id),
                    Account(Place.AVAILABLE, member_id),
                    lot.asset,
                    lot.pending,
                    lot_id,
                )
            ],
        )

    def expire(
        self,
        lot_id: UUID,
        *,
        at: datetime,
        lapsed_at: datetime | None = None,
        **details: Unpack[Details],
    ) -> Transaction | None:
        """End what is available in a lot that has lapsed.

        Args:
            lot_id: Which lot.
            at: The instant of this decision.
            lapsed_at: When it lapsed, where that is not written in the lot
                (inactivity: last activity and the period).
            **details: Actor, note, request.

        Returns:
            The expiry, or None when nothing is due.
        """
        return self._expire(self._lot(lot_id), at, lapsed_at, details, follows=False)

    def set_dates(
        self,
        lot_id: UUID,
        *,
        available_from: datetime | None,
        lapses_at: datetime | None,
        reason: str,
    ) -> LotDate | None:
        """Supersede the dates of a lot; None when they are those in force."""
        lot = self._lot(lot_id)
        if (lot.available_from, lot.lapses_at) == (available_from, lapses_at):
            return None
        return self._date(lot, available_from, lapses_at, reason, None)

    def _expire(
        self,
        lot: Lot,
        at: datetime,
        lapsed_at: datetime | None,
        details: Details,
        *,
        follows: bool,
    ) -> Transaction | None:
        lapse = lapsed_at or lot.lapses_at
        if not lot.available or lapse is None or lapse > at:
            return None
        fact = self._new_fact(
            Kind.EXPIRY,
            Key.of("expire", lot.lot_id, lot.expiries),
            lapse,
            {"lot": lot.lot_id, "n": lot.expiries},
            details,
        )
        return self._post(
            fact,
            [
                Posting(
                    Account(Place.AVAILABLE, lot.member_id),
                    Account(Pot.EXPIRED),
                    lot.asset,
                    lot.available,
                    lot.lot_id,
                )
            ],
            follows=follows,
        )

    def _new_lot(
        self,
        member_id: UUID,
        asset: str,
        size: int,
        award_id: UUID | None,
        terms: LotTerms,
    ) -> Lot:
        before = () if award_id is None else self._of_award[award_id]
        available_from = terms.available_from
        if available_from is None and not terms.pending:
            available_from = terms.awarded_at
        return Lot(
            lot_id=self._new_id(),
            home_member_id=member_id,
            member_id=member_id,
            asset=asset,
            award_id=award_id,
            award_lot=len(before) + 1,
            size=size,
            awarded_at=terms.awarded_at,
            zone=terms.zone,
            basis=terms.basis,
            basis_kind=terms.basis_kind,
            available_from=available_from,
            lapses_at=terms.lapses_at,
        )

    def _open(self, fact: Fact, lot: Lot, terms: LotTerms) -> Transaction:
        place = Place.PENDING if terms.pending else Place.AVAILABLE
        posting = Posting(
            Account(OPENING_POTS[fact.kind]),
            Account(place, lot.member_id),
            lot.asset,
            lot.size,
            lot.lot_id,
        )
        transaction = self._post(fact, [posting], opening=[lot])
        self._date_opened(lot, transaction)
        return transaction

    def _date_opened(self, lot: Lot, transaction: Transaction) -> None:
        self._date(lot, lot.available_from, lot.lapses_at, "opened", transaction.id)

    def _date(
        self,
        lot: Lot,
        available_from: datetime | None,
        lapses_at: datetime | None,
        reason: str,
        transaction_id: UUID | None,
    ) -> LotDate:
        lot.dates += 1
        lot.available_from, lot.lapses_at = available_from, lapses_at
        row = LotDate(
            lot.lot_id, lot.dates, available_from, lapses_at, reason, transaction_id
        )
        self.dates.append(row)
        self.touched_lots[lot.lot_id] = lot
        return row

    def _end_lapsed(self, lots: list[Lot], at: datetime) -> None:
        """End lapsed units of lots that units are about to come back to.

        A minimum life would otherwise wake them, or not, depending on whether
        the sweep happened to run before.
        """
        for lot in lots:
            if lot.lapsed(at):
                self._expire(lot, at, None, {}, follows=True)

    def _give_minimum_life(
        self, lots: list[Lot], at: datetime, days: int, transaction_id: UUID
    ) -> None:
        """Give lots that units came back to *days* from now, if they have less."""
        if days == 0:
            return
        for lot in lots:
            if lot.lapses_at is None or lot.lapses_at >= at + timedelta(days=days):
                continue
            life = lapse_instant(at, days=days, zone=lot.zone)
            self._date(lot, lot.available_from, life, "minimum_life", transaction_id)
