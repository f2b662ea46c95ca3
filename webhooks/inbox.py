"""Decides whether a webhook request is kept: prove, keep, wake, answer.

Three things only: the signature over the bytes as sent, one row, one answer. No
network, no ledger, and no parsing but of orders about personal data: whose they are
stands in what was signed. A header outside the signature chooses how a delivery will
be read and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import Final
from uuid import UUID

import structlog

from app.domain.errors import Malformed
from app.domain.json_limits import read_json
from app.ports import Signer
from app.services.crash import crash_point
from app.services.env import Env
from app.storage.mailbox import ComplianceRecord, Letter, Mailbox
from webhooks.directory import KnownStore, StoreDirectory

LATE_AFTER: Final = timedelta(days=7)
LONGEST_TOPIC: Final = 100
LONGEST_KEY: Final = 200
LONGEST_HEADER: Final = 300
COMPLIANCE_TOPICS: Final = frozenset(
    ("customers/data_request", "customers/redact", "shop/redact")
)
_SHOPIFY: Final = (
    "action",
    "api-version",
    "event-id",
    "handle",
    "name",
    "shop-domain",
    "topic",
    "triggered-at",
    "webhook-id",
)
_WOOCOMMERCE: Final = ("delivery-id", "event", "id", "resource", "source", "topic")
KEPT_HEADERS: Final = frozenset(
    (
        "content-type",
        "judgeme-topic",
        "x-judgeme-topic",
        *(f"x-shopify-{name}" for name in _SHOPIFY),
        *(f"shopify-{name}" for name in _SHOPIFY),
        *(f"x-wc-webhook-{name}" for name in _WOOCOMMERCE),
    )
)
"""Everything else, addresses and signatures above all, is left behind."""
_CONTROLS: Final = dict.fromkeys((*range(32), 127))

log = structlog.get_logger(__name__)


class Receipt(Enum):
    """What became of a request; the value is the status to answer with."""

    KEPT = ("kept", 200)
    REPEATED = ("repeated", 200)
    PING = ("ping", 200)
    RECORDED = ("recorded", 200)
    UNSIGNED = ("unsigned", 401)
    UNKNOWN_STORE = ("unknown_store", 404)

    @property
    def status(self) -> int:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Inbound:
    """One request as it came: lower-case header names, the bytes as sent."""

    provider: str
    store_id: UUID | None
    """From the address; None where the platform names the shop in a header."""
    headers: Mapping[str, str]
    body: bytes


class Inbox:
    """Receives deliveries of all providers. Safe between threads."""

    def __init__(self, env: Env, mailbox: Mailbox) -> None:
        self._env = env
        self._mailbox = mailbox
        self.directory = StoreDirectory(env)

    def receive(self, inbound: Inbound) -> Receipt:
        """Keep *inbound* if its sender is who they say.

        Raises:
            Busy: The database did not take it; the sender should come again.
        """
        signer = self.signer_of(inbound.provider)
        if signer is None:
            return Receipt.UNKNOWN_STORE
        if inbound.store_id is None:
            return self._receive_by_domain(inbound, signer)
        # Before a refusal once more: the secret may have been changed a moment ago.
        for fresh in (False, True):
            store = self.directory.by_id(
                inbound.provider, inbound.store_id, fresh=fresh
            )
            if store is None or not self._serves(store, inbound.provider):
                return Receipt.UNKNOWN_STORE
            if signer.verified(inbound.headers, inbound.body, store.secrets):
                return self._keep(inbound, signer, store)
        pinged = signer.is_ping(inbound.headers, inbound.body)
        return Receipt.PING if pinged else Receipt.UNSIGNED

    def signer_of(self, provider: str) -> Signer | None:
        """Return who can check deliveries of *provider*, or None."""
        adapter = self._env.platforms.get(provider) or (
            self._env.review_providers.get(provider)
        )
        return None if adapter is None else adapter.signer

    def _serves(self, store: KnownStore, provider: str) -> bool:
        return store.platform == provider or provider in self._env.review_providers

    def _receive_by_domain(self, inbound: Inbound, signer: Signer) -> Receipt:
        """Receive from a platform that signs with the app's own secret."""
        secrets = self._env.app_secrets.get(inbound.provider, ())
        if not signer.verified(inbound.headers, inbound.body, secrets):
            return Receipt.UNSIGNED
        domain = shop_domain(inbound.headers)
        is_order = signer.topic(inbound.headers) in COMPLIANCE_TOPICS
        # A shop may have another name by now; its number stays, and is signed.
        store = self._ordered_of(inbound) if is_order else None
        if store is None and domain:
            store = self.directory.by_domain(inbound.provider, domain)
        if store is not None:
            return self._keep(inbound, signer, store)
        if is_order:
            return self._record(inbound, signer, domain)
        return Receipt.UNKNOWN_STORE

    def _ordered_of(self, inbound: Inbound) -> KnownStore | None:
        """Return the store whose number an order about personal data gives."""
        number = shop_number(inbound.body)
        return self.directory.by_ref(inbound.provider, number) if number else None

    def _keep(self, inbound: Inbound, signer: Signer, store: KnownStore) -> Receipt:
        now = self._env.clock.now()
        topic = tidy(signer.topic(inbound.headers), LONGEST_TOPIC)
        letter = Letter(
            programme_id=store.programme_id,
            inbox_id=self._env.ids.new(),
            store_id=store.store_id,
            provider=inbound.provider,
            topic=topic,
            dedupe_key=_short(signer.dedupe_key(inbound.headers, topic, inbound.body)),
            body=inbound.body,
            headers=kept_headers(inbound.headers),
            late=is_late(inbound.headers, now),
            received_at=now,
        )
        crash_point("inbox-before-commit")
        if not self._mailbox.keep(letter):
            return Receipt.REPEATED
        crash_point("inbox-after-commit")
        self._env.wake.work("inbox")
        log.debug("delivery_kept", inbox_id=str(letter.inbox_id), topic=topic)
        return Receipt.KEPT

    def _record(self, inbound: Inbound, signer: Signer, domain: str) -> Receipt:
        """Keep proof of a privacy request about a shop that we hold nothing of."""
        topic = tidy(signer.topic(inbound.headers), LONGEST_TOPIC)
        new = self._mailbox.record(
            ComplianceRecord(
                record_id=self._env.ids.new(),
                provider=inbound.provider,
                shop_domain=tidy(domain, LONGEST_HEADER),
                topic=topic,
                dedupe_key=_short(
                    signer.dedupe_key(inbound.headers, topic, inbound.body)
                ),
                body_digest=sha256(inbound.body).digest(),
                received_at=self._env.clock.now(),
            )
        )
        return Receipt.RECORDED if new else Receipt.REPEATED


