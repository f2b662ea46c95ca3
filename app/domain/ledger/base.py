"""The state of a book, and the one function through which it changes.

A book holds the balances of the locked members, their lots, and what was found
under the keys, vouchers and ids that were asked for. ``_post`` is the only way
in: it works out what the postings change, refuses what would not add up, and
lets recovery follow by itself. Nothing is half-applied: an act that refuses has
changed nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.domain.ledger.accounts import Account, Place
from app.domain.ledger.balances import Balance
from app.domain.ledger.changes import Changes, work_out
from app.domain.ledger.entries import ClawbackRecord, Fact, LotDate, Row
from app.domain.ledger.errors import (
    AlreadySettled,
    AmountOutOfRange,
    KeyReused,
    LedgerOutOfBalance,
    MemberFrozen,
    ProgrammeFrozen,
)
from app.domain.ledger.freezes import Freeze, refuses
from app.domain.ledger.keys import Key, key_digest, request_digest
from app.domain.ledger.kinds import Kind
from app.domain.ledger.limits import MAX_BALANCE
from app.domain.ledger.lots import NEVER_NEGATIVE, Lot, draw_order, take
from app.domain.ledger.posting import Details, Note, Posting, Transaction

MOVES = frozenset({Kind.MERGE, Kind.UNMERGE})
"""The kinds in which a lot changes its holder."""


class BookBase:
    """State, look-up of keys, and posting. The acts are in the classes above."""

    def __init__(
        self,
        *,
        pepper: bytes,
        new_id: Callable[[], UUID],
        new_salt: Callable[[], bytes],
        programme_state: str = "active",
        programme_reason: str = "",
    ) -> None:
        self.posted: list[Transaction] = []
        """What ``flush`` will write, in order."""
        self.opened: list[Lot] = []
        self.dates: list[LotDate] = []
        self.records: list[ClawbackRecord] = []
        self.moved_homes: list[tuple[UUID, UUID, UUID | None]] = []
        """(old holder, new holder, only lots of this home): lots that merges
        hand over, the empty ones included."""
        self.rows: dict[tuple[UUID, str], Row] = {}
        self.lots: dict[UUID, Lot] = {}
        self.touched_lots: dict[UUID, Lot] = {}
        self._held_by: dict[tuple[UUID, str], dict[UUID, Lot]] = defaultdict(dict)
        self._of_award: dict[UUID, list[Lot]] = defaultdict(list)
        self._by_key: dict[bytes, Transaction] = {}
        self._by_id: dict[UUID, Transaction] = {}
        self._by_voucher: dict[UUID, list[Transaction]] = defaultdict(list)
        self._reversed: set[UUID] = set()
        self._pepper = pepper
        self._new_id = new_id
        self._new_salt = new_salt
        self._programme_state = programme_state
        self._programme_reason = programme_reason

    # Filling: by the repository under locks, or by a test.

    def admit(
        self,
        member_id: UUID,
        asset: str,
        balance: Balance | None = None,
        *,
        last_posted_at: datetime | None = None,
        version: int = 0,
        freeze: Freeze | None = None,
        freeze_reason: str = "",
    ) -> None:
        """Let the accounts of a member take part; their row is locked."""
        figures = balance or Balance()
        self.rows[member_id, asset] = Row(
            member_id,
            asset,
            figures.pending,
            figures.available,
            figures.held,
            figures.shortfall,
            last_posted_at,
            version,
            freeze,
            freeze_reason,
            figures,
        )

    def place(self, lot: Lot) -> None:
        """Add a lot as it is stored."""
        self.lots[lot.lot_id] = lot
        self._held_by[lot.member_id, lot.asset][lot.lot_id] = lot
        if lot.award_id is not None:
            self._of_award[lot.award_id].append(lot)

    def remember(self, transaction: Transaction) -> None:
        """Add a transaction that is stored already."""
        if transaction.id in self._by_id:
            return
        self._by_key[transaction.key_digest] = transaction
        self._by_id[transaction.id] = transaction
        if transaction.voucher_id is not None:
            self._by_voucher[transaction.voucher_id].append(transaction)
        if transaction.reverses is not None:
            self._reversed.add(transaction.reverses)

    # Reading.

    def balance(self, member_id: UUID, asset: str) -> Balance:
        """Return the four accounts of a locked member."""
        return self._row(member_id, asset).balance

    def lots_of(self, member_id: UUID, asset: str) -> list[Lot]:
        """Return the loaded lots that the member holds, in the order of draws."""
        return sorted(self._held_by[member_id, asset].values(), key=draw_order)

    def lots_of_award(self, award_id: UUID) -> list[Lot]:
        """Return the lots of an award, oldest first."""
        return sorted(self._of_award[award_id], key=lambda lot: lot.award_lot)

    def net(self, award_id: UUID) -> int:
        """Return what an award has still: sizes less clawed and absorbed."""
        return sum(lot.kept for lot in self._of_award[award_id])

    def live(self, member_id: UUID, asset: str, *, at: datetime) -> int:
        """Return the units that can be spent at *at*; nothing while owing."""
        if self._row(member_id, asset).shortfall:
            return 0
        return sum(
            lot.available
            for lot in self._held_by[member_id, asset].values()
            if not lot.lapsed(at)
        )

    def of_voucher(self, voucher_id: UUID) -> Sequence[Transaction]:
        """Return the hold, its end and the returns of a voucher."""
        return tuple(self._by_voucher[voucher_id])

    def found(
        self,
        key: Key,
        request: Mapping[str, object],
        *,
        answers_kept_since: datetime | None = None,
    ) -> Transaction | None:
        """Return what was posted under *key*, or None when nothing was.

        Args:
            key: One of the keys that the book was opened with.
            request: What is asked now; must be what was asked then.
            answers_kept_since: Stored answers older than this are gone.

        Raises:
            KeyReused: The key was used for another request.
            AlreadySettled: The same request, longer ago than answers are kept.
        """
        seen = self._by_key.get(key_digest(self._pepper, key))
        if seen is None:
            return None
        if seen.request_digest != request_digest(request):
            raise KeyReused(seen.id)
        if (
            answers_kept_since is not None
            and seen.posted_at is not None
            and seen.posted_at < answers_kept_since
        ):
            raise AlreadySettled(seen.id)
        return seen

    # Posting.

    def _row(self, member_id: UUID, asset: str) -> Row:
        try:
            return self.rows[member_id, asset]
        except KeyError:
            raise LedgerOutOfBalance(
                f"the balance of member {member_id} in {asset} is not locked"
            ) from None

    def _lot(self, lot_id: UUID) -> Lot:
        try:
            return self.lots[lot_id]
        except KeyError:
            raise LedgerOutOfBalance(f"lot {lot_id} is not in the book") from None

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
            fact, _ = self._fact(
                Kind.RECOVERY,
                key,
                cause.occurred_at,
                {"cause": cause.key_digest.hex()},
                {},
            )
            n += 1
            draws = take(self._held_by[at].values(), min(-row.shortfall, row.available))
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
