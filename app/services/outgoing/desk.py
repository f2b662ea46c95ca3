"""What people and programs do with webhooks: make, change, pause, send again.

Whoever calls writes the deed into the audit trail, in the same unit of work.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.errors import Malformed, Refused
from app.domain.ids import public_id
from app.domain.outgoing import secrets
from app.domain.outgoing.happening import ENDPOINT, Happening
from app.domain.outgoing.types import BY_NAME, EVERY, PING
from app.services.env import Env
from app.storage.outgoing.deliveries import DeliveryRepository
from app.storage.outgoing.endpoints import EndpointRepository, EndpointRow
from app.storage.outgoing.messages import MessageRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

MOST_ENDPOINTS: Final = 20
MOST_REPLAYED: Final = 10_000
"""In one go; the oldest first, so that asking again goes on."""
LONGEST_DESCRIPTION: Final = 200
KEPT_FOR: Final = timedelta(days=30)

Note = Callable[[UnitOfWork, EndpointRow], None]
"""Writes the deed into the trail."""


class TooManyWebhooks(Refused):
    """A programme has as many addresses as it may have."""

    code = "too_many_webhooks"


class WebhookOff(Refused):
    """The address is off: switch it on before anything is sent to it."""

    code = "webhook_off"


class UnknownEventType(Malformed):
    """There is no message of this type."""

    code = "unknown_event_type"


@dataclass(frozen=True, slots=True)
class Wish:
    """An address as somebody wants it."""

    url: str
    types: Sequence[str]
    description: str = ""


def context(programme_id: UUID, endpoint_id: UUID, column: str) -> str:
    """Return where a secret lies; it opens nowhere else."""
    return f"{programme_id}/webhook_endpoint/{endpoint_id}/{column}"


def check(env: Env, wish: Wish) -> None:
    """Look at a wish; never inside a unit of work, because names are looked up.

    Raises:
        UnknownEventType: One of the types does not exist, or there is none.
        Malformed: The address is one that we will not call.
    """
    unknown = sorted({*wish.types} - {*BY_NAME, EVERY} | {*wish.types} & {PING})
    if unknown or not wish.types:
        raise UnknownEventType(f"unknown: {', '.join(unknown) or '(none given)'}")
    if env.webhook_sender is not None:
        env.webhook_sender.check(wish.url)


def make(
    env: Env, programme_id: UUID, wish: Wish, *, by: str, note: Note
) -> tuple[str, EndpointRow]:
    """Keep an address; its secret is returned once and can't be had again.

    Raises:
        UnknownEventType: See ``check``.
        Malformed: See ``check``.
        TooManyWebhooks: There are enough.
    """
    check(env, wish)
    secret, endpoint_id = env.ids.secret(secrets.SIZE), env.ids.new()
    sealed = env.secrets.seal(
        secret, context=context(programme_id, endpoint_id, "secret")
    )
    now = env.clock.now()
    row = EndpointRow(
        endpoint_id=endpoint_id,
        url=wish.url,
        description=wish.description[:LONGEST_DESCRIPTION],
        types=_tidy(wish.types),
        state="on",
        reason=None,
        secret=sealed,
        former_secret=None,
        former_until=None,
        failures=0,
        failing_since=None,
        rests_until=None,
        succeeded_at=None,
        created_at=now,
        created_by=by,
        changed_at=now,
    )

    def write(uow: UnitOfWork) -> None:
        endpoints = EndpointRepository(uow)
        if len(endpoints.all()) >= MOST_ENDPOINTS:
            raise TooManyWebhooks(f"a programme has at most {MOST_ENDPOINTS} webhooks")
        endpoints.add(row)
        note(uow, row)

    env.database.run(programme_id, write)
    return secrets.secret_text(secret), row


def _tidy(types: Sequence[str]) -> list[str]:
    return [EVERY] if EVERY in types else [name for name in BY_NAME if name in types]


def change(
    env: Env, programme_id: UUID, endpoint_id: UUID, wish: Wish, *, note: Note
) -> EndpointRow:
    """Set an address, its types and its description.

    Raises:
        UnknownEventType: See ``check``.
        Malformed: See ``check``.
        WebhookMissing: There is none of this id.
    """
    check(env, wish)

    def write(uow: UnitOfWork) -> EndpointRow:
        endpoints = EndpointRepository(uow)
        row = endpoints.get(endpoint_id, lock=True)
        said = {
            "url": wish.url,
            "types": _tidy(wish.types),
            "description": wish.description[:LONGEST_DESCRIPTION],
            "changed_at": env.clock.now(),
        }
        endpoints.change(endpoint_id, **said)
        changed = endpoints.get(endpoint_id)
        note(uow, row)
        return changed

    return env.database.run(programme_id, write)


def pause(env: Env, uow: UnitOfWork, endpoint_id: UUID) -> None:
    """Send nothing to an address; what happens meanwhile waits for its return."""
    endpoints = EndpointRepository(uow)
    if endpoints.get(endpoint_id, lock=True).state != "on":
        return
    endpoints.change(endpoint_id, state="paused", changed_at=env.clock.now())
    DeliveryRepository(uow).hold(endpoint_id)


def resume(env: Env, uow: UnitOfWork, endpoint_id: UUID) -> int:
    """Send to an address again, however it came to be off; return how many waited."""
    endpoints, now = EndpointRepository(uow), env.clock.now()
    if endpoints.get(endpoint_id, lock=True).state == "on":
        return 0
    endpoints.change(
        endpoint_id,
        state="on",
        reason=None,
        failures=0,
        failing_since=None,
        rests_until=None,
        changed_at=now,
    )
    waited = DeliveryRepository(uow).release(endpoint_id, now)
    _wake(env, uow)
    return waited


def remove(env: Env, uow: UnitOfWork, endpoint_id: UUID) -> None:
    """Take an address away, its secrets with it; nothing more is sent to it."""
    endpoints, now = EndpointRepository(uow), env.clock.now()
    endpoints.get(endpoint_id, lock=True)
    endpoints.change(
        endpoint_id,
        state="deleted",
        secret=None,
        former_secret=None,
        former_until=None,
        changed_at=now,
    )
    DeliveryRepository(uow).give_up(endpoint_id, now, reason="webhook_deleted")


def rotate(env: Env, uow: UnitOfWork, endpoint_id: UUID, overlap: timedelta) -> str:
    """Give an address a new secret and return it once.

    For the length of *overlap* the former one signs too, so that the receiver can
    change over when it likes. An even older one ends at once.
    """
    endpoints, now = EndpointRepository(uow), env.clock.now()
    row = endpoints.get(endpoint_id, lock=True)
    fresh = env.ids.secret(secrets.SIZE)
    former = None
    if overlap and row.secret is not None:
        old = env.secrets.open(
            row.secret, context=context(uow.programme_id, endpoint_id, "secret")
        )
        former = env.secrets.seal(
            old, context=context(uow.programme_id, endpoint_id, "former_secret")
        )
    endpoints.change(
        endpoint_id,
        secret=env.secrets.seal(
            fresh, context=context(uow.programme_id, endpoint_id, "secret")
        ),
        former_secret=former,
        former_until=now + overlap if former else None,
        changed_at=now,
    )
    return secrets.secret_text(fresh)


def ping(env: Env, uow: UnitOfWork, endpoint_id: UUID) -> UUID:
    """Send a test message to one address; return its delivery.

    Raises:
        WebhookMissing: There is none of this id.
        WebhookOff: It is not on.
    """
    row = EndpointRepository(uow).get(endpoint_id)
    if row.state != "on":
        raise WebhookOff(f"the webhook is {row.state}")
    now = env.clock.now()
    told = Happening(PING, now, {"webhook": public_id(ENDPOINT, endpoint_id)})
    test = StoreRepository(uow).programme().mode == "test"
    message_id = MessageRepository(uow).add(told, at=now, test=test)
    found = DeliveryRepository(uow).owe(
        message_id, endpoint_id, state="waiting", at=now
    )
    _wake(env, uow)
    return found


def resend(env: Env, uow: UnitOfWork, message_id: UUID, endpoint_id: UUID) -> UUID:
    """Send a message to an address once more, from the first try on.

    Raises:
        WebhookMissing, MessageMissing: There is none of this id.
        WebhookOff: The address is off.
    """
    row = EndpointRepository(uow).get(endpoint_id)
    MessageRepository(uow).get(message_id)
    found = DeliveryRepository(uow).owe(
        message_id, endpoint_id, state=_state_for(row), at=env.clock.now()
    )
    _wake(env, uow)
    return found


def replay(
    env: Env,
    uow: UnitOfWork,
    endpoint_id: UUID,
    span: tuple[datetime, datetime],
    *,
    everything: bool = False,
) -> int:
    """Send what happened in a span of time once more; return how many messages.

    Without *everything* those are left out that arrived, or still wait.

    Raises:
        WebhookMissing: There is none of this id.
        WebhookOff: The address is off.
    """
    row = EndpointRepository(uow).get(endpoint_id)
    count = DeliveryRepository(uow).replay(
        endpoint_id,
        row.types,
        span,
        state=_state_for(row),
        at=env.clock.now(),
        everything=everything,
        most=MOST_REPLAYED,
    )
    _wake(env, uow)
    return count


def _state_for(row: EndpointRow) -> str:
    if row.state not in ("on", "paused"):
        raise WebhookOff(f"the webhook is {row.state}")
    return "waiting" if row.state == "on" else "held"


def _wake(env: Env, uow: UnitOfWork) -> None:
    uow.after_commit(lambda: env.wake.work("webhooks"))


def facts(row: EndpointRow) -> dict[str, str | list[str]]:
    """Return what the audit trail says of an address: never its secret."""
    return {"url": row.url, "types": list(row.types), "state": row.state}


def without_secret(row: EndpointRow) -> EndpointRow:
    """Return a row as pages may hold it."""
    return replace(row, secret=None, former_secret=None)
