"""What follows from one try: done, again later, or the address is switched off."""

from typing import Final
from uuid import UUID

import structlog

from app.domain.audit import Entry
from app.domain.ids import public_id
from app.domain.outgoing.happening import ENDPOINT, Happening
from app.domain.outgoing.trying import (
    REST,
    TIRED_AFTER,
    Sent,
    Verdict,
    gives_up,
    next_try,
)
from app.domain.outgoing.types import DISABLED
from app.services.env import Env
from app.services.staff import audit
from app.storage.outgoing.deliveries import DeliveryRepository, Letter
from app.storage.outgoing.endpoints import (
    EndpointRepository,
    EndpointRow,
    WebhookMissing,
)
from app.storage.unit_of_work import UnitOfWork

SYSTEM: Final = "system"
log = structlog.get_logger(__name__)


def end(
    env: Env, uow: UnitOfWork, letter: Letter, sent: Sent, *, took_ms: int
) -> Verdict:
    """Write a try down, and what follows from it.

    The address is locked before its deliveries, as everywhere.
    """
    now, deliveries = env.clock.now(), DeliveryRepository(uow)
    try:
        row = EndpointRepository(uow).get(letter.endpoint_id, lock=True)
    except WebhookMissing:
        row = None
    deliveries.note(letter, sent, at=now, took_ms=took_ms)
    verdict = sent.verdict
    if verdict is Verdict.DELIVERED:
        kept = deliveries.end(letter, "done", now)
        _succeeded(env, uow, row)
    else:
        wait = next_try(letter.attempts, env.ids.jitter_ms)
        if wait is None or verdict is Verdict.GONE or row is None:
            kept = deliveries.end(letter, "failed", now, sent.why)
        else:
            kept = deliveries.again(letter, now + wait, sent.why)
        _failed(env, uow, row, verdict)
    if not kept:
        log.warning("webhook_lease_lost", delivery_id=str(letter.delivery_id))
    return verdict


def _succeeded(env: Env, uow: UnitOfWork, row: EndpointRow | None) -> None:
    if row is None:
        return
    EndpointRepository(uow).change(
        row.endpoint_id,
        succeeded_at=env.clock.now(),
        failures=0,
        failing_since=None,
        rests_until=None,
    )


def _failed(
    env: Env, uow: UnitOfWork, row: EndpointRow | None, verdict: Verdict
) -> None:
    if row is None or row.state not in ("on", "paused"):
        return
    now = env.clock.now()
    since, failures = row.failing_since or now, row.failures + 1
    if verdict is Verdict.GONE:
        _switch_off(env, uow, row.endpoint_id, "stopped", "http_410")
    elif gives_up(since, now):
        _switch_off(env, uow, row.endpoint_id, "disabled", "failed_for_days")
    else:
        rests_until = now + REST if failures >= TIRED_AFTER else None
        EndpointRepository(uow).change(
            row.endpoint_id,
            failures=failures,
            failing_since=since,
            rests_until=rests_until,
        )


def _switch_off(
    env: Env, uow: UnitOfWork, endpoint_id: UUID, state: str, reason: str
) -> None:
    """Send nothing more to an address, and say so where people look."""
    now = env.clock.now()
    EndpointRepository(uow).change(
        endpoint_id, state=state, reason=reason, changed_at=now
    )
    DeliveryRepository(uow).give_up(endpoint_id, now, reason=f"webhook_{state}")
    data = {"webhook": public_id(ENDPOINT, endpoint_id), "reason": reason}
    uow.tell(lambda: [Happening(DISABLED, now, data)])
    entry = Entry(
        action="webhook.disabled",
        subject=f"webhook:{endpoint_id}",
        actor=SYSTEM,
        after={"state": state, "reason": reason},
    )
    audit.record(uow, now, entry)
    log.warning("webhook_disabled", endpoint_id=str(endpoint_id), reason=reason)
