"""What can be chosen when a sandbox store is opened, and changed while it runs.

A store is one process with one configuration. The fields that a running test
wants to change (addresses of the app, switches) are plain attributes; the
control API writes them under the store's lock.
"""

from dataclasses import dataclass, field
from datetime import datetime

SHOPIFY = "shopify"
WOOCOMMERCE = "woocommerce"
PLATFORMS = (SHOPIFY, WOOCOMMERCE)
API_VERSION = "2026-07"

# Points in the bucket and points restored each second, by Shopify's plan names.
PLANS: dict[str, tuple[int, int]] = {
    "standard": (2_000, 100),
    "advanced": (4_000, 200),
    "plus": (20_000, 1_000),
    "enterprise": (40_000, 2_000),
    "unlimited": (100_000_000, 100_000_000),
}

ALL_SCOPES = (
    "read_customers,write_customers,read_orders,read_all_orders,read_products,"
    "read_discounts,write_discounts,write_app_proxy,read_store_credit_accounts,"
    "read_store_credit_account_transactions,write_store_credit_account_transactions,"
    "read_gift_cards,write_gift_cards,read_customer_merge"
)


@dataclass(slots=True)
class StoreConfig:
    """The choices of one store; every default makes a store that works at once."""

    platform: str = SHOPIFY
    name: str = ""
    currency: str = "IDR"
    decimals: int | None = None
    seed: int = 1
    timezone: str = "Asia/Jakarta"
    start_at: datetime | None = None

    tax_percent: str = "0"
    tax_included: bool = False
    tax_title: str = "PPN"
    tax_shipping: bool = False
    shipping: str | None = None
    free_shipping_method: bool = True
    coupons_enabled: bool = True
    moderate_reviews: bool = True
    presentment_currency: str | None = None
    presentment_rate: str = "1"
    demo_customers: int = 6
    offers: bool = False
    """Whether the shop has discounts of its own from the start."""

    queue: str = "auto"
    queue_delay_ms: int = 50
    delivery_timeout_s: float = 5.0
    widget_script_url: str = ""
    base_url: str = "http://127.0.0.1:8001"

    shop_domain: str = "sandbox-one.myshopify.com"
    client_id: str = "sandbox-client-id"
    client_secret: str = "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"  # noqa: S105 -- made up
    old_client_secret: str = ""
    scopes: str = ALL_SCOPES
    plan: str = "plus"
    partner_development: bool = False
    """A developer's shop: only charges that move no money."""
    app_url: str = "http://127.0.0.1:8000"
    webhook_url: str = ""
    proxy_url: str = ""
    proxy_prefix: str = "apps"
    proxy_subpath: str = "loyalty"
    retry_gaps_s: tuple[float, ...] = (0.2, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    sign_with_old_secret: bool = False

    pretend_https: bool = False
    plain_permalinks: bool = False
    refuse_private_urls: bool = False
    plugin: bool = False
    consumer_key: str = ""
    consumer_secret: str = ""

    extra: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.platform not in PLATFORMS:
            raise ValueError(f"platform is one of {PLATFORMS}, not {self.platform!r}")
        if self.queue not in {"auto", "manual"}:
            raise ValueError(f"queue is auto or manual, not {self.queue!r}")
        if self.plan not in PLANS:
            raise ValueError(f"plan is one of {sorted(PLANS)}, not {self.plan!r}")
        if not self.name:
            self.name = (
                "Toko Sandbox Satu" if self.platform == SHOPIFY else "Toko Sandbox Dua"
            )

    @property
    def has_topics_of_plugin(self) -> bool:
        """Whether a plugin adds the topics that WooCommerce lacks."""
        return self.plugin or self.extra.get("companion") == "on"

    @property
    def is_shopify(self) -> bool:
        return self.platform == SHOPIFY


# What `POST /_sandbox/config` may change in a running store.
CHANGEABLE = frozenset(
    {
        "app_url",
        "client_id",
        "client_secret",
        "coupons_enabled",
        "delivery_timeout_s",
        "free_shipping_method",
        "moderate_reviews",
        "old_client_secret",
        "partner_development",
        "plain_permalinks",
        "plan",
        "plugin",
        "pretend_https",
        "proxy_url",
        "queue",
        "queue_delay_ms",
        "refuse_private_urls",
        "retry_gaps_s",
        "scopes",
        "sign_with_old_secret",
        "tax_included",
        "tax_percent",
        "webhook_url",
        "widget_script_url",
    }
)
