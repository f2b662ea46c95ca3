"""The same request under the same key is carried out once and answered alike.

The answer is kept for seven days; the key is refused for ever after. What the
key protects is protected a second time by the ledger's own keys, so that a
process that dies between acting and answering does no harm.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app.domain.errors import Conflict
from app.domain.ledger import request_digest
from app.domain.ledger.errors import AlreadySettled, KeyReused
from app.services.env import Env
from app.storage.idempotency import IdempotencyRepository, Seen, forget_answers
from app.storage.unit_of_work import UnitOfWork

ANSWERS_LIVE: Final = timedelta(days=7)
LEASE: Final = timedelta(seconds=60)
"""After this long without an answer, whoever began it is taken for dead."""
RETRY_SECONDS: Final = 2
AT_ONCE: Final = 1000


class RequestInProgress(Conflict):
    """The same request is being carried out at this moment."""

    code = "request_in_progress"

    def __init__(self) -> None:
        super().__init__("the same request is still being carried out")

    @property
    def retry_after(self) -> int:
        return RETRY_SECONDS


@dataclass(frozen=True, slots=True)
class Begun:
    """This request is ours to carry out."""

    client_key_id: UUID
    key: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Replay:
    """The answer that was given before."""

    status: int
    answer: dict[str, Any]


def begin(
    env: Env,
    programme_id: UUID,
    *,
    client_key_id: UUID,
    key: str,
    request: Mapping[str, object],
) -> Begun | Replay:
    """Begin a request under *key*, or return the answer that it had.

    Raises:
        KeyReused: The key came with another request before.
        RequestInProgress: It is being carried out right now.
        AlreadySettled: Its answer is no longer kept.
    """
    digest, now = request_digest(request), env.clock.now()

    def work(uow: UnitOfWork) -> Begun | Replay:
        requests = IdempotencyRepository(uow, client_key_id)
        seen = requests.begin(key, digest, at=now)
        if seen is None:
            return Begun(client_key_id, key, now)
        if seen.request_digest != digest:
            raise KeyReused
        if seen.state == "done":
            return _replay(seen, now)
        if now - seen.begun_at < LEASE:
            raise RequestInProgress
        requests.take_over(key, at=now)
        return Begun(client_key_id, key, now)

    return env.database.run(programme_id, work)


def _replay(seen: Seen, now: datetime) -> Replay:
    if seen.answer is None or seen.status is None or now - seen.begun_at > ANSWERS_LIVE:
        raise AlreadySettled
    return Replay(seen.status, seen.answer)


def finish(
    env: Env, programme_id: UUID, begun: Begun, *, status: int, answer: dict[str, Any]
) -> None:
    """Keep the answer of a request that was carried out, or refused."""

    def work(uow: UnitOfWork) -> None:
        IdempotencyRepository(uow, begun.client_key_id).finish(
            begun.key, begun_at=begun.begun_at, status=status, answer=answer
        )

    env.database.run(programme_id, work)


def abandon(env: Env, programme_id: UUID, begun: Begun) -> None:
    """Let a request that broke be tried again under the same key."""

    def work(uow: UnitOfWork) -> None:
        IdempotencyRepository(uow, begun.client_key_id).abandon(
            begun.key, begun_at=begun.begun_at
        )

    env.database.run(programme_id, work)


def sweep(env: Env, programme_id: UUID) -> int:
    """Erase the answers whose seven days are over; return how many."""
    before, done, last = env.clock.now() - ANSWERS_LIVE, 0, AT_ONCE
    while last == AT_ONCE:
        last = env.database.run(
            programme_id,
            lambda uow: forget_answers(uow, before=before, most=AT_ONCE),
        )
        done += last
    return done
