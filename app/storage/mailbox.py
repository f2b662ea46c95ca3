"""The door's own short way into the database: one statement, one round trip.

A delivery is kept by a single prepared statement that binds the programme for
its own length and inserts the row; measured, that is half the work of a
transaction of four statements. (Sharing one statement between requests that
come together was tried too: handing over between threads costs more than the
commits it saves.) No engine, no session. Connections are made when needed and
thrown away when anything is wrong with them.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

import psycopg

from app.domain.errors import Busy
from app.storage.schema import APP_ROLE

T = TypeVar("T")
Connection = psycopg.Connection[tuple[object, ...]]

OPTIONS: Final = (
    "-c lock_timeout=2000 -c statement_timeout=4000"
    " -c idle_in_transaction_session_timeout=5000"
)
# The programme is bound in the innermost query, before the row that carries it
# exists; row security then checks the row. An unbound insert is refused.
KEEP: Final = """
INSERT INTO inbox (programme_id, inbox_id, store_id, provider, topic, dedupe_key,
                   body, headers, late, received_at, due_at)
SELECT bound.programme_id::uuid, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s
FROM (SELECT set_config('setia.programme_id', %s, true) AS programme_id OFFSET 0) bound
ON CONFLICT DO NOTHING
"""
RECORD: Final = """
INSERT INTO compliance_record (record_id, provider, shop_domain, topic, dedupe_key,
                               body_digest, received_at)
VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


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
        values = (
            letter.inbox_id,
            letter.store_id,
            letter.provider,
            letter.topic,
            letter.dedupe_key,
            letter.body,
            json.dumps(dict(letter.headers)),
            letter.late,
            letter.received_at,
            letter.received_at,
            str(letter.programme_id),
        )
        return self._twice(lambda known: known.execute(KEEP, values).rowcount == 1)

    def record(self, proof: ComplianceRecord) -> bool:
        """Keep *proof*; False when it was here before. ``Busy`` as for ``keep``."""
        values = (
            proof.record_id,
            proof.provider,
            proof.shop_domain,
            proof.topic,
            proof.dedupe_key,
            proof.body_digest,
            proof.received_at,
        )
        return self._twice(lambda known: known.execute(RECORD, values).rowcount == 1)

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

    def _twice(self, act: Callable[[Connection], T]) -> T:
        # Both statements may be said again: a repeat meets its own key. A server
        # that was restarted leaves dead connections, so all idle ones go first.
        try:
            return self._with_connection(act)
        except psycopg.OperationalError:
            self.close()
        try:
            return self._with_connection(act)
        except psycopg.OperationalError as error:
            raise Busy("the database did not take the delivery", retry_after=5) from (
                error
            )

    def _with_connection(self, act: Callable[[Connection], T]) -> T:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            result = act(connection)
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return result

    def _connect(self) -> Connection:
        connection = psycopg.connect(
            self._url,
            autocommit=True,
            prepare_threshold=0,
            connect_timeout=5,
            options=OPTIONS,
        )
        connection.execute(f"SET ROLE {APP_ROLE}")
        return connection
