"""Who stands at a store's door, and which member that is.

Nothing is believed but a signature: the plugin's identity token, the platform's
proxy signature, an extension's token. A customer whom the programme has not seen
is read from the store; what a page says about anybody makes nobody a member.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary

from app.domain.errors import PlatformMissing, Untrusted
from app.domain.ids import UnreadableId, public_id, read_id
from app.domain.programme.document import ProgrammeDocument
from app.ports import Visitor
from app.services import joining
from app.services.connections import live_connection
from app.services.env import Env
from app.services.store_identity import secrets_of
from app.services.storefront.tokens import (
    TOKEN_LIFE,
    IdentityExpired,
    IdentityRefused,
    signed_customer,
)
from app.services.stores import platform_of
from app.storage.doorway import behind, doorway
from app.storage.lookups import find_store, find_store_by_domain
from app.storage.members import MemberRow
from app.storage.stores import ProgrammeRow, StoreMissing, StoreRow
from app.storage.unit_of_work import Database, UnitOfWork

__all__ = [
    "OPEN_STORES",
    "TOKEN_LIFE",
    "IdentityExpired",
    "IdentityNeeded",
    "IdentityRefused",
    "Visit",
    "arrived",
    "at_extension",
    "at_proxy",
    "at_store",
    "member_of",
    "signed_customer",
]

OPEN_STORES: Final = frozenset({"connected", "blocked"})
PLATFORMS: Final = ("shopify", "woocommerce")
SHOPIFY: Final = "shopify"
MOST_PLACES: Final = 10_000
ASK_AGAIN: Final = timedelta(minutes=2)
"""After a store said that a customer is nobody who could be a member."""
Place = tuple[UUID, UUID]
"""A programme, and a store of it."""
Identify = Callable[[StoreRow], str | None]
"""Returns the customer that a proof names; raises where it does not hold."""


class IdentityNeeded(Untrusted):
    """Only for shoppers who are signed in at the store."""

    code = "identity_needed"


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the door of a store."""

    store: StoreRow
    programme: ProgrammeRow
    version: int
    """Of the document in force; 0 before the first one."""
    document: ProgrammeDocument | None
    customer_ref: str | None = None
    """As a signature says; None for a guest."""
    member: MemberRow | None = None
    """Who the customer is, as far as the programme knows."""
    tried: bool = False
    """A link of the merchant's lets a programme be seen that is being tried."""

    @property
    def programme_id(self) -> UUID:
        return self.store.programme_id

    @property
    def store_id(self) -> UUID:
        return self.store.store_id

    @property
    def joins_alone(self) -> bool:
        """Whether an account is enough to be a member, without a word."""
        document = self.document
        return document is not None and document.terms.enrolment == "automatic"

    @property
    def running(self) -> bool:
        """Whether the programme is published and neither paused nor frozen.

        One that is being tried runs for testers, and for who has the link to it.
        """
        if self.document is None or self.programme.state != "active":
            return False
        shown = self.tried or self.member is not None
        return shown or self.programme.mode == "live"

    @property
    def blocked(self) -> bool:
        """Whether the customer is under review, or left."""
        member = self.member
        if member is None:
            # Signed in and still nobody: the store's staff, or who was erased.
            return self.customer_ref is not None
        return member.frozen_at is not None or member.state in ("closed", "erased")


_PLACES: WeakKeyDictionary[Database, dict[str, Place]] = WeakKeyDictionary()
_NOBODIES: WeakKeyDictionary[
    Database, dict[tuple[UUID, str], tuple[datetime, bool]]
] = WeakKeyDictionary()
_LOCK: Final = Lock()


def _place_of(env: Env, name: str, platforms: Sequence[str]) -> Place | None:
    """Return where a store of this id or domain is; known ones without asking."""
    with _LOCK:
        known = _PLACES.setdefault(env.database, {})
        if name in known:
            return known[name]
    with env.database.unbound() as look:
        found = _looked_up(look, name, platforms)
    if found is not None:
        with _LOCK:
            if len(known) >= MOST_PLACES:
                known.clear()
            known[name] = found
    return found


def _looked_up(look: Any, name: str, platforms: Sequence[str]) -> Place | None:  # noqa: ANN401 - a connection
    try:
        store_id = read_id("str", name)
    except UnreadableId:
        places = (find_store_by_domain(look, kind, name) for kind in platforms)
        return next((place for place in places if place is not None), None)
    programme_id = find_store(look, store_id)
    return None if programme_id is None else (programme_id, store_id)


def _forget(env: Env, name: str) -> None:
    with _LOCK:
        _PLACES.setdefault(env.database, {}).pop(name, None)


def _entered(
    env: Env, name: str, platforms: Sequence[str], identify: Identify
) -> Visit:
    """Return a visit of the store of this id or domain; one unit of work.

    Raises:
        StoreMissing: There is none, or it was taken off.
    """
    place = _place_of(env, name, (*platforms, *_fakes(env)))
    if place is not None:
        visit = env.database.run(
            place[0], lambda uow: _looked_around(uow, place[1], name, identify)
        )
        if visit is not None:
            return visit
        _forget(env, name)
    raise StoreMissing("there is no such store")


