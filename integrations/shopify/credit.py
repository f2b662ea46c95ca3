"""Store credit, moved once for each marker.

Shopify takes no key and keeps no note with a movement, so a second try after an
unclear answer would pay twice. The customer therefore carries a journal of ours, in a
metafield that only this app can see: what is about to move is written there first,
compared and set, so that one customer has one movement under way. A later call finds
it open and looks for it among the account's movements since: the same kind, amount and
expiry, made by an app or by staff. Only when it is not there, and a moment has passed,
is it sent again.

What this can't tell apart: staff who give exactly the same amount with the same expiry
in the seconds between a lost answer and the next try.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from app.domain.errors import (
    PlatformMissing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnclear,
)
from app.domain.money import Money
from app.domain.rewards.credit import CreditMovement, CreditSpec
from app.ports import Clock, StoreConnection
from integrations.http import readable
from integrations.reading import (
    Body,
    amounts_in,
    mapping,
    maybe_moment,
    objects,
    ref,
    text,
)
from integrations.shopify.client import ShopifyClient
from integrations.shopify.rewards import gid

NAMESPACE, KEY = "$app:setia", "credit"
SETTLED_AFTER = timedelta(seconds=30)
"""A request that was cut off may still be carried out for so long."""
MOVES_READ = 20
MARKERS_KEPT = 50
ADD, TAKE = "add", "take"
TYPES = {
    ADD: "StoreCreditAccountCreditTransaction",
    TAKE: "StoreCreditAccountDebitTransaction",
}
STALE = "STALE_OBJECT"
TOO_LITTLE = "INSUFFICIENT_FUNDS"


@dataclass(frozen=True, slots=True)
class _Open:
    """A movement that was announced and not seen to end."""

    marker: str
    kind: str
    amount_minor: int
    currency: str
    expires_at: str | None
    after: str
    """The account's last movement before it."""
    at: str


@dataclass(slots=True)
class _Journal:
    """What we moved of one customer's credit; the newest markers last."""

    done: dict[str, list[Any]] = field(default_factory=dict)
    """Marker to the store's id and the amount that moved."""
    open: _Open | None = None
    digest: str | None = None


@dataclass(slots=True)
class _Customer:
    """A customer's accounts by currency, and the journal."""

    customer_id: str
    accounts: dict[str, Body]
    journal: _Journal

    def account_id(self, currency: str) -> str | None:
        return text(mapping(self.accounts.get(currency)).get("id"))

    def balance(self, currency: str) -> Money:
        money = mapping(mapping(self.accounts.get(currency)).get("balance"))
        return Money(amounts_in(currency)(money.get("amount") or "0"), currency)

    def moves(self, currency: str) -> list[Body]:
        """Return the account's newest movements that have an id, newest first."""
        page = mapping(mapping(self.accounts.get(currency)).get("transactions"))
        return [each for each in objects(page.get("nodes")) if each.get("id")]


