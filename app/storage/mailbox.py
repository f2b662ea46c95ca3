"""The door's own short way into the database: one statement, one round trip.

A delivery is kept by a single prepared statement that binds the programme for
its own length and inserts the row; measured, that is half the work of a
transaction of four statements. It is one call to libpq, which blocks outside the
interpreter's lock. (Sharing one statement between requests that
come together was tried too: handing over between threads costs more than the
commits it saves.) No engine, no session. Connections are made when needed and
thrown away when anything is wrong with them.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg.pq import Format

from app.domain.errors import Busy
from app.storage.schema import APP_ROLE
from app.storage.statements import Link, checked, sent

Connection = Link

OPTIONS: Final = (
    "-c lock_timeout=2000 -c statement_timeout=4000"
    " -c idle_in_transaction_session_timeout=5000"
)
# The programme is bound in the innermost query, before the row that carries it
# exists; row security then checks the row. An unbound insert is refused.
KEEP: Final = b"""
INSERT INTO inbox (programme_id, inbox_id, store_id, provider, topic, dedupe_key,
                   body, headers, late, received_at, due_at)
SELECT bound.programme_id::uuid, $1::uuid, $2::uuid, $3::text, $4::text, $5::text,
       $6::bytea, $7::jsonb, $8::boolean, $9::timestamptz, $9::timestamptz
FROM (SELECT set_config('setia.programme_id', $10, true) AS programme_id OFFSET 0) bound
ON CONFLICT (programme_id, store_id, provider, dedupe_key) DO NOTHING
"""
RECORD: Final = b"""
INSERT INTO compliance_record (record_id, provider, shop_domain, topic, dedupe_key,
                               body_digest, received_at)
VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::text, $6::bytea,
        $7::timestamptz) ON CONFLICT DO NOTHING
"""
STATEMENTS: Final = {b"keep": KEEP, b"record": RECORD}
BODY_AS_IT_IS: Final = [Format.TEXT] * 5 + [Format.BINARY] + [Format.TEXT] * 4


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery whose sender proved who they are."""

    programme_id: UUID
    inbox_id: UUID
    store_id: UUID
    provider: str
    topic: str
    dedupe_key: str
    body: bytes
    headers: Mapping[str, str]
    late: bool
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ComplianceRecord:
    """Proof that a privacy request about an unknown shop reached us."""

    record_id: UUID
    provider: str
    shop_domain: str
    topic: str
    dedupe_key: str
    body_digest: bytes
    received_at: datetime


class Mailbox:
    """Keeps deliveries. Safe between threads; connects when first used."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        self.forget()

    def keep(self, letter: Letter) -> bool:
        """Keep *letter* for good; False when it was here before.

        Raises:
            Busy: The database did not take it in time. Nothing was kept.
        """
        values = [
            sent(letter.inbox_id),
            sent(letter.store_id),
            sent(letter.provider),
            sent(letter.topic),
            sent(letter.dedupe_key),
            letter.body,
            sent(json.dumps(dict(letter.headers))),
            sent(letter.late),
            sent(letter.received_at),
            sent(letter.programme_id),
        ]
        return self._said_twice(b"keep", values, BODY_AS_IT_IS)

    def record(self, proof: ComplianceRecord) -> bool:
        """Keep *proof*; False when it was here before. ``Busy`` as for ``keep``."""
        values = [
            sent(proof.record_id),
            sent(proof.provider),
            sent(proof.shop_domain),
            sent(proof.topic),
            sent(proof.dedupe_key),
            sent(proof.body_digest),
            sent(proof.received_at),
        ]
        return self._said_twice(b"record", values)

    def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            with suppress(IndexError):
                self._idle.pop().close()

    def forget(self) -> None:
        """Let go of all connections without telling the server (after a fork)."""
        # A list's pop and append are atomic: no lock, and no more connections than
        # the server has threads.
        self._idle: list[Connection] = []

    def _said_twice(
        self,
        name: bytes,
        values: Sequence[Any],
        formats: Sequence[Format] | None = None,
    ) -> bool:
        # Both statements may be said again: a repeat meets its own key. A server
        # that was restarted leaves dead connections, so all idle ones go first.
        try:
            return self._said(name, values, formats)
        except psycopg.OperationalError:
            self.close()
        try:
            return self._said(name, values, formats)
        except psycopg.OperationalError as error:
            raise Busy("the database did not take the delivery", retry_after=5) from (
                error
            )

    def _said(
        self, name: bytes, values: Sequence[Any], formats: Sequence[Format] | None
    ) -> bool:
        """Execute a statement of ours; tell whether it wrote its row."""
        try:
            link = self._idle.pop()
        except IndexError:
            link = self._connect()
        try:
            result = checked(link, link.pgconn.exec_prepared(name, values, formats))
        except BaseException:
            link.close()
            raise
        self._idle.append(link)
        return result.command_tuples == 1

    def _connect(self) -> Connection:
        link = Connection.connect(
            self._url, autocommit=True, connect_timeout=5, options=OPTIONS
        )
        link.execute(f"SET ROLE {APP_ROLE}")
        for name, text in STATEMENTS.items():
            checked(link, link.pgconn.prepare(name, text))
        return link
