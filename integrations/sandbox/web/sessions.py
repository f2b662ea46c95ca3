"""Browser sessions: which cart, which customer, which language."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask, Response, g, request

from integrations.sandbox.store.checkout import cart_of, shopper_of
from integrations.sandbox.store.devices import BROWSER, Device, address_of
from integrations.sandbox.store.discounts import Shopper
from integrations.sandbox.store.models import Cart, Customer
from integrations.sandbox.web.site import Site, here


def install(flask_app: Flask, site: Site) -> None:
    """Give the visitor a cookie as soon as there is something to remember."""

    @flask_app.after_request
    def remember(response: Response) -> Response:
        token = g.get("session_token")
        if token and request.cookies.get(site.cookie) != token:
            response.set_cookie(site.cookie, token, httponly=True, samesite="Lax")
        return response


def current(*, start: bool = False) -> dict[str, Any]:
    """The visitor's session; an empty one that nobody keeps unless *start*."""
    site = here()
    token = g.get("session_token") or request.cookies.get(site.cookie, "")
    known = site.sessions.get(token)
    if known is not None:
        g.session_token = token
        return known
    if not start:
        return {}
    token = site.store.ids.token("session", 32)
    session: dict[str, Any] = {
        "cart": site.store.ids.token("cart", 32),
        "landing": request.full_path.rstrip("?") if request.method == "GET" else "",
    }
    site.sessions[token] = session
    g.session_token = token
    return session


def customer_id() -> int | None:
    found = customer()
    return found.id if found else None


def customer() -> Customer | None:
    """Who is signed in here, if they still exist."""
    number = current().get("customer_id")
    row = here().store.customers.get(number) if number else None
    return None if row is None or row.deleted else row


def cart() -> Cart:
    """The visitor's cart; begins one."""
    session = current(start=True)
    row = cart_of(here().store, str(session["cart"]))
    row.landing = str(session.get("landing", ""))
    signed_in = customer()
    row.customer_id = signed_in.id if signed_in else None
    return row


def shopper() -> Shopper:
    return shopper_of(here().store, cart())


def device() -> Device:
    """Where this visitor sits: each browser session has an address of its own."""
    current(start=True)
    agent = request.user_agent.string or BROWSER
    return Device(address_of(str(g.session_token)), agent)


def came_by() -> str:
    """The code of the link that brought this visitor, if any."""
    asked = parse_qs(urlsplit(str(current().get("landing", ""))).query)
    return asked.get("ref", [""])[0]
