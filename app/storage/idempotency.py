"""Requests that carry an idempotency key: begun once, answered the same again.

The row is written before the work and completed after it, each in a unit of
work of its own: a process that dies in between leaves a row that is *running*,
and whoever repeats the request later takes it over.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from app.storage.unit_of_work import UnitOfWork

BEGIN = """
INSERT INTO idempotent_request
  (programme_id, key_id, idempotency_key, request_digest, state, begun_at)
VALUES (%(programme)s, %(client)s, %(key)s, %(digest)s, 'running', %(at)s)
ON CONFLICT DO NOTHING
"""
FIND = """
SELECT request_digest, state, begun_at, status, answer FROM idempotent_request
WHERE programme_id = %(programme)s AND key_id = %(client)s
  AND idempotency_key = %(key)s
FOR UPDATE
"""
TAKE_OVER = """
UPDATE idempotent_request SET begun_at = %(at)s
WHERE programme_id = %(programme)s AND key_id = %(client)s
  AND idempotency_key = %(key)s
"""
FINISH = """
UPDATE idempotent_request
SET state = 'done', status = %(status)s, answer = %(answer)s
WHERE programme_id = %(programme)s AND key_id = %(client)s
  AND idempotency_key = %(key)s AND state = 'running' AND begun_at = %(begun)s
"""
ABANDON = """
DELETE FROM idempotent_request
WHERE programme_id = %(programme)s AND key_id = %(client)s
  AND idempotency_key = %(key)s AND state = 'running' AND begun_at = %(begun)s
"""
FORGET = """
UPDATE idempotent_request SET answer = NULL
WHERE (programme_id, key_id, idempotency_key) IN (
  SELECT programme_id, key_id, idempotency_key FROM idempotent_request
  WHERE programme_id = %(programme)s AND begun_at < %(before)s
    AND answer IS NOT NULL
  LIMIT %(most)s)
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that was begun earlier."""

    request_digest: bytes
    state: str
    begun_at: datetime
    status: int | None
    answer: dict[str, Any] | None


class IdempotencyRepository:
    """Reads and writes ``idempotent_request`` for one client key."""

    def __init__(self, uow: UnitOfWork, client_key_id: UUID) -> None:
        self._connection = uow.connection
        self._where = {"programme": uow.programme_id, "client": client_key_id}

    def begin(self, key: str, digest: bytes, *, at: datetime) -> Seen | None:
        """Note that a request begins; return the earlier one when there is one.

        The row of an earlier one is locked until the unit of work ends.
        """
        if self._run(BEGIN, key=key, digest=digest, at=at).rowcount:
            return None
        row = self._run(FIND, key=key).one()
        return Seen(bytes(row[0]), *row[1:])

    def take_over(self, key: str, *, at: datetime) -> None:
        self._run(TAKE_OVER, key=key, at=at)

    def finish(
        self, key: str, *, begun_at: datetime, status: int, answer: dict[str, Any]
    ) -> None:
        """Keep the answer, unless somebody else took the request over."""
        self._run(FINISH, key=key, begun=begun_at, status=status, answer=Jsonb(answer))

    def abandon(self, key: str, *, begun_at: datetime) -> None:
        """Let the request be tried again: it had no answer worth keeping."""
        self._run(ABANDON, key=key, begun=begun_at)

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(statement, {**self._where, **values})


def forget_answers(uow: UnitOfWork, *, before: datetime, most: int) -> int:
    """Erase answers of requests begun earlier; their keys stay refused."""
    return uow.connection.exec_driver_sql(
        FORGET, {"programme": uow.programme_id, "before": before, "most": most}
    ).rowcount
