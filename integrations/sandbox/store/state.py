"""One store's memory, its lock, and the way it tells what happened.

Everything that reads or changes rows does so inside ``with store.lock``. The
lock is reentrant, so use cases may call each other.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from integrations.sandbox.config import StoreConfig
from integrations.sandbox.store import holdings, models
from integrations.sandbox.store.clock import Clock
from integrations.sandbox.store.devices import Device
from integrations.sandbox.store.ids import SHOPIFY_BASES, WOOCOMMERCE_BASES, Ids
from integrations.sandbox.store.money import decimals_of, from_text, show, to_text


class StoreRefusal(Exception):
    """The store understood and says no; *code* is for programs, the text for people."""

    def __init__(self, code: str, message: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that happened: ``order.created``, ``customer.merged`` and so on.

    *subject* is the row it happened to; *extra* is what cannot be read from it.
    """

    kind: str
    subject: object
    at: datetime
    event_id: str
    extra: dict[str, object] = field(default_factory=dict)


Listener = Callable[[Signal], None]
Keeper = Callable[[models.Product, models.Customer | None], str]
"""Why a customer may not buy a product, empty for one who may."""


class Store:
    """A shop with its goods, people, orders and discounts."""

    def __init__(self, config: StoreConfig) -> None:
        self.config = config
        self.lock = threading.RLock()
        self.clock = Clock(config.start_at)
        bases = SHOPIFY_BASES if config.is_shopify else WOOCOMMERCE_BASES
        self.ids = Ids(config.seed, bases)
        self.listeners: list[Listener] = []
        self.keeps_from: Keeper = lambda _product, _customer: ""
        self.clear()

    def clear(self) -> None:
        """Forget every row; numbers begin again. Listeners stay."""
        self.collections: dict[int, models.Collection] = {}
        self.products: dict[int, models.Product] = {}
        self.customers: dict[int, models.Customer] = {}
        self.orders: dict[int, models.Order] = {}
        self.devices: dict[int, Device] = {}
        self.discounts: dict[int, models.Discount] = {}
        self.reviews: dict[int, models.Review] = {}
        self.carts: dict[str, models.Cart] = {}
        self.credit_accounts: dict[int, holdings.CreditAccount] = {}
        self.redeem_log: list[dict[str, object]] = []
        self.gift_cards: dict[int, holdings.GiftCard] = {}
        self.segments: dict[int, holdings.Segment] = {}
        self.app_metafields: dict[tuple[str, str], dict[str, object]] = {}
        self.definitions: dict[tuple[str, str, str], str] = {}
        self.theme: dict[str, bool] = {}
        self.installed = True
        self.event_id: str | None = None
        self.silent = False
        self.ids.reset()

    @property
    def decimals(self) -> int:
        chosen = self.config.decimals
        return decimals_of(self.config.currency) if chosen is None else chosen

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.config.timezone)

    @property
    def tax_percent(self) -> Decimal:
        return Decimal(self.config.tax_percent)

    def now(self) -> datetime:
        return self.clock.now()

    def new_id(self, kind: str) -> int:
        """A number for a row; WordPress keeps several kinds in one sequence."""
        if not self.config.is_shopify:
            kind = {
                "order": "post",
                "product": "post",
                "variant": "post",
                "refund": "post",
                "discount": "post",
                "customer": "user",
                "review": "comment",
            }.get(kind, kind)
        return self.ids.number(kind)

    def money_text(self, minor: int) -> str:
        return to_text(minor, self.decimals)

    def money_from(self, text: str | int) -> int:
        return from_text(text, self.decimals)

    def show(self, minor: int) -> str:
        return show(minor, self.config.currency, self.decimals)

    def emit(self, kind: str, subject: object, **extra: object) -> None:
        """Tell the listeners, in the order they came, under the lock.

        Nobody hears anything while the store is *silent*: that is how a history
        comes to be that only a backfill can find.
        """
        if self.silent:
            return
        signal = Signal(
            kind=kind,
            subject=subject,
            at=self.now(),
            event_id=self.event_id or self.ids.uuid("event"),
            extra=extra,
        )
        for listener in self.listeners:
            listener(signal)

    def variant(self, variant_id: int) -> tuple[models.Product, models.Variant] | None:
        for product in self.products.values():
            for variant in product.variants:
                if variant.id == variant_id:
                    return product, variant
        return None

    def customer_by_email(self, email: str) -> models.Customer | None:
        wanted = email.strip().lower()
        return next(
            (
                customer
                for customer in self.customers.values()
                if not customer.deleted and (customer.email or "").lower() == wanted
            ),
            None,
        )

    def discount_by_code(self, code: str) -> models.Discount | None:
        wanted = code.strip().lower()
        return next(
            (
                discount
                for discount in self.discounts.values()
                if discount.status == "publish"
                and any(own.lower() == wanted for own in discount.codes)
            ),
            None,
        )

    def automatic_discounts(self) -> list[models.Discount]:
        return [row for row in self.discounts.values() if row.automatic]

    def live_orders(self) -> list[models.Order]:
        """Orders that were placed and are not in the bin."""
        drafts = {"checkout-draft", "auto-draft"}
        return [
            order
            for order in self.orders.values()
            if not order.trashed and order.status not in drafts
        ]

    def orders_of(self, customer_id: int) -> list[models.Order]:
        return [o for o in self.live_orders() if o.customer_id == customer_id]

    def touch(self, row: models.Order | models.Customer | models.Discount) -> None:
        row.updated_at = self.now()
