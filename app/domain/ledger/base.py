"""The one way into a book: ``_post``, and what it refuses.

It works out what the postings change, refuses what would not add up, and lets
recovery follow by itself. Nothing is half-applied: an act that refuses has
changed nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.domain.ledger.accounts import Account, Place
from app.domain.ledger.changes import Changes, work_out
from app.domain.ledger.entries import Fact, Row
from app.domain.ledger.errors import (
    AmountOutOfRange,
    KeyReused,
    LedgerOutOfBalance,
    MemberFrozen,
    MemberGone,
    ProgrammeFrozen,
)
from app.domain.ledger.freezes import Freeze, refuses
from app.domain.ledger.keys import Key, key_digest, request_digest
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MAX_BALANCE
from app.domain.ledger.lots import NEVER_NEGATIVE, Lot, take
from app.domain.ledger.posting import Details, Note, Posting, Transaction
from app.domain.ledger.state import BookState


class BookBase(BookState):
    """Posting. The acts are in the classes above."""

    def _fact(
        self,
        kind: Kind,
        key: Key,
        occurred_at: datetime,
        request: Mapping[str, object],
        details: Details,
    ) -> tuple[Fact, Transaction | None]:
        """Return the fact, and what was posted for it already."""
        asked = details.get("request") or {"kind": kind.value, **request}
        fact = Fact(
            kind,
            key,
            key_digest(self._pepper, key),
            request_digest(asked),
            occurred_at,
            details,
        )
        seen = self._by_key.get(fact.key_digest)
        if seen is not None and seen.request_digest != fact.request_digest:
            raise KeyReused(seen.id)
        return fact, seen

    def _new_fact(
        self,
        kind: Kind,
        key: Key,
        occurred_at: datetime,
        request: Mapping[str, object],
        details: Details,
    ) -> Fact:
        """Return a fact whose key was counted under the lock, so it must be new.

        Raises:
            KeyReused: It is not: the count is behind, and posting counts twice.
        """
        fact, seen = self._fact(kind, key, occurred_at, request, details)
        if seen is not None:
            raise KeyReused(seen.id)
        return fact

    def _post(
        self,
        fact: Fact,
        postings: Sequence[Posting],
        *,
        opening: Sequence[Lot] = (),
        voucher_id: UUID | None = None,
        reverses: UUID | None = None,
        holders: Mapping[UUID, UUID] | None = None,
        follows: bool = False,
    ) -> Transaction:
        """Post one transaction, and the recovery that it makes due.

        Args:
            fact: Its identity, from ``_fact``.
            postings: At least one.
            opening: The lots that it opens, each filled by one posting.
            voucher_id: The voucher whose units move.
            reverses: The transaction that it mirrors.
            holders: Lots that change hands, and whose they are afterwards.
            follows: It is the consequence of another act; no freeze stops it.
        """
        self._refuse_frozen(fact.kind, postings, follows=follows)
        self._refuse_gone(postings)
        changes = work_out(fact.kind, postings, opening, self._lot)
        for member_id, asset in changes.rows:
            self._row(member_id, asset)
        self._refuse_out_of_range(changes)
        details = fact.details
        text = details.get("note")
        transaction = Transaction(
            id=self._new_id(),
            kind=fact.kind,
            key_digest=fact.key_digest,
            request_digest=fact.request_digest,
            occurred_at=fact.occurred_at,
            postings=tuple(postings),
            rule_ref=details.get("rule_ref"),
            programme_version=details.get("version"),
            actor=details.get("actor", "system"),
            voucher_id=voucher_id,
            reverses=reverses,
            note=Note(text, self._new_salt()) if text else None,
            source=details.get("source"),
            key=fact.key,
        )
        for lot in opening:
            lot.opened_by = transaction.id
            self.place(lot)
            self.opened.append(lot)
        self._apply(changes)
        self._count(fact.kind, changes.lots)
        for lot_id, member_id in (holders or {}).items():
            self._hand_over(self.lots[lot_id], member_id)
        self.posted.append(transaction)
        self.remember(transaction)
        self._recover(fact, changes.rows)
        return transaction

    def _refuse_frozen(
        self, kind: Kind, postings: Iterable[Posting], *, follows: bool
    ) -> None:
        if follows:
            return
        extent = Freeze.of_programme(self._programme_state)
        if refuses(extent, kind):
            raise ProgrammeFrozen(self._programme_reason or self._programme_state)
        for row in self._rows_of(postings):
            if refuses(row.freeze, kind):
                raise MemberFrozen(row.freeze_reason)

    def _refuse_gone(self, postings: Iterable[Posting]) -> None:
        """Let nothing come in for a member who was merged, closed or erased.

        What they have may still go out or lapse, and a debt may still be forgiven.
        """
        for posting in postings:
            taker, giver = posting.target, posting.source
            if (
                taker.member_id not in (None, giver.member_id)
                and taker.place is not Place.SHORTFALL
                and self._row(taker.member_id, posting.asset).gone
            ):
                raise MemberGone("nothing comes in for a member who is gone")

    def _rows_of(self, postings: Iterable[Posting]) -> list[Row]:
        return [
            self._row(account.member_id, posting.asset)
            for posting in postings
            for account in (posting.source, posting.target)
            if account.member_id is not None
        ]

    def _refuse_out_of_range(self, changes: Changes) -> None:
        for at, change in changes.rows.items():
            row = self.rows[at]
            for column, units in change.items():
                after = abs(getattr(row, column) + units)
                if after > MAX_BALANCE:
                    raise AmountOutOfRange(amount=after, lowest=0, highest=MAX_BALANCE)

    def _apply(self, changes: Changes) -> None:
        for at, change in changes.rows.items():
            row = self.rows[at]
            for column, units in change.items():
                setattr(row, column, getattr(row, column) + units)
            if min(row.pending, row.available, row.held, -row.shortfall) < 0:
                raise LedgerOutOfBalance(
                    f"member {row.member_id} would have {row.balance}"
                )
        for lot_id, change in changes.lots.items():
            lot = self.lots[lot_id]
            for column, units in change.items():
                setattr(lot, column, getattr(lot, column) + units)
            short = [name for name in NEVER_NEGATIVE if getattr(lot, name) < 0]
            if short or lot.goodwill > 0 or lot.absorbed > lot.expired:
                raise LedgerOutOfBalance(f"lot {lot_id} would be short of {short}")
            if lot.total() != lot.size:
                raise LedgerOutOfBalance(f"lot {lot_id} does not add up")
            self.touched_lots[lot_id] = lot

    def _count(self, kind: Kind, lots: Iterable[UUID]) -> None:
        for lot_id in lots:
            if kind is Kind.MATURATION:
                self.lots[lot_id].maturations += 1
            elif kind is Kind.EXPIRY:
                self.lots[lot_id].expiries += 1

    def _hand_over(self, lot: Lot, member_id: UUID) -> None:
        del self._held_by[lot.member_id, lot.asset][lot.lot_id]
        lot.member_id = member_id
        self._held_by[member_id, lot.asset][lot.lot_id] = lot
        self.touched_lots[lot.lot_id] = lot

    def _recover(self, cause: Fact, touched: Iterable[tuple[UUID, str]]) -> None:
        """Let available units repay a shortfall, in the same unit of work."""
        n = 0
        for at in touched:
            row = self.rows[at]
            if row.shortfall == 0 or row.available == 0:
                continue
            key = cause.key.then("recovery", *([n] if n else []))
            fact = self._new_fact(
                Kind.RECOVERY,
                key,
                cause.occurred_at,
                {"cause": cause.key_digest.hex()},
                {},
            )
            n += 1
            draws = take(self._held(*at), min(-row.shortfall, row.available))
            self._post(
                fact,
                [
                    Posting(
                        Account(Place.AVAILABLE, row.member_id),
                        Account(Place.SHORTFALL, row.member_id),
                        row.asset,
                        part.amount,
                        part.lot_id,
                    )
                    for part in draws
                ],
                follows=True,
            )

    def verify(self) -> None:
        """Work the balances out once more, from what they were and the postings.

        Raises:
            LedgerOutOfBalance: A figure differs. Nothing may be written.
        """
        flows: dict[tuple[UUID, str, str], int] = defaultdict(int)
        for transaction in self.posted:
            for posting in transaction.postings:
                for account, units in (
                    (posting.source, -posting.amount),
                    (posting.target, posting.amount),
                ):
                    if account.member_id is not None:
                        flows[account.member_id, posting.asset, account.place] += units
        for row in self.rows.values():
            for place in Place:
                expected = getattr(row.opening, place) + flows.pop(
                    (row.member_id, row.asset, place), 0
                )
                if getattr(row, place) != expected:
                    raise LedgerOutOfBalance(
                        f"member {row.member_id}: {place} is {getattr(row, place)}"
                        f" and the postings say {expected}"
                    )
        if flows:
            raise LedgerOutOfBalance("postings touch a balance that is not locked")