def _fakes(env: Env) -> tuple[str, ...]:
    return tuple(name for name in env.platforms if name not in PLATFORMS)


def _looked_around(
    uow: UnitOfWork, store_id: UUID, name: str, identify: Identify
) -> Visit | None:
    try:
        found = doorway(uow, store_id)
    except StoreMissing:
        return None
    row = found.store
    known_as = (public_id("str", row.store_id), row.domain)
    if row.state not in OPEN_STORES or name not in known_as:
        return None
    customer_ref = identify(row)
    member = None
    if customer_ref is not None:
        member = member_of(uow, row.store_id, customer_ref)
    return Visit(
        row, found.programme, found.version, found.document, customer_ref, member
    )


def nobody(_row: StoreRow) -> None:
    """Ask for no proof: a guest, or an address that is the same for everybody."""


def at_store(
    env: Env,
    name: str,
    token: str | None,
    *,
    note: Callable[[StoreRow], None] = nobody,
) -> Visit:
    """Return who stands at the door that a store's own pages use.

    Args:
        env: The collaborators.
        name: The store's id or its permanent domain.
        token: The plugin's identity token; None for a guest.
        note: Told which store it is, also when the token does not hold.

    Raises:
        StoreMissing: There is no such store.
        IdentityRefused, IdentityExpired: A token came, and does not hold.
    """
    at = env.clock.now()

    def identify(row: StoreRow) -> str | None:
        note(row)
        if token is None:
            return None
        store = public_id("str", row.store_id)
        return signed_customer(token, secrets_of(env, row, at), store, at=at)

    return _entered(env, name, PLATFORMS, identify)


def at_proxy(env: Env, query_string: str) -> Visit:
    """Return who came through Shopify's app proxy.

    Raises:
        IdentityRefused: The query is not signed, or not lately.
        StoreMissing: The shop is not connected.
    """
    doorman = env.doormen.get(SHOPIFY)
    secrets = env.app_secrets.get(SHOPIFY, ())
    visitor = None
    if doorman is not None:
        visitor = doorman.proxied(query_string, secrets, at=env.clock.now())
    if visitor is None:
        raise IdentityRefused("the call is not signed by the platform")
    return _visited(env, visitor)


def at_extension(env: Env, token: str | None) -> Visit:
    """Return who asks from a checkout or customer-account extension.

    Raises:
        IdentityRefused: There is no token that holds.
        StoreMissing: The shop is not connected.
    """
    doorman = env.doormen.get(SHOPIFY)
    key = env.app_keys.get(SHOPIFY)
    visitor = None
    if doorman is not None and key is not None and token is not None:
        secrets = env.app_secrets.get(SHOPIFY, ())
        visitor = doorman.extension(token, key, secrets, at=env.clock.now())
    if visitor is None:
        raise IdentityRefused("the session token does not hold")
    return _visited(env, visitor)


def _visited(env: Env, visitor: Visitor) -> Visit:
    return _entered(env, visitor.domain, (SHOPIFY,), lambda _row: visitor.customer_ref)


def member_of(uow: UnitOfWork, store_id: UUID, customer_ref: str) -> MemberRow | None:
    """Return the member behind a store's customer, or None."""
    return behind(uow, store_id, customer_ref)


def arrived(env: Env, visit: Visit) -> Visit:
    """Return the visit after the programme has met a signed-in customer.

    Somebody whom it does not know, or knows as a guest only, is read from the
    store, once: joining is what the store's webhook would have done.

    Raises:
        PlatformError: The store did not answer.
        StoreNotConnected: It can't be asked any more.
    """
    customer_ref = visit.customer_ref
    if customer_ref is None or (visit.member and visit.member.state != "shadow"):
        return visit
    if visit.document is None or (visit.member and not visit.joins_alone):
        return visit
    known = _nobodies(env)
    name = (visit.store_id, customer_ref)
    until, missing = known.get(name, (env.clock.now(), False))
    if env.clock.now() < until:
        return replace(visit, customer_ref=None) if missing else visit
    store = live_connection(env, visit.programme_id, visit.store_id)
    again = env.clock.now() + ASK_AGAIN
    try:
        said = platform_of(env, store.platform).fetch_customer(store, customer_ref)
    except PlatformMissing:
        known[name] = (again, True)
        return replace(visit, customer_ref=None)
    # Who is signed in has an account, whatever the platform calls its state.
    profile = replace(said, customer_ref=customer_ref, has_account=True)

    def join(uow: UnitOfWork) -> MemberRow | None:
        joining.customer_seen(env, uow, store, profile)
        return member_of(uow, visit.store_id, customer_ref)

    member = env.database.run(visit.programme_id, join)
    if member is None:
        known[name] = (again, False)
    return replace(visit, member=member)


def _nobodies(env: Env) -> dict[tuple[UUID, str], tuple[datetime, bool]]:
    """Return who was looked for lately and is no member: the shop's staff mostly."""
    with _LOCK:
        known = _NOBODIES.setdefault(env.database, {})
        if len(known) >= MOST_PLACES:
            known.clear()
        return known
