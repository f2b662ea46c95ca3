"""Rules 13 and 15: every posting once more, in the order in which it was posted.

Postings come through a server-side cursor, one member and asset after another,
so memory holds one member's accounts at a time. That the journal has the same
order is rule 13; with it, this is a replay of the journal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.accounts import Place
from app.domain.replay import PlainAccounts
from app.storage.prove.findings import Progress, Violation
from app.storage.prove.streaming import AT_ONCE, streamed

MOVEMENTS = """
  SELECT m.member_id::text, m.asset, m.transaction_id::text,
    (extract(epoch FROM m.posted_at) * 1000000)::bigint AS posted_us, j.seq,
    m.source, m.target, m.lot_id::text, m.amount
  FROM (
    SELECT source_member_id AS member_id, asset, transaction_id, posted_at, line,
      source, CASE WHEN target_member_id = source_member_id THEN target END AS target,
      lot_id, amount
    FROM ledger_posting
    WHERE programme_id = %(programme)s AND source_member_id IS NOT NULL
    UNION ALL
    SELECT target_member_id, asset, transaction_id, posted_at, line, NULL, target,
      lot_id, amount
    FROM ledger_posting
    WHERE programme_id = %(programme)s AND target_member_id IS NOT NULL
      AND target_member_id IS DISTINCT FROM source_member_id) m
  LEFT JOIN ledger_journal j
    ON j.programme_id = %(programme)s AND j.transaction_id = m.transaction_id
  ORDER BY m.member_id, m.asset COLLATE "C", m.posted_at, m.transaction_id, m.line
"""

BALANCES = """
  SELECT b.member_id::text, b.asset, b.pending, b.available, b.held, -b.shortfall,
    (extract(epoch FROM b.last_posted_at) * 1000000)::bigint
  FROM unnest(%(members)s::uuid[], %(assets)s::text[]) AS k (member_id, asset)
  JOIN member_balance b ON b.programme_id = %(programme)s
    AND b.member_id = k.member_id AND b.asset = k.asset
"""


@dataclass(slots=True)
class Account:
    """One member's accounts of one asset while they are replayed."""

    member: str
    asset: str
    accounts: PlainAccounts = field(default_factory=PlainAccounts)
    found: list[Violation] = field(default_factory=list)
    last_us: int = 0
    last_seq: int = 0
    _transaction: str = ""

    def violates(self, rule: int, check: str, expected: str, found: str) -> None:
        """Note a violation about these accounts."""
        subject = f"balance:{self.member}/{self.asset}"
        self.found.append(
            Violation(rule, check, subject, UUID(self.member), expected, found)
        )

    def begin(self, transaction: str, posted_us: int, seq: int | None) -> None:
        """End the transaction before, and check that this one is later."""
        self.end_transaction()
        self._transaction = transaction
        if posted_us <= self.last_us:
            what = f"instant of transaction {transaction}"
            self.violates(13, what, f"after {self.last_us} µs", f"{posted_us} µs")
        self.last_us = posted_us
        if seq is not None:
            # What is not sealed yet has no sequence number.
            if seq <= self.last_seq:
                what = f"sequence of transaction {transaction}"
                self.violates(13, what, f"after {self.last_seq}", str(seq))
            self.last_seq = seq

    def end_transaction(self) -> None:
        """Check what the accounts hold between two transactions."""
        for fault in self.accounts.faults():
            self.violates(
                15,
                f"{fault.where} after transaction {self._transaction}",
                "at most 0" if fault.where == Place.SHORTFALL else "at least 0",
                str(fault.found),
            )

    def compare(self, kept: tuple[Any, ...] | None) -> None:
        """Compare with the balance row: the four places and the last instant."""
        figures = (0, 0, 0, 0) if kept is None else kept[2:6]
        for place, found in zip(Place, figures, strict=True):
            replayed = self.accounts.places[place]
            if replayed != found:
                self.violates(15, f"{place} replayed", str(replayed), str(found))
        last_us = None if kept is None else kept[6]
        if last_us is None or last_us < self.last_us:
            self.violates(
                13,
                "last instant on the balance row",
                f"{self.last_us} µs or later",
                "none" if last_us is None else f"{last_us} µs",
            )


@dataclass(slots=True)
class Replay:
    """One run over all postings of a programme."""

    connection: Connection
    programme_id: UUID
    progress: Progress
    postings: int
    stopping: Event
    """Set when nobody waits for the answer any more."""

    def run(self) -> Iterator[Violation]:
        """Yield what breaks rules 13 and 15."""
        waiting: list[Account] = []
        for account in self._accounts():
            waiting.append(account)
            if len(waiting) >= AT_ONCE:
                yield from self._compared(waiting)
                waiting.clear()
        yield from self._compared(waiting)

    def _accounts(self) -> Iterator[Account]:
        """Yield each account once all its postings were replayed."""
        current: Account | None = None
        before = ""
        with streamed(
            self.connection, MOVEMENTS, {"programme": self.programme_id}
        ) as rows:
            for done, row in enumerate(rows):
                if done % AT_ONCE == 0:
                    if self.stopping.is_set():
                        return
                    self.progress("replay", min(done, self.postings), self.postings)
                member, asset, transaction, posted_us, seq, *movement = row
                if current is None or (member, asset) != (
                    current.member,
                    current.asset,
                ):
                    if current is not None:
                        current.end_transaction()
                        yield current
                    current, before = Account(member, asset), ""
                if transaction != before:
                    current.begin(transaction, posted_us, seq)
                    before = transaction
                current.accounts.apply(*movement)
        if current is not None:
            current.end_transaction()
            yield current
        self.progress("replay", self.postings, self.postings)

    def _compared(self, accounts: list[Account]) -> Iterator[Violation]:
        rows = self.connection.exec_driver_sql(
            BALANCES,
            {
                "programme": self.programme_id,
                "members": [one.member for one in accounts],
                "assets": [one.asset for one in accounts],
            },
        )
        kept = {(row[0], row[1]): tuple(row) for row in rows}
        for one in accounts:
            one.compare(kept.get((one.member, one.asset)))
            yield from one.found
