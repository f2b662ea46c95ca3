"""Discounts that a shop's own staff made: nothing of an app's."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from integrations.sandbox.store.models import Discount, Scope
from integrations.sandbox.store.money import to_text
from integrations.sandbox.store.state import Store, StoreRefusal

Asked = Mapping[str, Any]
COLUMNS: Final = {"USD": 0, "IDR": 1, "MYR": 2}
AMOUNTS: Final = {
    "off": ("1.50", "15000", "5.00"),
    "floor": ("15.00", "150000", "45.00"),
}
WOO_DECIMALS: Final = 2
PLANNED: Final[Asked] = {
    "code": "AKHIRTAHUN",
    "title": "Akhir tahun",
    "percent": "20",
    "in_days": 30,
    "days": 7,
}


def make(store: Store, asked: Asked) -> Discount:
    """Make a discount by hand: ``{code | title, percent | amount | shipping, …}``.

    ``minimum`` an amount, ``product`` and ``collection`` their handles, ``combines``
    the classes that may stand beside it, ``individual_use``, ``email``, ``customer``,
    ``limit``, ``in_days`` until it begins, ``days`` that it lasts.

    Raises:
        StoreRefusal: The code is there already.
    """
    code = str(asked.get("code", ""))
    if code and store.discount_by_code(code) is not None:
        raise StoreRefusal("taken", f"There is a code {code!r} already.")
    shopify, now = store.config.is_shopify, store.now()
    begins = now + timedelta(days=int(asked.get("in_days", 0)))
    percent = Decimal(str(asked.get("percent", "0")))
    amount_minor = store.money_from(str(asked.get("amount", "0")))
    kind = "free_shipping" if asked.get("shipping") else "percent"
    if amount_minor:
        kind = "amount"
    beside = asked.get("combines", ())
    row = Discount(
        id=store.new_id("discount"),
        codes=[code if shopify else code.lower()] if code else [],
        title=str(asked.get("title", "")) or code,
        kind=kind,
        created_at=now,
        updated_at=now,
        percent=percent,
        amount_minor=amount_minor,
        scope=_scope(store, asked),
        min_subtotal_minor=store.money_from(str(asked.get("minimum", "0"))),
        usage_limit=int(asked["limit"]) if asked.get("limit") else None,
        starts_at=begins if shopify else None,
        ends_at=begins + timedelta(days=int(asked["days"]))
        if "days" in asked
        else None,
        automatic=not code,
        free_shipping=kind == "free_shipping",
        combines_order=not shopify or "order" in beside,
        combines_product=not shopify or "product" in beside,
        combines_shipping=not shopify or "shipping" in beside,
        individual_use=bool(asked.get("individual_use")),
        email_restrictions=[str(asked["email"]).lower()] if asked.get("email") else [],
        description=str(asked.get("title", "")),
        shown_kind="percent" if percent else "fixed_cart",
        amount_text=str(percent)
        if percent
        else to_text(amount_minor * _cents(store), WOO_DECIMALS),
        customer_ids={int(asked["customer"])} if asked.get("customer") else None,
    )
    for each in row.codes:
        row.code_ids[each] = store.new_id("redeem_code")
    store.discounts[row.id] = row
    return row


def _cents(store: Store) -> int:
    """Hundredths in the store's smallest unit: WooCommerce shows two decimals."""
    return int(10 ** max(0, WOO_DECIMALS - store.decimals))


def _scope(store: Store, asked: Asked) -> Scope:
    def ids(name: str, rows: Mapping[int, Any]) -> set[int]:
        wanted = asked.get(name)
        return {number for number, row in rows.items() if row.handle == wanted}

    return Scope(
        product_ids=ids("product", store.products),
        collection_ids=ids("collection", store.collections),
    )


def put(store: Store) -> None:
    """Make what shops of the region usually have: payday, a saving code, shipping."""
    column = COLUMNS.get(store.config.currency, 0)
    off, floor = AMOUNTS["off"][column], AMOUNTS["floor"][column]
    for asked in (
        {
            "code": "PAYDAY15",
            "title": "Gajian 15%",
            "percent": "15",
            "individual_use": True,
        },
        {
            "code": "HEMAT15",
            "title": "Hemat",
            "amount": off,
            "minimum": floor,
            "combines": ("order", "shipping"),
        },
        {
            "code": "ONGKIRGRATIS",
            "title": "Gratis ongkir",
            "shipping": True,
            "combines": ("order", "product"),
        },
        {
            "code": "KOPI10",
            "title": "Semua kopi 10%",
            "percent": "10",
            "collection": "kopi",
            "combines": ("order", "shipping"),
        },
    ):
        make(store, asked)
    if store.config.is_shopify:
        # A coupon of WooCommerce can't be made for later.
        make(store, PLANNED)
