"""One running store: its memory, its post office, its rules of misbehaviour.

A flavour puts its own doors on the Flask app and its own hooks in here.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app

from integrations.sandbox.config import StoreConfig
from integrations.sandbox.courier import Courier
from integrations.sandbox.faults import Faults
from integrations.sandbox.store import catalogue
from integrations.sandbox.store.state import Store

EXTENSION = "sandbox"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of a flavour live, as Flask URL rules."""

    home: str
    listing: str
    product: str
    cart: str
    checkout: str
    thanks: str
    account: str
    login: str
    signup: str
    admin: str


def nothing(_place: str, _shown: dict[str, Any]) -> str:
    """What a store without an app shows anywhere."""
    return ""


@dataclass(frozen=True, slots=True)
class Hooks:
    """What only a flavour can do, asked for by the control API."""

    info: Callable[[], dict[str, Any]]
    state: Callable[[], dict[str, Any]]
    reset: Callable[[], None]
    revoke: Callable[[dict[str, Any]], dict[str, Any]]
    actions: dict[str, Callable[[dict[str, Any]], dict[str, Any]]]


@dataclass(slots=True)
class Site:
    config: StoreConfig
    store: Store
    faults: Faults
    courier: Courier
    pages: Pages
    hooks: Hooks
    blocks: Callable[[str, dict[str, Any]], str] = nothing
    """What an installed app prints at a place of the pages: head, end, product, cart,
    checkout, account, thanks. HTML; it escapes for itself."""
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    requests: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=2000))

    @property
    def cookie(self) -> str:
        """Cookies ignore the port, and two stores share this machine."""
        return f"sandbox_{self.config.platform}_{self.config.seed}"

    def reset(self) -> None:
        """Back to a freshly opened store; addresses and secrets stay."""
        with self.store.lock:
            self.courier.drop_waiting()
            self.faults.clear()
            self.sessions.clear()
            self.requests.clear()
            self.store.clear()
            self.hooks.reset()
            catalogue.stock(self.store)


def site_of(flask_app: Flask) -> Site:
    found: Site = flask_app.extensions[EXTENSION]
    return found


def here() -> Site:
    """The site that answers the request at hand."""
    return site_of(current_app)