def shop_domain(headers: Mapping[str, str]) -> str:
    """Return the shop's permanent name that the headers give, or an empty text.

    It is looked up as it stands; a name that no store has leads nowhere.
    """
    return headers.get("x-shopify-shop-domain") or headers.get(
        "shopify-shop-domain", ""
    )


def shop_number(body: bytes) -> str:
    """Return the shop's permanent number in a signed body, or an empty text."""
    try:
        said = read_json(body)
    except Malformed:
        return ""
    found = said.get("shop_id") if isinstance(said, Mapping) else None
    number = str(found)
    is_number = number.isascii() and number.isdigit()
    return number if is_number and isinstance(found, int | str) else ""


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the few headers that are worth keeping, tidied."""
    return {
        name: tidy(value, LONGEST_HEADER)
        for name, value in headers.items()
        if name in KEPT_HEADERS
    }


def is_late(headers: Mapping[str, str], now: datetime) -> bool:
    """Tell whether the platform says that this happened more than a week ago."""
    stamp = headers.get("x-shopify-triggered-at") or headers.get("shopify-triggered-at")
    try:
        triggered_at = datetime.fromisoformat((stamp or "").strip())
    except ValueError:
        return False
    if triggered_at.tzinfo is None:
        return False
    return now - triggered_at > LATE_AFTER


def tidy(value: str, longest: int) -> str:
    """Return *value* without control characters, cut to a length."""
    return value.translate(_CONTROLS)[:longest]


def _short(key: str) -> str:
    key = key.translate(_CONTROLS)
    return key if len(key) <= LONGEST_KEY else sha256(key.encode()).hexdigest()
