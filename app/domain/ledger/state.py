"""What a book knows: locked balances, their lots, and what was found by key.

The repository fills it under locks, a test fills it by hand; everybody may read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.domain.ledger.balances import Balance
from app.domain.ledger.entries import ClawbackRecord, LotDate, Row
from app.domain.ledger.errors import AlreadySettled, KeyReused, LedgerOutOfBalance
from app.domain.ledger.freezes import Freeze
from app.domain.ledger.keys import Key, key_digest, request_digest
from app.domain.ledger.lots import Lot, draw_order
from app.domain.ledger.posting import Transaction


class BookState:
    """What is known and what was posted. Changed by the classes above only."""

    def __init__(
        self,
        *,
        pepper: bytes,
        new_id: Callable[[], UUID],
        new_salt: Callable[[], bytes],
        programme_state: str = "active",
        programme_reason: str = "",
        opened_at: datetime | None = None,
        load: Callable[[UUID, str], Iterable[Lot]] | None = None,
    ) -> None:
        self.opened_at = opened_at
        """What the database's clock said under the locks."""
        self.posted: list[Transaction] = []
        """What ``flush`` will write, in order."""
        self.opened: list[Lot] = []
        self.dates: list[LotDate] = []
        self.records: list[ClawbackRecord] = []
        self.moved_homes: list[tuple[UUID, UUID, frozenset[UUID] | None]] = []
        """(old holder, new holder, only lots of these homes): lots that merges
        hand over, the empty ones included."""
        self.rows: dict[tuple[UUID, str], Row] = {}
        self.lots: dict[UUID, Lot] = {}
        self.touched_lots: dict[UUID, Lot] = {}
        self._load = load
        self._unread: set[tuple[UUID, str]] = set()
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
        gone: bool = False,
    ) -> None:
        """Let the accounts of a member take part; their row is locked."""
        if self._load is not None:
            self._unread.add((member_id, asset))
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
            gone,
        )

    def place(self, lot: Lot) -> None:
        """Add a lot as it is stored; one that is known stays as it is."""
        if lot.lot_id in self.lots:
            return
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

    def balance(self, member_id: UUID, asset: str) -> Balance:
        """Return the four accounts of a locked member."""
        return self._row(member_id, asset).balance

    def lots_of(self, member_id: UUID, asset: str) -> list[Lot]:
        """Return the loaded lots that the member holds, in the order of draws."""
        return sorted(self._held(member_id, asset), key=draw_order)

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
            lot.available for lot in self._held(member_id, asset) if not lot.lapsed(at)
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

    def flushed(self, written: Iterable[Transaction]) -> None:
        """Go on from what was just written: nothing is waiting any more.

        Args:
            written: What ``posted`` holds, each with the instant it was given.
        """
        touched: dict[tuple[UUID, str], datetime | None] = {}
        for transaction in written:
            self._by_key[transaction.key_digest] = transaction
            self._by_id[transaction.id] = transaction
            if transaction.voucher_id is not None:
                story = self._by_voucher[transaction.voucher_id]
                place = [known.id for known in story].index(transaction.id)
                story[place] = transaction
            for posting in transaction.postings:
                for account in (posting.source, posting.target):
                    if account.member_id is not None:
                        at = (account.member_id, posting.asset)
                        touched[at] = transaction.posted_at
        for at, posted_at in touched.items():
            row = self._row(*at)
            row.version += 1
            row.opening = row.balance
            row.last_posted_at = posted_at
        for waiting in (self.posted, self.opened, self.dates, self.records):
            waiting.clear()
        self.moved_homes.clear()
        self.touched_lots.clear()

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

    def _held(self, member_id: UUID, asset: str) -> list[Lot]:
        """Return the lots that a member holds, read now if they were not yet.

        Under the lock of the balance row they cannot have changed meanwhile.
        """
        at = (member_id, asset)
        if self._load is not None and at in self._unread:
            self._unread.discard(at)
            for lot in self._load(member_id, asset):
                self.place(lot)
        return list(self._held_by[at].values())
