"""The meta data that WooCommerce's own checkout leaves on an order.

`_wc_order_attribution_session_entry` is the landing page with its query: a shop
without any plugin tells through it which ``?ref=`` link brought the buyer.
"""

from datetime import UTC

from integrations.sandbox.store.models import Order
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.orders_body import digest

UTM = (
    "utm_campaign",
    "utm_source",
    "utm_medium",
    "utm_content",
    "utm_id",
    "utm_term",
    "utm_source_platform",
    "utm_creative_format",
    "utm_marketing_tactic",
)


def mark(store: Store, row: Order) -> None:
    """Put the marks of the checkout on the order, once for draft and order."""
    if row.renews_id is not None:
        _put(store, row, {"_subscription_renewal": str(row.renews_id)})
    if row.created_via not in {"store-api", "checkout"}:
        return
    wanted = hashes(row)
    if row.status != "checkout-draft":
        wanted["_debug_log_source_pending_deletion"] = (
            f"place-order-debug-{row.token[:8]}"
        )
        if row.landing:
            wanted.update(attribution(store, row))
    # A referral code that the shop's own script put on the order.
    referral = next((v for k, v in row.attributes if k == "setia_ref"), None)
    if referral:
        wanted["_setia_ref"] = referral
    _put(store, row, wanted)


def _put(store: Store, row: Order, wanted: dict[str, object]) -> None:
    known = {str(one["key"]) for one in row.meta}
    for key, value in wanted.items():
        if key not in known:
            number = store.new_id("meta")
            row.meta.append({"id": number, "key": key, "value": value})


def hashes(row: Order) -> dict[str, object]:
    empty = digest("[]")
    codes = ",".join(one.code for one in row.applications)
    return {
        "_shipping_hash": digest(str(row.shipping_minor)),
        "_coupons_hash": digest(codes) if codes else empty,
        "_fees_hash": empty,
        "_taxes_hash": digest(str(row.tax_percent)) if row.tax_percent else empty,
        "is_vat_exempt": "no",
    }


def attribution(store: Store, row: Order) -> dict[str, object]:
    """What the order attribution script sends along from a browser."""
    found: dict[str, object] = {"source_type": "typein", "referrer": ""}
    found.update(dict.fromkeys(UTM, ""))
    began = row.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    landing = row.landing
    if landing.startswith("/"):
        landing = f"{store.config.base_url}{landing}"
    found.update(
        {
            "utm_source": "(direct)",
            "session_entry": landing,
            "session_start_time": began,
            "session_pages": "3",
            "session_count": "1",
            "user_agent": "Mozilla/5.0 (sandbox)",
            "device_type": "Desktop",
        }
    )
    return {f"_wc_order_attribution_{name}": value for name, value in found.items()}
