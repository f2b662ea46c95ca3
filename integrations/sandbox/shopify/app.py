"""Builds a sandbox Shopify store."""

from typing import Any

from flask import Flask, redirect, url_for
from werkzeug.wrappers import Response

from integrations.sandbox.config import API_VERSION, StoreConfig
from integrations.sandbox.courier import Courier
from integrations.sandbox.faults import Faults
from integrations.sandbox.shopify import ajax, billing, oauth, proxy, smaller_bodies
from integrations.sandbox.shopify.graph import door
from integrations.sandbox.shopify.graph.schema import schema
from integrations.sandbox.shopify.storefront import Storefront
from integrations.sandbox.shopify.storefront import blueprint as storefront_doors
from integrations.sandbox.shopify.theme import BLOCKS
from integrations.sandbox.shopify.tokens import Tokens
from integrations.sandbox.shopify.webhooks import Webhooks, enum_of_topic
from integrations.sandbox.store.state import Store
from integrations.sandbox.web import factory
from integrations.sandbox.web.asking import Asked, a_customer
from integrations.sandbox.web.site import Hooks, Pages, Site

PAGES = Pages(
    home="/",
    listing="/collections/all",
    product="/products/<handle>",
    cart="/cart",
    checkout="/checkout",
    thanks="/thank-you/<int:order_id>",
    account="/account",
    login="/account/login",
    signup="/account/register",
    admin="/admin-sandbox",
)
WORKERS = 4


class ShopifyStore:
    """The parts of one store, and what only Shopify's control actions can do."""

    def __init__(self, config: StoreConfig) -> None:
        self.store = Store(config)
        self.faults = Faults()
        self.courier = Courier(
            config,
            self.faults,
            workers=WORKERS,
            stamp=lambda: self.store.now().isoformat(),
        )
        self.webhooks = Webhooks(self.store, self.courier)
        self.tokens = Tokens(self.store)
        self.api = door.Api(self.store, self.webhooks, self.tokens)
        self.storefront = Storefront(self.store, self.tokens)
        self.site = Site(
            config=config,
            store=self.store,
            faults=self.faults,
            courier=self.courier,
            pages=PAGES,
            blocks=self.storefront.block,
            hooks=Hooks(
                info=self.info,
                state=self.state,
                reset=self.reset,
                revoke=self.revoke,
                actions={
                    "deliver-topic": self.deliver_topic,
                    "drain-bucket": self.drain_bucket,
                    "redact": self.redact,
                    "reinstall": self.reinstall,
                    "scopes": self.scopes,
                    "session-token": self.session_token,
                    "subscription": self.api.billing.act,
                    "theme": self.theme,
                    "uninstall": self.uninstall,
                },
            ),
        )

    def info(self) -> dict[str, Any]:
        config = self.store.config
        return {
            "shop_domain": config.shop_domain,
            "shop_id": smaller_bodies.shop_id(self.store),
            "api_version": API_VERSION,
            "client_id": config.client_id,
            "client_secret": config.client_secret,
            "access_token": self.tokens.forever,
            "scopes": config.scopes,
            "installed": self.store.installed,
            "app_link": oauth.app_link(self.store, self.tokens),
        }

    def state(self) -> dict[str, Any]:
        return {
            "installed": self.store.installed,
            "webhooks": [
                {
                    "id": row.id,
                    "topic": row.topic,
                    "uri": row.uri,
                    "enum": enum_of_topic(row.topic),
                    "failures_in_a_row": row.failures_in_a_row,
                }
                for row in self.webhooks.subscriptions.values()
            ],
            "store_credit": [
                {
                    "customer_id": row.customer_id,
                    "currency": row.currency,
                    "balance": self.store.money_text(row.balance_minor),
                }
                for row in self.store.credit_accounts.values()
            ],
            "subscriptions": self.api.billing.shown(),
            "token_exchanges": self.tokens.exchanges,
            "token_refreshes": self.tokens.refreshes,
        }

    def reset(self) -> None:
        self.webhooks.reset()
        self.tokens.reset()
        self.api.billing.reset()

    def revoke(self, asked: Asked) -> dict[str, Any]:
        """``{"refresh_too": false}`` leaves a way back by refreshing."""
        both = bool(asked.get("refresh_too", True))
        with self.store.lock:
            return {"ok": True, "revoked": self.tokens.revoke(refresh_too=both)}

    def session_token(self, asked: Asked) -> dict[str, Any]:
        staff_id = str(asked.get("sub", "99001"))
        return {
            "ok": True,
            "session_token": self.tokens.session_token(staff_id),
            "app_link": oauth.app_link(self.store, self.tokens, "", staff_id),
        }

    def theme(self, asked: Asked) -> dict[str, Any]:
        """``{"launcher": false}``: what the merchant switched off in the theme."""
        with self.store.lock:
            wanted = {name: bool(on) for name, on in asked.items() if name in BLOCKS}
            self.store.theme.update(wanted)
            return {"ok": True, "theme": dict(self.store.theme)}

    def uninstall(self, _asked: Asked) -> dict[str, Any]:
        """Tokens and API-made subscriptions end; the app is told afterwards."""
        with self.store.lock:
            self.store.installed = False
            self.tokens.revoke()
            self.api.billing.end_all()
            body = smaller_bodies.uninstalled(self.store)
            self.webhooks.app_signal("app/uninstalled", body)
            self.store.app_metafields.clear()
            self.webhooks.reset()
        return {"ok": True, "installed": False}

    def reinstall(self, _asked: Asked) -> dict[str, Any]:
        """The merchant installs again: a fresh non-expiring token, empty hooks."""
        with self.store.lock:
            self.store.installed = True
            self.tokens.reset()
        return {"ok": True, "access_token": self.tokens.forever}

    def redact(self, asked: Asked) -> dict[str, Any]:
        """Send a compliance topic; ``topic`` and ``customer`` say which."""
        topic = str(asked.get("topic", asked.get("kind", "customers/redact")))
        with self.store.lock:
            wanted = asked.get("customer", asked.get("customer_id"))
            row = a_customer(self.store, wanted)
            body = smaller_bodies.privacy(self.store, topic, row)
            self.webhooks.app_signal(topic, body, str(wanted or ""))
        return {"ok": True, "topic": topic, "body": body}

    def scopes(self, asked: Asked) -> dict[str, Any]:
        with self.store.lock:
            config = self.store.config
            previous = sorted(config.scopes.split(","))
            current = sorted(str(scope) for scope in asked["scopes"])
            config.scopes = ",".join(current)
            body = smaller_bodies.scopes_update(self.store, previous, current)
            self.webhooks.app_signal("app/scopes_update", body)
        return {"ok": True, "scopes": current}

    def drain_bucket(self, asked: Asked) -> dict[str, Any]:
        self.api.bucket.drain(float(asked.get("left", 0)))
        return {"ok": True}

    def deliver_topic(self, asked: Asked) -> dict[str, Any]:
        """Send any body under any topic, properly signed (late or odd deliveries)."""
        with self.store.lock:
            topic = str(asked["topic"])
            self.webhooks.app_signal(topic, dict(asked.get("body") or {}))
        return {"ok": True}


