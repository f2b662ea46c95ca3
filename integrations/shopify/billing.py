"""Subscriptions that Shopify collects for us (its Billing API, "manual pricing").

What comes back with the merchant's browser proves nothing: a subscription is what
``currentAppInstallation`` says it is.
"""

from app.domain.billing import PaidPlan, Subscription, SubscriptionState
from app.domain.errors import PlatformUnclear
from app.ports import StoreConnection
from integrations.http import readable
from integrations.reading import Body, mapping, maybe_moment, moment, objects, text
from integrations.shopify.client import ShopifyClient

STATES = {state.value.upper(): state for state in SubscriptionState}
STATES["ACCEPTED"] = SubscriptionState.ACTIVE
"""An older word of theirs for the moment between a yes and its taking effect."""


def current(client: ShopifyClient, store: StoreConnection) -> Subscription | None:
    """Return the subscription that is in force, or None."""
    found = mapping(
        client.run(store, "Installation").data.get("currentAppInstallation")
    )
    active = objects(found.get("activeSubscriptions"))
    return _read(active[0]) if active else None


def is_for_tests(client: ShopifyClient, store: StoreConnection) -> bool:
    """Tell whether the shop is a developer's: a real charge would fail there."""
    shop = mapping(client.run(store, "ShopInfo").data.get("shop"))
    return mapping(shop.get("plan")).get("partnerDevelopment") is True


def offer(
    client: ShopifyClient, store: StoreConnection, plan: PaidPlan, *, return_url: str
) -> str:
    """Make a subscription that waits for the merchant's yes; return where to say it.

    Raises:
        PlatformRefused: Shopify does not take the plan.
        PlatformUnclear: It answered without a page to agree on.
    """
    price = {"amount": plan.price.decimal_text(), "currencyCode": plan.price.currency}
    recurring = {"interval": "EVERY_30_DAYS", "price": price}
    payload = client.change(
        store,
        "SubscriptionCreate",
        "appSubscriptionCreate",
        {
            "name": plan.name,
            "returnUrl": return_url,
            "lineItems": [{"plan": {"appRecurringPricingDetails": recurring}}],
            "test": plan.test_charges,
            "trialDays": plan.trial_days,
            "replacementBehavior": "APPLY_IMMEDIATELY",
        },
    )
    address = text(payload.get("confirmationUrl"))
    if address is None:
        raise PlatformUnclear("a subscription without a page to agree on")
    return address


def _read(body: Body) -> Subscription:
    with readable("a subscription"):
        days = body.get("trialDays")
        return Subscription(
            subscription_ref=str(body.get("id")),
            state=STATES.get(str(body.get("status")), SubscriptionState.PENDING),
            test=body.get("test") is True,
            trial_days=days if isinstance(days, int) else 0,
            began_at=moment(body.get("createdAt"), "createdAt"),
            ends_at=maybe_moment(body.get("currentPeriodEnd")),
        )
