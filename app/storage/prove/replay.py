"""Rules 13 and 15: every posting once more, in the order in which it was posted.

Postings come through a server-side cursor, one member and asset after another,
so memory holds one member's accounts at a time. That the journal has the same
order is rule 13; with it, this is a replay of the journal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from app.domain.ledger.accounts import Place
from app.domain.replay import Movement, PlainAccounts
from app.storage.prove.findings import Progress, Violation

AT_ONCE = 2_000
"""Rows fetched, and members compared, at a time."""

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


class Row(NamedTuple):
    """One line of ``MOVEMENTS``."""

    member: str
    asset: str
    transaction: str
    posted_us: int
    seq: int | None
    source: str | None
    target: str | None
    lot: str | None
    amount: int


class Replayed(NamedTuple):
    """How a member's accounts ended."""

    member: str
    asset: str
    places: dict[str, int]
    last_us: int


@dataclass(slots=True)
class Replay:
    """One run over all postings of a programme."""

    connection: Connection
    programme_id: UUID
    progress: Progress
    postings: int
    _ended: list[Replayed] = field(default_factory=list)

    def run(self) -> Iterator[Violation]:
        """Yield what breaks rules 13 and 15."""
        by_account = attrgetter("member", "asset")
        for (member, asset), rows in groupby(self._rows(), key=by_account):
            yield from self._account(member, asset, rows)
            if len(self._ended) >= AT_ONCE:
                yield from self._compare()
        yield from self._compare()

    def _rows(self) -> Iterator[Row]:
        result = self.connection.exec_driver_sql(
            MOVEMENTS,
            {"programme": self.programme_id},
            execution_options={"stream_results": True, "yield_per": AT_ONCE},
        )
        done = 0
        for part in result.partitions():
            for row in part:
                yield Row(*row)
            done += len(part)
            self.progress("replay", min(done, self.postings), self.postings)

    def _account(
        self, member: str, asset: str, rows: Iterator[Row]
    ) -> Iterator[Violation]:
        accounts, last_us, last_seq = PlainAccounts(), 0, 0
        subject, owner = f"balance:{member}/{asset}", UUID(member)
        for transaction, lines in groupby(rows, key=attrgetter("transaction")):
            posted_us, seq = last_us, None
            for line in lines:
                posted_us, seq = line.posted_us, line.seq
                accounts.apply(
                    Movement(line.source, line.target, line.lot, line.amount)
                )
            yield from _out_of_order(
                (f"transaction {transaction}", subject, owner),
                ("instant", last_us, posted_us),
                ("sequence", last_seq, seq),
            )
            last_us, last_seq = posted_us, seq or last_seq
            for fault in accounts.faults():
                yield Violation(
                    15,
                    f"{fault.where} after transaction {transaction}",
                    subject,
                    owner,
                    "at most 0" if fault.where == Place.SHORTFALL else "at least 0",
                    str(fault.found),
                )
        self._ended.append(Replayed(member, asset, accounts.places, last_us))

    def _compare(self) -> Iterator[Violation]:
        """Yield the differences between the replayed accounts and the rows."""
        kept = self._kept()
        for one in self._ended:
            subject, owner = f"balance:{one.member}/{one.asset}", UUID(one.member)
            balance, last_us = kept.get((one.member, one.asset), (None, None))
            found = balance or dict.fromkeys(one.places, 0)
            for place, units in one.places.items():
                if units != found[place]:
                    yield Violation(
                        15,
                        f"{place} replayed",
                        subject,
                        owner,
                        str(units),
                        str(found[place]),
                    )
            if last_us is None or last_us < one.last_us:
                yield Violation(
                    13,
                    "last instant on the balance row",
                    subject,
                    owner,
                    f"{one.last_us} µs or later",
                    "none" if last_us is None else f"{last_us} µs",
                )
        self._ended.clear()

    def _kept(self) -> dict[tuple[str, str], tuple[dict[str, int], int | None]]:
        rows = self.connection.exec_driver_sql(
            BALANCES,
            {
                "programme": self.programme_id,
                "members": [one.member for one in self._ended],
                "assets": [one.asset for one in self._ended],
            },
        )
        names = [place.value for place in Place]
        return {
            (row[0], row[1]): (dict(zip(names, row[2:6], strict=True)), row[6])
            for row in rows
        }


def _out_of_order(
    about: tuple[str, str, UUID], *pairs: tuple[str, int, int | None]
) -> Iterator[Violation]:
    """Yield where a figure does not grow; what is not sealed has no sequence."""
    transaction, subject, owner = about
    for what, before, now in pairs:
        if now is not None and now <= before:
            yield Violation(
                13,
                f"{what} of {transaction}",
                subject,
                owner,
                f"after {before}",
                str(now),
            )
