"""What a shop grants us: told by messages, believed when the shop says it itself.

Messages come late and out of order, and one of last week would block a shop that is
well. So each is a reason to ask, and the answer is noted.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import structlog

from app.domain.errors import AccessRevoked
from app.services import stores
from app.services.connections import connection_of
from app.services.env import Env
from app.services.installing import LACKING, SCOPES, host_of
from app.services.outbox import Cancelled, DebtOutcome, Handler, Settled, owe
from app.storage.outbox import LeasedDebt, OutboxRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

READ_ACCESS: Final = "read_access"
HERE: Final = ("connected", "blocked")

log = structlog.get_logger(__name__)


def changed(env: Env, uow: UnitOfWork, store_id: UUID) -> str:
    """Owe a look at what a shop grants; return the reason for the delivery's record."""
    if StoreRepository(uow).get(store_id).platform not in env.app_hosts:
        return "access_noted"
    subject = str(store_id)
    owe(env, uow, READ_ACCESS, subject, store_id=store_id, key=subject)
    return "access_will_be_read"


def pay_read(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Ask a shop what it grants now, and stop or go on accordingly."""
    store_id = debt.store_id
    if store_id is None:
        return Cancelled("no_store")
    row = env.database.run(
        debt.programme_id, lambda uow: StoreRepository(uow).get(store_id)
    )
    if row.state not in HERE:
        return Cancelled("store_left")
    try:
        scopes = host_of(env, row.platform).scopes(connection_of(env, row))
    except AccessRevoked as error:
        problem, code = str(error), error.code
        env.database.run(
            debt.programme_id,
            lambda uow: stores.broken(
                uow, store_id, problem, known_at=row.connected_at
            ),
        )
        return Cancelled(code)
    env.database.run(debt.programme_id, lambda uow: _note(env, uow, row, scopes))
    return Settled()


def _note(env: Env, uow: UnitOfWork, asked: StoreRow, scopes: Sequence[str]) -> None:
    """Note what a shop grants, by the connection that was *asked*.

    A shop that took away what we need is not called any more until its merchant
    gives it back. Any call would end in a refusal and nobody would know why.
    """
    rows, store_id = StoreRepository(uow), asked.store_id
    row = rows.lock(store_id)
    if row.state not in HERE or row.connected_at != asked.connected_at:
        return
    rows.change(store_id, options=row.options | {SCOPES: ",".join(scopes)})
    missing = host_of(env, row.platform).lacking(scopes)
    if missing and row.state == "connected":
        OutboxRepository(uow).block_store(store_id, "scopes_missing")
        rows.block(store_id, LACKING + ", ".join(missing))
        log.info("access_lost", store_id=str(store_id), missing=list(missing))
    ours = row.state == "blocked" and (row.problem or "").startswith(LACKING)
    if ours and not missing:
        rows.change(store_id, state="connected", problem=None)
        OutboxRepository(uow).unblock_store(store_id, env.clock.now())
        log.info("access_back", store_id=str(store_id))


HANDLERS: Mapping[str, Handler] = {READ_ACCESS: pay_read}