class Credit:
    """The store credit of one shop's customers."""

    def __init__(self, client: ShopifyClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    def balance(
        self, store: StoreConnection, customer_ref: str, currency: str
    ) -> Money:
        """Return what the customer can spend in *currency*."""
        return self._read(store, customer_ref).balance(currency)

    def move(
        self, store: StoreConnection, spec: CreditSpec, kind: str
    ) -> CreditMovement:
        """Move an amount once, or return what was moved for this marker before.

        Raises:
            PlatformThrottled: Another movement of this customer is under way, or
                the balance changed meanwhile; nothing was done.
        """
        customer = self._read(store, spec.customer_ref)
        if customer.journal.open is not None:
            self._close(store, customer, customer.journal.open)
        currency = spec.amount.currency
        before = customer.journal.done.get(spec.marker)
        if before is not None:
            held = customer.balance(currency)
            return CreditMovement(str(before[0]), held, Money(int(before[1]), currency))
        amount = spec.amount
        if kind == TAKE:
            there = customer.balance(currency).amount_minor
            amount = Money(min(amount.amount_minor, there), currency)
        moves = customer.moves(currency)
        customer.journal.open = _Open(
            marker=spec.marker,
            kind=kind,
            amount_minor=amount.amount_minor,
            currency=currency,
            expires_at=_whole_seconds(spec) if kind == ADD else None,
            after=str(moves[0]["id"]) if moves else "",
            at=self._clock.now().isoformat(),
        )
        if amount.amount_minor == 0:
            external_ref = customer.account_id(currency) or customer.customer_id
            self._end(store, customer, spec.marker, external_ref, 0)
            return CreditMovement(external_ref, customer.balance(currency), amount)
        self._write(store, customer)
        made = self._send(store, customer, customer.journal.open)
        external_ref = text(made.get("id")) or ""
        self._end(store, customer, spec.marker, external_ref, amount.amount_minor)
        left = mapping(made.get("balanceAfterTransaction")).get("amount")
        return CreditMovement(
            external_ref, Money(amounts_in(currency)(left), currency), amount
        )

    def _read(self, store: StoreConnection, customer_ref: str) -> _Customer:
        asked = {"id": gid("Customer", customer_ref)}
        node = self._client.run(store, "LoyaltyCredit", asked).data.get("customer")
        if not isinstance(node, dict):
            raise PlatformMissing(f"no customer {customer_ref}")
        with readable("store credit"):
            accounts = {
                str(mapping(each.get("balance")).get("currencyCode")): each
                for each in objects(
                    mapping(node.get("storeCreditAccounts")).get("nodes")
                )
            }
            ref(node.get("id"), "customer id")
            return _Customer(str(node["id"]), accounts, _journal(node.get("journal")))

    def _close(self, store: StoreConnection, customer: _Customer, open_: _Open) -> None:
        """Find out what became of a movement that was left open.

        Raises:
            PlatformUnclear: It is not there, and may still come; or too much
                happened since to tell.
        """
        found = _landed(customer.moves(open_.currency), open_)
        if found is None:
            began = maybe_moment(open_.at)
            if began is not None and self._clock.now() < began + SETTLED_AFTER:
                raise PlatformUnclear(
                    "an earlier movement of this customer is not settled",
                    retry_after=int(SETTLED_AFTER.total_seconds()),
                )
            customer.journal.open = None
            return
        self._end(store, customer, open_.marker, found, open_.amount_minor)

    def _end(
        self,
        store: StoreConnection,
        customer: _Customer,
        marker: str,
        external_ref: str,
        amount_minor: int,
    ) -> None:
        """Write down that a movement is done."""
        journal = customer.journal
        journal.done[marker] = [external_ref, amount_minor]
        for old in list(journal.done)[:-MARKERS_KEPT]:
            del journal.done[old]
        journal.open = None
        self._write(store, customer)

    def _write(self, store: StoreConnection, customer: _Customer) -> None:
        """Set the journal if nobody else did since it was read."""
        journal = customer.journal
        open_ = asdict(journal.open) if journal.open else None
        asked = {
            "ownerId": customer.customer_id,
            "namespace": NAMESPACE,
            "key": KEY,
            "type": "json",
            "value": json.dumps({"done": journal.done, "open": open_}),
            "compareDigest": journal.digest,
        }
        try:
            payload = self._client.change(
                store, "LoyaltyJournal", "metafieldsSet", {"metafields": [asked]}
            )
        except PlatformRefused as refusal:
            if refusal.reason != STALE:
                raise
            raise PlatformThrottled(
                "another movement of this customer is under way", retry_after=2
            ) from refusal
        written = objects(payload.get("metafields"))
        journal.digest = text(written[0].get("compareDigest")) if written else None

    def _send(self, store: StoreConnection, customer: _Customer, open_: _Open) -> Body:
        """Move the money.

        Raises:
            PlatformUnclear: The journal keeps it open; the next call finds out.
        """
        amount = {
            "amount": Money(open_.amount_minor, open_.currency).decimal_text(),
            "currencyCode": open_.currency,
        }
        try:
            if open_.kind == ADD:
                operation, root = "LoyaltyCreditAdd", "storeCreditAccountCredit"
                asked: dict[str, object] = {"creditAmount": amount}
                if open_.expires_at is not None:
                    asked["expiresAt"] = open_.expires_at
                owner: str | None = customer.customer_id
            else:
                operation, root = "LoyaltyCreditTake", "storeCreditAccountDebit"
                asked = {"debitAmount": amount}
                owner = customer.account_id(open_.currency)
            payload = self._client.change(
                store, operation, root, {"id": owner, "input": asked}
            )
        except PlatformRefused as refusal:
            customer.journal.open = None
            self._write(store, customer)
            if refusal.reason == TOO_LITTLE:
                raise PlatformThrottled(
                    "the balance changed meanwhile", retry_after=1
                ) from refusal
            raise
        made = payload.get("storeCreditAccountTransaction")
        if not isinstance(made, dict):
            raise PlatformUnclear(f"{operation} answered without a movement")
        return made


def _journal(metafield: object) -> _Journal:
    """Return the journal in a metafield; an empty one where there is none."""
    if not isinstance(metafield, dict):
        return _Journal()
    try:
        kept = mapping(json.loads(str(metafield.get("value"))))
        open_ = kept.get("open")
        return _Journal(
            done=dict(mapping(kept.get("done"))),
            open=_Open(**open_) if isinstance(open_, dict) else None,
            digest=text(metafield.get("compareDigest")),
        )
    except (ValueError, TypeError) as error:
        raise PlatformUnclear("our journal of store credit can't be read") from error


def _landed(moves: list[Body], open_: _Open) -> str | None:
    """Return the id of an open movement among those since it was announced."""
    for move in moves:
        if move.get("id") == open_.after:
            return None
        if _is(move, open_):
            return str(move["id"])
    if len(moves) >= MOVES_READ:
        raise PlatformUnclear("too much moved since to tell what became of it")
    return None


def _is(move: Body, open_: _Open) -> bool:
    money = mapping(move.get("amount"))
    amount = amounts_in(open_.currency)(money.get("amount") or "0")
    return (
        move.get("__typename") == TYPES[open_.kind]
        and move.get("event") == "ADJUSTMENT"
        and abs(amount) == open_.amount_minor
        and maybe_moment(move.get("expiresAt")) == maybe_moment(open_.expires_at)
    )


def _whole_seconds(spec: CreditSpec) -> str | None:
    if spec.expires_at is None:
        return None
    stamp = spec.expires_at.replace(microsecond=0)
    return stamp.isoformat().replace("+00:00", "Z")
