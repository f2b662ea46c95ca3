"""Builds a sandbox WooCommerce store."""

from typing import Any
from urllib.parse import unquote

from flask import Blueprint, Flask, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from integrations.sandbox.config import WOOCOMMERCE, StoreConfig
from integrations.sandbox.courier import Courier
from integrations.sandbox.faults import Faults
from integrations.sandbox.store import checkout
from integrations.sandbox.store.state import Store
from integrations.sandbox.web import factory, sessions
from integrations.sandbox.web.asking import Asked, codes_of, fill_cart
from integrations.sandbox.web.site import Hooks as SiteHooks
from integrations.sandbox.web.site import Pages, Site
from integrations.sandbox.woocommerce import about_rest, consent, rest
from integrations.sandbox.woocommerce.auth import OWNER_ID, Keys
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.goods_rest import GoodsRest
from integrations.sandbox.woocommerce.hooks import Hooks
from integrations.sandbox.woocommerce.hooks_rest import HooksRest
from integrations.sandbox.woocommerce.orders_rest import OrdersRest
from integrations.sandbox.woocommerce.people_rest import PeopleRest
from integrations.sandbox.woocommerce.plugin import Plugin
from integrations.sandbox.woocommerce.refunds_rest import RefundsRest
from integrations.sandbox.woocommerce.store_api import StoreApi

PAGES = Pages(
    home="/",
    listing="/shop",
    product="/product/<handle>",
    cart="/cart",
    checkout="/checkout",
    thanks="/checkout/order-received/<int:order_id>",
    account="/my-account",
    login="/my-account/login",
    signup="/my-account/register",
    admin="/wp-admin-sandbox",
)


class WooStore:
    """The parts of one store, and what only WooCommerce's control actions can do."""

    def __init__(self, config: StoreConfig) -> None:
        self.store = Store(config)
        self.faults = Faults()
        # One at a time, as the action queue of a shop does.
        self.courier = Courier(
            config,
            self.faults,
            workers=1,
            stamp=lambda: self.store.now().isoformat(),
        )
        self.hooks = Hooks(self.store, self.courier)
        self.keys = Keys(self.store)
        self.store_api = StoreApi(self.store)
        self.plugin = Plugin(self.store, self.keys)
        self.site = Site(
            config=config,
            store=self.store,
            faults=self.faults,
            courier=self.courier,
            pages=PAGES,
            hooks=SiteHooks(
                info=self.info,
                state=self.state,
                reset=self.reset,
                revoke=self.revoke,
                actions={
                    "action-with-object": self.action_with_object,
                    "authorize": self.authorize,
                    "keys": self.new_key,
                    "open-checkout": self.open_checkout,
                    "owner": self.owner,
                },
            ),
            blocks=self.plugin.printed.at,
        )

    def info(self) -> dict[str, Any]:
        return {
            "consumer_key": self.keys.first.consumer_key,
            "consumer_secret": self.keys.first.consumer_secret,
            "pretend_https": self.store.config.pretend_https,
        }

    def state(self) -> dict[str, Any]:
        return {
            "webhooks": [
                {
                    "id": row.id,
                    "topic": row.topic,
                    "status": row.status,
                    "delivery_url": row.delivery_url,
                    "failures": row.failures,
                    "ping_pending": row.ping_pending,
                }
                for row in self.hooks.hooks.values()
            ],
            "pings": self.hooks.pings,
            "keys": [
                {"id": key.id, "consumer_key": key.consumer_key, "user": key.user_id}
                for key in self.keys.keys.values()
            ],
        }

    def reset(self) -> None:
        self.hooks.reset()
        self.keys.reset()
        self.plugin.reset()

    def revoke(self, asked: Asked) -> dict[str, Any]:
        """Delete a key (or all). The webhooks go on firing."""
        with self.store.lock:
            count = self.keys.revoke(str(asked.get("consumer_key", "")))
        return {"ok": True, "revoked": count}

    def new_key(self, asked: Asked) -> dict[str, Any]:
        with self.store.lock:
            key = self.keys.make(
                permissions=str(asked.get("permissions", "read_write")),
                user_id=int(asked.get("user_id", OWNER_ID)),
                description=str(asked.get("description", "control API")),
            )
        return {
            "ok": True,
            "id": key.id,
            "consumer_key": key.consumer_key,
            "consumer_secret": key.consumer_secret,
        }

    def owner(self, asked: Asked) -> dict[str, Any]:
        """``{"user_id": 1, "state": "demoted" | "gone" | "good"}``."""
        number = int(asked.get("user_id", OWNER_ID))
        state = str(asked.get("state", "demoted"))
        with self.store.lock:
            self.keys.demoted.discard(number)
            self.keys.gone.discard(number)
            self.hooks.owner_refused.pop(number, None)
            if state == "demoted":
                self.keys.demoted.add(number)
                self.hooks.owner_refused[number] = 403
            elif state == "gone":
                self.keys.gone.add(number)
                self.hooks.owner_refused[number] = 401
        return {"ok": True, "user_id": number, "state": state}

    def authorize(self, asked: Asked) -> dict[str, Any]:
        """Approve a connection as the merchant would, without the browser."""
        done = consent.grant(
            self.store,
            self.keys,
            app_name=str(asked.get("app_name", "Setia")),
            scope=str(asked.get("scope", "read_write")),
            user_id=str(asked["user_id"]),
            callback=str(asked["callback_url"]),
        )
        return {
            "ok": done.ok,
            "key_id": done.key_id,
            "callback_status": done.status,
            "message": done.message,
        }

    def open_checkout(self, asked: Asked) -> dict[str, Any]:
        """Somebody opens the block checkout and goes away again."""
        with self.store.lock:
            cart = checkout.cart_of(self.store, self.store.ids.token("cart", 24))
            fill_cart(self.store, cart, asked)
            cart.codes = codes_of(asked)
            who = checkout.shopper_of(self.store, cart)
            row = checkout.open_draft(self.store, cart, who)
        return {"ok": True, "order_id": row.id, "status": row.status}

    def action_with_object(self, asked: Asked) -> dict[str, Any]:
        with self.store.lock:
            self.hooks.action_with_object(
                str(asked.get("name", "woocommerce_store_api_checkout_order_processed"))
            )
        return {"ok": True}