def create_shopify_store(config: StoreConfig | None = None) -> Flask:
    """A Shopify store as a WSGI app, stocked and installed.

    The store's parts are under ``flask_app.extensions["sandbox_parts"]``.
    """
    schema()  # half a second, better now than in the first request
    parts = ShopifyStore(config or StoreConfig())
    flask_app = factory.build(parts.site)
    flask_app.extensions["sandbox_parts"] = parts
    flask_app.register_blueprint(door.blueprint(parts.api))
    flask_app.register_blueprint(parts.api.bulk.blueprint())
    flask_app.register_blueprint(oauth.blueprint(parts.store, parts.tokens))
    flask_app.register_blueprint(proxy.blueprint(parts.store))
    flask_app.register_blueprint(ajax.bp)
    flask_app.register_blueprint(storefront_doors(parts.storefront))

    flask_app.register_blueprint(billing.blueprint(parts.api.billing))

    @flask_app.get("/admin/discounts/<int:number>")
    def open_discount(number: int) -> Response:
        """Show a discount where the sandbox's back office lists it."""
        return redirect(f"{url_for('office.discounts')}#d{number}")

    @flask_app.get("/admin/themes/current/editor")
    def open_editor() -> Response:
        """Show the page that the theme editor would: there is no editor here."""
        return redirect(parts.site.pages.home)

    @flask_app.get("/admin/apps/open")
    @flask_app.get("/admin/apps/<_client_id>")
    @flask_app.get("/admin/apps/<_client_id>/<path:deep>")
    def open_app(_client_id: str = "", deep: str = "") -> Response:
        """Open the app, or a page of it, as the admin's frame would."""
        return redirect(oauth.app_link(parts.store, parts.tokens, deep))

    return flask_app
