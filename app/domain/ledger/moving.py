"""Units change hands: gifts, and members that turn out to be one person."""

from collections.abc import Collection
from datetime import datetime
from typing import Unpack
from uuid import UUID

from app.domain.ledger.accounts import Account, Place, Pot
from app.domain.ledger.correcting import Correcting
from app.domain.ledger.earning import refuse_beyond
from app.domain.ledger.entries import Fact
from app.domain.ledger.errors import BalanceNegative, HoldUnfinished
from app.domain.ledger.keys import Key
from app.domain.ledger.kinds import Kind
from app.domain.ledger.lots import Draw, Lot, LotTerms, draw
from app.domain.ledger.posting import Details, Posting, Transaction


class Moving(Correcting):
    """Gift, merge and unmerge. Both members' rows are locked."""

    def gift(
        self,
        key: Key,
        *,
        giver_id: UUID,
        receiver_id: UUID,
        asset: str,
        amount: int,
        at: datetime,
        occurred_at: datetime,
        **details: Unpack[Details],
    ) -> Transaction:
        """Give live units away; they keep their days with the receiver.

        Raises:
            BalanceNegative, InsufficientPoints: The giver has not as much.
            ValueError: Giver and receiver are one.
        """
        refuse_beyond(amount)
        if giver_id == receiver_id:
            raise ValueError("a gift needs two members")
        request = {
            "giver": giver_id,
            "receiver": receiver_id,
            "asset": asset,
            "amount": amount,
        }
        fact, seen = self._fact(Kind.GIFT, key, occurred_at, request, details)
        if seen is not None:
            return seen
        row = self._row(giver_id, asset)
        if row.shortfall:
            raise BalanceNegative(points_owed=-row.shortfall)
        opening: list[Lot] = []
        postings: list[Posting] = []
        for part in draw(self._held(giver_id, asset), amount, at=at):
            lot, moves = self._give_part(part, giver_id, receiver_id)
            opening.append(lot)
            postings += moves
        transaction = self._post(fact, postings, opening=opening)
        for lot in opening:
            self._date_opened(lot, transaction)
        return transaction

    def _give_part(
        self, part: Draw, giver_id: UUID, receiver_id: UUID
    ) -> tuple[Lot, list[Posting]]:
        """Give what was drawn of a lot; it keeps its days in a lot of the receiver."""
        given = self._lot(part.lot_id)
        terms = LotTerms(
            awarded_at=given.awarded_at,
            zone=given.zone,
            available_from=given.available_from,
            lapses_at=given.lapses_at,
        )
        lot = self._new_lot(receiver_id, given.asset, part.amount, None, terms)
        postings = [
            Posting(
                Account(Place.AVAILABLE, giver_id),
                Account(Pot.GIVEN),
                given.asset,
                part.amount,
                part.lot_id,
            ),
            Posting(
                Account(Pot.RECEIVED),
                Account(Place.AVAILABLE, receiver_id),
                given.asset,
                part.amount,
                lot.lot_id,
            ),
        ]
        return lot, postings

    def merge(
        self,
        key: Key,
        *,
        absorbed_id: UUID,
        kept_id: UUID,
        occurred_at: datetime,
        **details: Unpack[Details],
    ) -> Transaction | None:
        """Hand everything of one member to another, every asset at once.

        Lots keep their home and their days, and change their holder, the empty
        ones too. Lock the rows of both members for every asset that the absorbed
        one has. One-time awards that both had are retracted by the caller.

        Returns:
            The merge, or None when there was nothing to move.

        Raises:
            HoldUnfinished: A redemption of the absorbed member is in progress.
        """
        request = {"absorbed": absorbed_id, "kept": kept_id}
        fact, seen = self._fact(Kind.MERGE, key, occurred_at, request, details)
        if seen is not None:
            return seen
        assets = self._assets(absorbed_id)
        held = sum(self.rows[absorbed_id, asset].held for asset in assets)
        if held:
            raise HoldUnfinished(points_held=held)
        moving = [lot for a in assets for lot in self.lots_of(absorbed_id, a)]
        postings = _handing_over(moving, kept_id)
        for asset in assets:
            owed = -self.rows[absorbed_id, asset].shortfall
            if owed:
                postings.append(_owing(kept_id, absorbed_id, asset, owed))
        return self._hand_everything_over(
            fact,
            moving,
            postings,
            giver_id=absorbed_id,
            taker_id=kept_id,
            homes=None,
        )

    def unmerge(
        self,
        key: Key,
        merge_id: UUID | None,
        *,
        absorbed_id: UUID,
        kept_id: UUID,
        occurred_at: datetime,
        homes: Collection[UUID] = (),
        **details: Unpack[Details],
    ) -> Transaction | None:
        """Give back what is left of the lots whose home is the absorbed member.

        The shortfall that the merge brought goes back as far as it still stands.

        Args:
            key: The fact.
            merge_id: The merge, None when it moved nothing; ask for it when the
                book is opened.
            absorbed_id: Who gets back.
            kept_id: Who gives back.
            occurred_at: When the error was found.
            homes: Whose lots the absorbed member had held besides its own: of
                members that were merged into it before.
            **details: Actor, note, request.

        Raises:
            HoldUnfinished: Units of those lots are set aside.
        """
        request = {"absorbed": absorbed_id, "kept": kept_id, "merge": merge_id}
        fact, seen = self._fact(Kind.UNMERGE, key, occurred_at, request, details)
        if seen is not None:
            return seen
        theirs = frozenset({absorbed_id, *homes})
        moving = [
            lot
            for asset in self._assets(kept_id)
            for lot in self.lots_of(kept_id, asset)
            if lot.home_member_id in theirs
        ]
        held = sum(lot.held for lot in moving)
        if held:
            raise HoldUnfinished(points_held=held)
        postings = _handing_over(moving, absorbed_id)
        merge = None if merge_id is None else self._by_id.get(merge_id)
        for posting in () if merge is None else merge.postings:
            if posting.lot_id is not None:
                continue
            standing = -self._row(kept_id, posting.asset).shortfall
            back = min(posting.amount, standing)
            if back:
                postings.append(_owing(absorbed_id, kept_id, posting.asset, back))
        return self._hand_everything_over(
            fact,
            moving,
            postings,
            giver_id=kept_id,
            taker_id=absorbed_id,
            homes=theirs,
        )

    def _live_again(self, member_id: UUID) -> None:
        """Let units come in for somebody whose merge is undone."""
        for asset in self._assets(member_id):
            self.rows[member_id, asset].gone = False

    def _assets(self, member_id: UUID) -> list[str]:
        return sorted(asset for holder_id, asset in self.rows if holder_id == member_id)

    def _hand_everything_over(
        self,
        fact: Fact,
        moving: list[Lot],
        postings: list[Posting],
        *,
        giver_id: UUID,
        taker_id: UUID,
        homes: frozenset[UUID] | None,
    ) -> Transaction | None:
        self.moved_homes.append((giver_id, taker_id, homes))
        if homes is not None:
            # A merge is undone: the member is somebody again.
            self._live_again(taker_id)
        holders = {lot.lot_id: taker_id for lot in moving}
        if postings:
            return self._post(fact, postings, holders=holders)
        for lot in moving:
            self._hand_over(lot, taker_id)
        return None


def _handing_over(lots: list[Lot], taker_id: UUID) -> list[Posting]:
    return [
        Posting(
            Account(place, lot.member_id),
            Account(place, taker_id),
            lot.asset,
            units,
            lot.lot_id,
        )
        for lot in lots
        for place, units in (
            (Place.PENDING, lot.pending),
            (Place.AVAILABLE, lot.available),
        )
        if units
    ]


def _owing(debtor_id: UUID, relieved_id: UUID, asset: str, units: int) -> Posting:
    # A shortfall is below zero: the debtor's account gives what relieves the other.
    return Posting(
        Account(Place.SHORTFALL, debtor_id),
        Account(Place.SHORTFALL, relieved_id),
        asset,
        units,
        None,
    )
