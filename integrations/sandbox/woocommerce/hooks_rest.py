"""``wc/v3/webhooks``: the secret never comes back, creation pings before it answers."""

from flask import Blueprint, Response, g, request

from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce import rest
from integrations.sandbox.woocommerce.auth import OWNER_ID
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.hooks import HOOKS, Hook, Hooks, topic_is_valid
from integrations.sandbox.woocommerce.wire import ALL_METHODS, Body, gmt, links, local

STATUSES = {"active", "paused", "disabled"}


class HooksRest:
    """Holds the store and its webhooks; every method is one route."""

    def __init__(self, store: Store, hooks: Hooks) -> None:
        self.store = store
        self.hooks = hooks

    def mount(self, bp: Blueprint) -> None:
        add = bp.add_url_rule
        one = "/webhooks/<int:number>"
        add("/webhooks", "webhooks", self.listing)
        add("/webhooks", "webhook_create", self.create, methods=["POST"])
        add(one, "webhook", self.one)
        add(one, "webhook_save", self.save, methods=["PUT", "POST", "PATCH"])
        add(one, "webhook_drop", self.drop, methods=["DELETE"])

    def view(self, row: Hook) -> Body:
        return {
            "id": row.id,
            "name": row.name,
            "status": row.status,
            "topic": row.topic,
            "resource": row.resource,
            "event": row.event,
            "hooks": self._internal(row),
            "delivery_url": row.delivery_url,
            "date_created": local(self.store, row.created_at),
            "date_created_gmt": gmt(row.created_at),
            "date_modified": local(self.store, row.modified_at),
            "date_modified_gmt": gmt(row.modified_at),
            "_links": links(self.store, f"webhooks/{row.id}", "webhooks", ALL_METHODS),
        }

    @staticmethod
    def _internal(row: Hook) -> list[str]:
        if row.resource == "action":
            return [row.event]
        return HOOKS.get(row.topic, [])

    def _find(self, number: int) -> Hook:
        row = self.hooks.hooks.get(number)
        if row is None:
            raise RestError.missing("shop_webhook")
        return row

    def listing(self) -> Response:
        status = request.args.get("status", "all")
        rows = [r for r in self.hooks.hooks.values() if status in {"all", r.status}]
        rows.sort(key=lambda row: row.id, reverse=request.args.get("order") != "asc")
        return rest.page(self.store, rows, self.view, "webhooks")

    def one(self, number: int) -> Response:
        return rest.one(self.store, self.view(self._find(number)))

    def _topic(self, text: str) -> str:
        """Capitals are accepted and stored as an empty topic that never fires."""
        by_plugin = text == "review.approved" and self.store.config.has_topics_of_plugin
        if not topic_is_valid(text.lower()) and not by_plugin:
            raise RestError(
                "woocommerce_rest_shop_webhook_invalid_topic",
                "Webhook topic must be valid.",
                400,
            )
        return text if text == text.lower() else ""

    @staticmethod
    def _url(text: str) -> str:
        if not text.startswith(("http://", "https://")):
            raise RestError(
                "woocommerce_rest_shop_webhook_invalid_delivery_url",
                "Webhook delivery URL must be a valid URL starting with http:// or "
                "https://.",
                400,
            )
        return text

    def create(self) -> Response:
        asked = rest.asked()
        topic = self._topic(str(asked.get("topic", "")))
        now = self.store.now()
        with self.store.lock:
            row = Hook(
                id=self.store.ids.number("webhook"),
                name=str(asked.get("name") or f"Webhook created on {now:%b %d, %Y}"),
                status=str(asked.get("status") or "active"),
                topic=topic,
                delivery_url=self._url(str(asked.get("delivery_url", ""))),
                secret=str(asked.get("secret") or self.store.ids.token("secret", 50)),
                user_id=int(g.get("user_id", OWNER_ID)),
                created_at=now,
            )
            self.hooks.hooks[row.id] = row
        self.hooks.ping(row)
        return rest.one(self.store, self.view(row), 201, f"webhooks/{row.id}")

    def save(self, number: int) -> Response:
        row = self._find(number)
        asked = rest.asked()
        if "status" in asked:
            if asked["status"] not in STATUSES:
                raise RestError.invalid_param("status")
            row.status = str(asked["status"])
        if asked.get("topic"):
            row.topic = self._topic(str(asked["topic"]))
        if asked.get("secret"):
            row.secret = str(asked["secret"])
        if asked.get("name"):
            row.name = str(asked["name"])
        if asked.get("delivery_url"):
            url = self._url(str(asked["delivery_url"]))
            row.ping_pending = row.ping_pending or url != row.delivery_url
            row.delivery_url = url
        self.hooks.save(row)
        return rest.one(self.store, self.view(row))

    def drop(self, number: int) -> Response:
        row = self._find(number)
        if not rest.forced():
            text = "Webhooks do not support trashing."
            raise RestError("woocommerce_rest_trash_not_supported", text, 501)
        del self.hooks.hooks[number]
        return rest.one(self.store, self.view(row))
