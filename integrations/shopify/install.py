"""Being installed: what we ask for, what the shop is, who tells us what.

The permissions and topics are also written in ``shopify.app.toml``; a test holds
both together. Subscriptions made here are the shop's own: Shopify removes them
without a word after eight failures, so they are looked at every day.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from shopify.api_access import ApiAccess

from app.domain.errors import PlatformRefused
from app.domain.money import exponent
from app.ports import StoreConnection, StoreDescription, WebhookReport
from integrations.reading import Body, mapping, objects, ref, text
from integrations.shopify.client import API_VERSION, ShopifyClient

SCOPES = (
    "read_customers",
    "write_customers",
    "read_orders",
    "read_products",
    "read_discounts",
    "write_discounts",
    "write_app_proxy",
    "read_customer_merge",
)
"""Asked for at install."""
OPTIONAL_SCOPES = (
    "read_all_orders",
    "read_store_credit_accounts",
    "read_store_credit_account_transactions",
    "write_store_credit_account_transactions",
    "read_gift_cards",
    "write_gift_cards",
    "read_gift_card_transactions",
    "write_gift_card_transactions",
    "read_pixels",
    "write_pixels",
    "read_metaobjects",
    "read_returns",
    "read_locations",
    "read_locales",
    "read_themes",
    "write_orders",
)
"""Asked for later, by the features that need them."""
TOPICS = (
    "orders/create",
    "orders/updated",
    "orders/paid",
    "orders/fulfilled",
    "orders/cancelled",
    "orders/edited",
    "orders/delete",
    "refunds/create",
    "customers/create",
    "customers/update",
    "customers/delete",
    "customers/merge",
    "customer.tags_added",
    "customer.tags_removed",
    "customers_email_marketing_consent/update",
    "discounts/delete",
    "app/uninstalled",
    "app/scopes_update",
    "app_subscriptions/update",
)
COMPLIANCE_TOPICS = ("customers/data_request", "customers/redact", "shop/redact")
"""Only ``shopify.app.toml`` can subscribe to these."""
OUTCOMES = ("present", "created", "repaired", "removed", "failed")
FROM_APP_FILE = "app"
"""Store option ``webhooks``: the app's own file subscribes for every shop."""


def enum_of(topic: str) -> str:
    """Return a topic as GraphQL spells it: ``ORDERS_PAID``."""
    return topic.replace("/", "_").replace(".", "_").upper()


def missing_scopes(granted: Sequence[str]) -> list[str]:
    """Return the scopes that we need and were not granted; write covers read."""
    # ShopifyAPI refuses names of the newer kind, such as customer_read_orders.
    usual = [each for each in granted if each.startswith(("read_", "write_"))]
    access = ApiAccess(usual)
    return [scope for scope in SCOPES if not access.covers(ApiAccess([scope]))]


def granted_scopes(client: ShopifyClient, store: StoreConnection) -> tuple[str, ...]:
    """Return what the shop grants us now."""
    access = mapping(
        client.run(store, "Installation").data.get("currentAppInstallation")
    )
    return tuple(
        str(each.get("handle")) for each in objects(access.get("accessScopes"))
    )


def describe(client: ShopifyClient, store: StoreConnection) -> StoreDescription:
    """Return what the shop says of itself; the connection test."""
    shop = mapping(client.run(store, "ShopInfo").data.get("shop"))
    granted = granted_scopes(client, store)
    currency = text(shop.get("currencyCode")) or ""
    problems = []
    if lacking := missing_scopes(granted):
        problems.append(f"the app was not granted {', '.join(lacking)}")
    if shop.get("setupRequired") is True:
        problems.append("the shop's own setup is not finished")
    return StoreDescription(
        name=text(shop.get("name")) or "",
        domain=text(shop.get("myshopifyDomain")) or store.domain,
        shop_ref=ref(shop.get("id"), "shop id"),
        currency=currency,
        timezone=text(shop.get("ianaTimezone")) or "UTC",
        currency_decimals=exponent(currency),
        prices_include_tax=shop.get("taxesIncluded") is True,
        version=API_VERSION,
        problems=tuple(problems),
    )


def ensure_webhooks(
    client: ShopifyClient, store: StoreConnection, callback_url: str
) -> WebhookReport:
    """Make the shop's subscriptions what they should be; never a twin.

    A subscription of ours is one of a wanted topic whose address ends like ours:
    only this app's own are listed. What points elsewhere, filters or leaves
    fields out is put right.
    """
    if store.options.get("webhooks") == FROM_APP_FILE:
        return WebhookReport()
    done: dict[str, list[str]] = {name: [] for name in OUTCOMES}
    wanted = {enum_of(topic): topic for topic in TOPICS}
    asked = {"uri": callback_url, "format": "JSON", "filter": "", "includeFields": []}
    for each in _ours(client, store, callback_url):
        topic = wanted.pop(str(each.get("topic")), None)
        if topic is None:
            # A second one of the same topic, or one that we no longer want.
            _delete(client, store, each)
            done["removed"].append(_topic_of(each))
        elif _is_right(each, callback_url):
            done["present"].append(topic)
        else:
            variables = {"id": each.get("id"), "input": asked}
            worked = _worked(client, store, "Update", variables)
            done["repaired" if worked else "failed"].append(topic)
    for name, topic in wanted.items():
        worked = _worked(client, store, "Create", {"topic": name, "input": asked})
        done["created" if worked else "failed"].append(topic)
    return WebhookReport(**{name: tuple(topics) for name, topics in done.items()})


def remove_webhooks(
    client: ShopifyClient, store: StoreConnection, callback_url: str
) -> WebhookReport:
    """Delete the shop's subscriptions that come to us."""
    found = _ours(client, store, callback_url)
    for each in found:
        _delete(client, store, each)
    return WebhookReport(removed=tuple(_topic_of(each) for each in found))


def _worked(
    client: ShopifyClient,
    store: StoreConnection,
    verb: str,
    variables: Mapping[str, object],
) -> bool:
    """Create or update a subscription; False when Shopify will not have it."""
    root = f"webhookSubscription{verb}"
    try:
        client.change(store, f"Webhook{verb}", root, variables)
    except PlatformRefused:
        return False
    return True


def _ours(
    client: ShopifyClient, store: StoreConnection, callback_url: str
) -> list[Body]:
    path = urlsplit(callback_url).path
    return [
        each
        for page in client.pages(
            store, "WebhookList", ("webhookSubscriptions",), {"first": 100}
        )
        for each in objects(page.get("nodes"))
        if urlsplit(str(each.get("uri") or "")).path == path
    ]


def _is_right(subscription: Body, callback_url: str) -> bool:
    return (
        subscription.get("uri") == callback_url
        and subscription.get("format") == "JSON"
        and not subscription.get("filter")
        and not subscription.get("includeFields")
    )


def _delete(client: ShopifyClient, store: StoreConnection, each: Body) -> None:
    client.change(
        store, "WebhookDelete", "webhookSubscriptionDelete", {"id": each.get("id")}
    )


def _topic_of(subscription: Body) -> str:
    name = str(subscription.get("topic"))
    return next((topic for topic in TOPICS if enum_of(topic) == name), name.lower())
