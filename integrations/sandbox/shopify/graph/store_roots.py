"""Root fields about the shop, its webhooks, goods, orders and people (reading)."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLError

from integrations.sandbox.config import API_VERSION
from integrations.sandbox.shopify.billing import Billing
from integrations.sandbox.shopify.graph import people_views as people
from integrations.sandbox.shopify.graph.discount_roots import DiscountRoots
from integrations.sandbox.shopify.graph.metafield_roots import INSTALLATION
from integrations.sandbox.shopify.graph.order_views import (
    customer_view,
    order,
    order_sort_key,
    refund,
)
from integrations.sandbox.shopify.graph.paging import Values, connection, search
from integrations.sandbox.shopify.webhooks import (
    Subscription,
    Webhooks,
    enum_of_topic,
    topic_of_enum,
)
from integrations.sandbox.shopify.wire import gid, number_of, zulu
from integrations.sandbox.store import figures
from integrations.sandbox.store.models import Customer, Order
from integrations.sandbox.store.state import Store

Node = dict[str, Any]
Args = dict[str, Any]
Root = Callable[[Args], object]


class StoreRoots:
    """Holds the store and its subscriptions; every method is one root field."""

    def __init__(self, store: Store, webhooks: Webhooks, billing: Billing) -> None:
        self.store = store
        self.billing = billing
        self.webhooks = webhooks

    def fields(self) -> dict[str, Root]:
        store = self.store
        return {
            "shop": lambda _a: people.shop(store),
            "shopLocales": lambda _a: [
                {
                    "locale": "id",
                    "name": "Indonesian",
                    "primary": True,
                    "published": True,
                }
            ],
            "publicApiVersions": lambda _a: [
                {"handle": API_VERSION, "displayName": API_VERSION, "supported": True}
            ],
            "currentAppInstallation": lambda _a: self._installation(),
            "webhookSubscriptions": self._webhooks,
            "webhookSubscriptionCreate": self._webhook_create,
            "webhookSubscriptionUpdate": self._webhook_update,
            "webhookSubscriptionDelete": self._webhook_delete,
            "customer": lambda a: self._customer(number_of(a["id"], "Customer")),
            "customerByIdentifier": self._customer_by,
            "customers": self._customers,
            "customersCount": lambda a: _count(self._found_customers(a)),
            "order": self._order,
            "orderByIdentifier": lambda a: self._order(a["identifier"]),
            "orders": self._orders,
            "ordersCount": lambda a: _count(self._found_orders(a)),
            "refund": self._refund,
            "nodes": lambda a: [self._by_gid(one) for one in a["ids"]],
            "product": self._product,
            "products": self._products,
            "collections": self._collections,
            "job": lambda a: {"id": a["id"], "done": True},
        }

    def _installation(self) -> Node:
        config = self.store.config
        return {
            "id": gid("AppInstallation", INSTALLATION),
            "launchUrl": config.app_url,
            "uninstallUrl": f"{config.base_url}/admin-sandbox/app/uninstall",
            "accessScopes": [
                {"handle": scope} for scope in sorted(config.scopes.split(","))
            ],
            "app": people.app(self.store),
            "activeSubscriptions": self.billing.active(),
        }

    # -- webhooks

    def _webhook(self, row: Subscription) -> Node:
        return {
            "__typename": "WebhookSubscription",
            "id": gid("WebhookSubscription", row.id),
            "legacyResourceId": str(row.id),
            "topic": enum_of_topic(row.topic),
            "uri": row.uri,
            "callbackUrl": row.uri,
            "format": "JSON",
            "filter": row.filter,
            "includeFields": row.include_fields,
            "metafieldNamespaces": row.metafield_namespaces,
            "name": row.name,
            "createdAt": zulu(row.created_at),
            "updatedAt": zulu(row.updated_at),
            "apiVersion": {"handle": API_VERSION},
        }

    def _webhooks(self, args: Args) -> Node:
        rows = list(self.webhooks.subscriptions.values())
        if args.get("topics"):
            wanted = set(args["topics"])
            rows = [row for row in rows if enum_of_topic(row.topic) in wanted]
        if args.get("uri"):
            rows = [row for row in rows if row.uri == args["uri"]]
        return connection(rows, self._webhook, args, key=people.by_id)

    def _webhook_create(self, args: Args) -> Node:
        asked = args["webhookSubscription"]
        topic = topic_of_enum(str(args["topic"]))
        uri = str(asked.get("uri") or asked.get("callbackUrl") or "")
        problem = self._webhook_problem(topic, uri)
        if problem:
            return _refused("webhookSubscription", ["webhookSubscription"], problem)
        now = self.store.now()
        row = Subscription(self.store.new_id("webhook"), topic, uri, now, now)
        self._fill(row, asked)
        self.webhooks.subscriptions[row.id] = row
        return {"webhookSubscription": self._webhook(row), "userErrors": []}

    def _webhook_problem(self, topic: str, uri: str) -> str:
        if not uri:
            return "Address can't be blank"
        local = uri.startswith(("http://127.0.0.1", "http://localhost"))
        if not local and not uri.startswith(("https://", "pubsub://", "arn:")):
            return "Address protocol http:// is not supported"
        taken = any(
            row.topic == topic and row.uri == uri
            for row in self.webhooks.subscriptions.values()
        )
        return "Address for this topic has already been taken" if taken else ""

    @staticmethod
    def _fill(row: Subscription, asked: Node) -> None:
        if asked.get("uri") or asked.get("callbackUrl"):
            row.uri = str(asked.get("uri") or asked.get("callbackUrl"))
        if "name" in asked:
            row.name = asked["name"]
        if "filter" in asked:
            row.filter = asked["filter"]
        if asked.get("includeFields") is not None:
            row.include_fields = list(asked["includeFields"])
        if asked.get("metafieldNamespaces") is not None:
            row.metafield_namespaces = list(asked["metafieldNamespaces"])

    def _subscription(self, args: Args) -> Subscription | None:
        number = number_of(args["id"], "WebhookSubscription")
        return self.webhooks.subscriptions.get(number) if number else None

    def _webhook_update(self, args: Args) -> Node:
        row = self._subscription(args)
        if row is None:
            text = "Webhook subscription does not exist"
            return _refused("webhookSubscription", ["id"], text)
        self._fill(row, args["webhookSubscription"])
        row.updated_at = self.store.now()
        return {"webhookSubscription": self._webhook(row), "userErrors": []}

    def _webhook_delete(self, args: Args) -> Node:
        row = self._subscription(args)
        if row is None:
            text = "Webhook subscription does not exist"
            return _refused("deletedWebhookSubscriptionId", ["id"], text)
        del self.webhooks.subscriptions[row.id]
        return {"deletedWebhookSubscriptionId": args["id"], "userErrors": []}

    # -- people

    def _customer(self, number: int | None) -> Node | None:
        row = self.store.customers.get(number or 0)
        if row is None or row.deleted:
            return None
        return customer_view(self.store, row)

    def _customer_by(self, args: Args) -> Node | None:
        wanted = args["identifier"]
        if wanted.get("id"):
            return self._customer(number_of(wanted["id"], "Customer"))
        if wanted.get("emailAddress"):
            row = self.store.customer_by_email(str(wanted["emailAddress"]))
            return customer_view(self.store, row) if row else None
        if wanted.get("phoneNumber"):
            for row in self.store.customers.values():
                if row.phone == wanted["phoneNumber"] and not row.deleted:
                    return customer_view(self.store, row)
        return None

    def _found_customers(self, args: Args) -> list[Customer]:
        rows = [row for row in self.store.customers.values() if not row.deleted]

        def values(row: Customer) -> Values:
            return {
                "id": row.id,
                "email": row.email,
                "phone": row.phone,
                "first_name": row.first_name,
                "last_name": row.last_name,
                "tag": row.tags,
                "state": "ENABLED" if row.has_account else "DISABLED",
                "created_at": row.created_at,
                "customer_date": row.created_at,
                "updated_at": row.updated_at,
            }

        return search(rows, args.get("query"), values, self.store.zone)

    def _customers(self, args: Args) -> Node:
        return connection(
            self._found_customers(args),
            lambda row: customer_view(self.store, row),
            args,
            key=order_sort_key(str(args.get("sortKey") or "ID")),
        )

    # -- orders

    def _order(self, args: Args) -> Node | None:
        row = self.store.orders.get(number_of(args.get("id"), "Order") or 0)
        return order(self.store, row) if row else None

    def _found_orders(self, args: Args) -> list[Order]:
        def values(row: Order) -> Values:
            return {
                "id": row.id,
                "name": f"#{row.number}",
                "email": row.email,
                "customer_id": row.customer_id or 0,
                "discount_code": [one.code for one in row.applications if one.code],
                "financial_status": figures.financial_status(row),
                "status": _status(row),
                "tag": row.tags,
                "test": row.test,
                "source_name": row.source,
                "created_at": row.created_at,
                "updated_at": row.updated_at,
                "processed_at": row.processed_at,
            }

        rows = self.store.live_orders()
        return search(rows, args.get("query"), values, self.store.zone)

    def _orders(self, args: Args) -> Node:
        return connection(
            self._found_orders(args),
            lambda row: order(self.store, row),
            args,
            key=order_sort_key(str(args.get("sortKey") or "PROCESSED_AT")),
        )

    def _refund(self, args: Args) -> Node | None:
        number = number_of(args["id"], "Refund")
        for row in self.store.orders.values():
            for entry in row.refunds:
                if entry.id == number:
                    return refund(self.store, row, entry)
        return None

    def _by_gid(self, text: object) -> Node | None:
        kinds: dict[str, Root] = {
            "Customer": lambda a: self._customer(number_of(a["id"])),
            "DiscountNode": DiscountRoots(self.store).fields()["discountNode"],
            "Order": self._order,
            "Product": self._product,
            "Refund": self._refund,
        }
        for kind, find in kinds.items():
            if number_of(text, kind) is not None:
                found = find({"id": text})
                return found if isinstance(found, dict) else None
        if number_of(text) is None:
            raise GraphQLError(f"Invalid global id '{text}'")
        return None

    # -- goods

    def _product(self, args: Args) -> Node | None:
        row = self.store.products.get(number_of(args["id"], "Product") or 0)
        return people.product(self.store, row) if row else None

    def _products(self, args: Args) -> Node:
        rows = search(
            list(self.store.products.values()),
            args.get("query"),
            lambda row: {
                "id": row.id,
                "title": row.title,
                "handle": row.handle,
                "vendor": row.vendor,
                "product_type": row.product_type,
                "tag": row.tags,
                "created_at": row.created_at,
                "updated_at": row.updated_at,
            },
            self.store.zone,
        )
        return connection(
            rows,
            lambda row: people.product(self.store, row),
            args,
            key=people.by_id,
        )

    def _collections(self, args: Args) -> Node:
        rows = search(
            list(self.store.collections.values()),
            args.get("query"),
            lambda row: {
                "id": row.id,
                "title": row.title,
                "handle": row.handle,
                "updated_at": row.updated_at,
            },
            self.store.zone,
        )
        return connection(rows, people.collection, args, key=people.by_id)


def _locale(locale: str, name: str) -> Node:
    return {"locale": locale, "name": name, "primary": True, "published": True}


def _status(row: Order) -> str:
    if row.cancelled_at is not None:
        return "cancelled"
    return "closed" if row.closed_at is not None else "open"


def _count(rows: list[Any]) -> Node:
    return {"count": len(rows), "precision": "EXACT"}


def _refused(name: str, field: list[str], message: str) -> Node:
    return {name: None, "userErrors": [{"field": field, "message": message}]}
