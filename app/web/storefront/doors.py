"""The three doors: who may be believed at each, and where each is.

No cookie is read at any of them. At a store's own door a bearer token of the
plugin says who is signed in, at the proxy Shopify's signature, at the extensions'
door their session token.
"""

from dataclasses import dataclass
from typing import Final

from flask import g, request

from app.domain.errors import SetiaError
from app.services.env import Env
from app.services.storefront import visits
from app.services.storefront.visits import Visit
from app.storage.stores import StoreRow
from app.web.storefront.route import DoorName, Route, Who

STORE_AT: Final = "/storefront/v1/stores/<store>"
PROXY_AT: Final = "/storefront/shopify/v1"
EXTENSION_AT: Final = "/storefront/v1/extension"
DEFAULT_PROXY: Final = "/apps/loyalty"
VERSION: Final = "/v1"
MOST_PREFIX: Final = 100


@dataclass(frozen=True, slots=True)
class Door:
    """One of the doors."""

    name: DoorName
    at: str


DOORS: Final = (
    Door("store", STORE_AT),
    Door("proxy", PROXY_AT),
    Door("extension", EXTENSION_AT),
)


def visit_at(door: Door, env: Env, route: Route) -> Visit | SetiaError:
    """Return who stands at a door, or why nobody is believed to.

    Raises:
        Nothing: a refusal is an answer too.
    """
    try:
        return _visit(door.name, env, route)
    except SetiaError as error:
        return error


def _visit(door: DoorName, env: Env, route: Route) -> Visit:
    if door == "proxy":
        return visits.at_proxy(env, request.query_string.decode("latin-1"))
    token = bearer()
    if door == "extension":
        return visits.at_extension(env, token)
    name = (request.view_args or {}).get("store", "")
    proof = None if route.who is Who.ANYBODY else token
    return visits.at_store(env, name, proof, note=_note)


def _note(row: StoreRow) -> None:
    g.storefront_store = row


def store_at_hand() -> StoreRow | None:
    """Return the store whose door it is, known even when a token did not hold."""
    row: StoreRow | None = g.get("storefront_store")
    return row


def bearer() -> str | None:
    """Return the token that came with the request."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def base_of(door: Door, env: Env, store: str) -> str:
    """Return where the door's addresses begin, as the shopper's page sees them."""
    if door.name == "proxy":
        # Part of the signed query: the merchant may have moved the proxy.
        prefix = request.args.get("path_prefix", "")
        plain = prefix.startswith("/") and len(prefix) <= MOST_PREFIX
        return (prefix if plain else DEFAULT_PROXY) + VERSION
    return env.public_url.rstrip("/") + door.at.replace("<store>", store)