def rest_blueprint(parts: WooStore) -> Blueprint:
    store = parts.store
    bp = Blueprint("wc_v3", __name__, url_prefix="/wp-json/wc/v3")

    @bp.before_request
    def guard() -> None:
        with store.lock:
            g.user_id = parts.keys.check(request).user_id

    @bp.errorhandler(RestError)
    def refused(error: RestError) -> Response:
        return rest.refusal(store, error)

    for routes in (
        OrdersRest(store),
        RefundsRest(store),
        PeopleRest(store),
        GoodsRest(store),
        about_rest.AboutRest(store),
    ):
        routes.mount(bp)
    HooksRest(store, parts.hooks).mount(bp)
    return bp


def create_woocommerce_store(config: StoreConfig | None = None) -> Flask:
    """A WooCommerce store as a WSGI app, stocked, with one key.

    The store's parts are under ``flask_app.extensions["sandbox_parts"]``.
    """
    parts = WooStore(config or StoreConfig(platform=WOOCOMMERCE))
    flask_app = factory.build(parts.site)
    flask_app.extensions["sandbox_parts"] = parts
    store = parts.store

    @flask_app.before_request
    def permalinks() -> AnyResponse | None:
        """With plain permalinks ``/wp-json`` leads to the shop's home page."""
        if store.config.plain_permalinks and request.path.startswith("/wp-json"):
            return redirect("/", 301)
        return None

    flask_app.register_blueprint(rest_blueprint(parts))
    flask_app.register_blueprint(parts.store_api.blueprint())
    flask_app.register_blueprint(consent.Consent(store, parts.keys).blueprint())
    parts.plugin.mount(flask_app)

    @flask_app.get("/wp-json/")
    def root() -> Response:
        return rest.answer(store, about_rest.root(store))

    @flask_app.get("/wp-admin/post.php")
    def edit_post() -> AnyResponse:
        """Show a coupon where the sandbox's back office lists it."""
        return redirect(f"{url_for('office.discounts')}#d{request.args.get('post')}")

    @flask_app.get("/checkout-link/")
    def checkout_link() -> AnyResponse:
        """``?products=12:2&coupon=code`` fills a cart and applies the code."""
        with store.lock:
            cart = sessions.cart()
            for pair in request.args.get("products", "").split(","):
                number, _, count = pair.partition(":")
                if number.isdigit() and store.variant(int(number)):
                    cart.quantities[int(number)] = int(count or 1)
            code = unquote(request.args.get("coupon", "")).strip().lower()
            if code:
                checkout.add_code(store, cart, code, sessions.shopper())
        return redirect("/checkout")

    return flask_app
