"""Signs messages to developers and sends them: lease, send, end.

No network in a unit of work. The try is committed before anything is sent, so a
worker that dies has been counted, and the message is due again when its lease ends.
So a message arrives at least once, under the same id each time.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from standardwebhooks import Webhook

from app.domain.errors import Untrusted
from app.domain.ids import public_id
from app.domain.outgoing.happening import MESSAGE
from app.domain.outgoing.trying import Sent, Verdict
from app.services.crash import crash_point
from app.services.env import Env
from app.services.meters import WEBHOOKS_SENT
from app.services.outgoing import ending
from app.services.outgoing.desk import context
from app.services.webhook_port import WebhookSender
from app.storage.lookups import due_programmes
from app.storage.outgoing.deliveries import DeliveryRepository, Letter

LEASE: Final = timedelta(seconds=45)
"""Longer than any try takes; what a dead worker had waits this long."""
BUSY: Final = timedelta(seconds=5)
"""Until an address is asked again that has enough under way."""
SECOND: Final = timedelta(seconds=1)

log = structlog.get_logger(__name__)


def signed(
    message_id: str, body: str, secrets: Sequence[bytes], *, at: datetime
) -> dict[str, str]:
    """Return the headers of a message, one signature for each secret."""
    signatures = [
        Webhook(secret).sign(msg_id=message_id, timestamp=at, data=body)
        for secret in secrets
    ]
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def drain(env: Env, *, most: int, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send due messages, one of each waiting programme in turn; return how many."""
    sender = env.webhook_sender
    if sender is None:
        return 0
    tried = 0
    while tried < most:
        with env.database.unbound() as look:
            waiting = due_programmes(look, "webhook_delivery", at=env.clock.now())
        before = tried
        for programme_id in waiting[: most - tried]:
            if stopping():
                return tried
            letter = _take_one(env, programme_id)
            if letter is not None:
                deliver(env, sender, letter)
                tried += 1
        if tried == before:
            break
    return tried


def _take_one(env: Env, programme_id: UUID) -> Letter | None:
    now = env.clock.now()
    return env.database.run(
        programme_id, lambda uow: DeliveryRepository(uow).lease(now, now + LEASE)
    )


def deliver(env: Env, sender: WebhookSender, letter: Letter) -> Verdict | None:
    """Send a leased message and write down what came back; None: nothing was sent."""
    crash_point("webhook-after-lease")
    started_us = env.clock.monotonic_us()
    try:
        sent = _send(env, sender, letter)
    except Untrusted as error:
        log.error("webhook_secret_unreadable", delivery_id=str(letter.delivery_id))  # noqa: TRY400 - an error's words could hold what was sealed
        sent = Sent(None, error.code)
    took_ms = max(0, (env.clock.monotonic_us() - started_us) // 1000)
    crash_point("webhook-before-end")
    if sent is None:
        until = env.clock.now() + BUSY
        env.database.run(
            letter.programme_id,
            lambda uow: DeliveryRepository(uow).untried(letter, until),
        )
        return None
    verdict = env.database.run(
        letter.programme_id,
        lambda uow: ending.end(env, uow, letter, sent, took_ms=took_ms),
    )
    WEBHOOKS_SENT.labels(verdict.value).inc()
    return verdict


def _send(env: Env, sender: WebhookSender, letter: Letter) -> Sent | None:
    now = env.clock.now()
    headers = signed(
        public_id(MESSAGE, letter.message_id),
        letter.body,
        _secrets(env, letter, now),
        at=now,
    )
    return sender.send(letter.url, headers, letter.body.encode())


def _secrets(env: Env, letter: Letter, now: datetime) -> list[bytes]:
    """Return the secrets that sign now, newest first."""
    sealed = {"secret": letter.secret}
    if letter.former_secret and letter.former_until and now < letter.former_until:
        sealed["former_secret"] = letter.former_secret
    return [
        env.secrets.open(
            text, context=context(letter.programme_id, letter.endpoint_id, column)
        )
        for column, text in sealed.items()
    ]
