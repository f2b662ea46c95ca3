"""What an installed app adds to the shop's pages, and the addresses behind it.

Theme blocks come from the theme; the thank-you page runs what an extension of checkout
would run there: the extension's own module that asks the app, in a page of ours
instead of Shopify's, with a session token as Shopify makes it.
"""

import html
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from flask import Blueprint, Response, abort, jsonify, render_template
from markupsafe import Markup

from integrations.sandbox.shopify.theme import ASSETS_AT, Theme
from integrations.sandbox.shopify.tokens import Tokens
from integrations.sandbox.store import checkout
from integrations.sandbox.store.state import Store
from integrations.sandbox.web import sessions
from integrations.sandbox.web.shop import furniture

UI = Path(__file__).resolve().parents[2] / "shopify" / "ui" / "src"
RENDERER = Path(__file__).with_name("thanks.js")
SCRIPT = "text/javascript"
BLOCKS_AT = {
    "end": (("launcher",), "index"),
    "product": (("points", "members"), "product"),
    "cart": (("cart",), "cart"),
    "account": (("progress", "referral"), "customers/account"),
}
"""Where the merchant placed which blocks, and what Shopify calls such a page."""


class Storefront:
    """Furnishes the pages of one store."""

    def __init__(self, store: Store, tokens: Tokens) -> None:
        self.store = store
        self.tokens = tokens
        self.theme = Theme(store)

    def block(self, place: str, shown: dict[str, Any]) -> str:
        """What stands at a place of a page; nothing where no app is installed."""
        if place in BLOCKS_AT:
            names, page = BLOCKS_AT[place]
            return self._render(*names, page=page, product=shown.get("product"))
        if place == "nav":
            return self._link()
        if place == "thanks" and self.store.installed:
            return self._thanks(int(shown["order"].id))
        return ""

    def rewards(self) -> str:
        """The page that a merchant makes of the rewards block."""
        return self._render("rewards", "referral", page="page")

    def _link(self) -> str:
        if not self._has_programme():
            return ""
        words = {"id": "Hadiah", "ms": "Ganjaran"}
        return f'<a href="/pages/rewards">{words.get(_lang(), "Rewards")}</a>'

    def _has_programme(self) -> bool:
        return self.store.installed and bool(self.store.app_metafields)

    def _render(self, *names: str, page: str = "index", **shown: Any) -> str:  # noqa: ANN401 -- what the theme takes
        with self.store.lock:
            row = sessions.cart()
            priced = checkout.price_cart(self.store, row, sessions.shopper())
            return self.theme.render(
                *names,
                lang=_lang(),
                page=page,
                customer=sessions.customer(),
                cart_minor=priced.items_minor - priced.discount_minor,
                **shown,
            )

    def _thanks(self, order_id: int) -> str:
        place = f'data-order="{order_id:d}" data-lang="{html.escape(_lang())}"'
        script = '<script type="module" src="/sandbox-ui/thanks.js"></script>'
        return f'<div id="setia-order-points" {place}></div>{script}'


def _lang() -> str:
    return str(sessions.current().get("language", "en"))


def blueprint(storefront: Storefront) -> Blueprint:
    """The CDN of the extension, the rewards page, and what stands for checkout."""
    bp = Blueprint("storefront", __name__)
    store = storefront.store

    @bp.get(f"{ASSETS_AT}/<name>")
    def asset(name: str) -> Response:
        found = storefront.theme.folder / "assets" / name
        if found.parent != storefront.theme.folder / "assets" or not found.is_file():
            abort(404)
        kind = guess_type(name)[0] or "application/octet-stream"
        answer = Response(found.read_bytes(), mimetype=kind)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    @bp.get("/pages/rewards")
    def rewards() -> str:
        with store.lock:
            shown = storefront.rewards()
        html_of_app = Markup(shown)  # noqa: S704 -- an installed app writes HTML
        return render_template(
            "app_page.html", **furniture(), shown=html_of_app, page="page"
        )

    @bp.get("/sandbox-ui/token")
    def token() -> Response:
        row = sessions.customer()
        made = storefront.tokens.shopper_token(None if row is None else row.id)
        answer = jsonify({"token": made})
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @bp.get("/sandbox-ui/<name>.js")
    def module(name: str) -> Response:
        if name == "address":
            # The App URL is a page of the app; its other doors are beside it.
            door = urljoin(store.config.app_url, "/storefront/v1/extension")
            return Response(f'export const DOOR = "{door}";\n', mimetype=SCRIPT)
        found = {"asking": UI / "asking.js", "thanks": RENDERER}.get(name)
        if found is None:
            abort(404)
        return Response(found.read_text(encoding="utf-8"), mimetype=SCRIPT)

    return bp
