"""The coupons that a WooCommerce store made itself, in our words.

There is no filter by maker or state: the newest are read, and those with our mark
fall away. ``used_by`` is left out of what is asked for; it grows for ever.
"""

from typing import Final
from urllib.parse import urlencode

from app.domain.rewards.live import (
    Goods,
    Kind,
    LiveDiscount,
    LiveDiscounts,
    People,
    Rule,
)
from app.ports import StoreConnection
from integrations.http import readable
from integrations.reading import (
    Amount,
    Body,
    amounts_in,
    maybe_gmt,
    objects,
    ref,
    text,
    whole,
)
from integrations.woocommerce.client import WooClient
from integrations.woocommerce.rewards import MARK

MOST_PAGES: Final = 5
FIELDS: Final = (
    "id,code,amount,status,discount_type,description,date_expires_gmt,usage_count,"
    "individual_use,product_ids,excluded_product_ids,usage_limit,free_shipping,"
    "product_categories,excluded_product_categories,exclude_sale_items,"
    "minimum_amount,maximum_amount,email_restrictions,meta_data"
)
PUBLISHED: Final = "publish"
FIXED_CART: Final = "fixed_cart"


class WooDiscounts:
    """``StoreDiscounts`` over REST v3."""

    rule: Rule = "coupons"

    def __init__(self, client: WooClient) -> None:
        self._client = client

    def live(
        self,
        store: StoreConnection,
        *,
        customer_ref: str | None = None,  # noqa: ARG002 - coupons know addresses only
    ) -> LiveDiscounts:
        """Return the newest coupons, five hundred at most."""
        asked = {"orderby": "date", "order": "desc", "_fields": FIELDS}
        found: list[LiveDiscount] = []
        page = last = 1
        while page <= min(last, MOST_PAGES):
            listed, last = self._client.get_page(store, "coupons", page, **asked)
            with readable("a coupon"):
                read = (_discount(store, each) for each in listed)
                found += [each for each in read if each is not None]
            page += 1
        now = self._client.clock.now()
        live = [each for each in found if each.ends_at is None or now < each.ends_at]
        return LiveDiscounts(tuple(live), complete=last <= MOST_PAGES)


def _discount(store: StoreConnection, coupon: Body) -> LiveDiscount | None:
    marks = {each.get("key") for each in objects(coupon.get("meta_data"))}
    if MARK in marks or coupon.get("status", PUBLISHED) != PUBLISHED:
        return None
    read = amounts_in(store.currency)
    number = ref(coupon.get("id"), "coupon id")
    kind = _kind(coupon)
    code = text(coupon.get("code")) or ""
    return LiveDiscount(
        discount_ref=number,
        title=text(coupon.get("description")) or code,
        code=code,
        kinds=frozenset({kind}),
        alone=coupon.get("individual_use") is True,
        goods=Goods(
            products=_refs(coupon, "product_ids"),
            collections=_refs(coupon, "product_categories"),
            not_products=_refs(coupon, "excluded_product_ids"),
            not_collections=_refs(coupon, "excluded_product_categories"),
            not_reduced=coupon.get("exclude_sale_items") is True,
            # Off a cart, one piece that is left out refuses the coupon as a whole.
            whole_cart=coupon.get("discount_type") == FIXED_CART,
        ),
        people=People(emails=_emails(coupon)),
        ends_at=maybe_gmt(coupon.get("date_expires_gmt")),
        minimum_minor=_amount(read, coupon.get("minimum_amount")),
        maximum_minor=_amount(read, coupon.get("maximum_amount")),
        uses_left=_uses_left(coupon),
        percent_bp=_percent_bp(coupon),
        amount_minor=_fixed(read, coupon, kind),
        admin_url=admin_url(store, number),
    )


def admin_url(store: StoreConnection, number: str) -> str:
    """Return where WordPress edits a coupon."""
    asked = urlencode({"post": number, "action": "edit"})
    return f"{store.base_url.rstrip('/')}/wp-admin/post.php?{asked}"


def _kind(coupon: Body) -> Kind:
    amount = text(coupon.get("amount")) or "0"
    if coupon.get("free_shipping") is True and not amount.strip("0."):
        return "shipping"
    scoped = coupon.get("product_ids") or coupon.get("product_categories")
    whole_cart = coupon.get("discount_type") == FIXED_CART
    each = coupon.get("discount_type") == "fixed_product"
    return "product" if each or (scoped and not whole_cart) else "order"


def _refs(coupon: Body, name: str) -> frozenset[str]:
    listed = coupon.get(name)
    return frozenset(str(each) for each in listed or () if isinstance(each, int))


def _emails(coupon: Body) -> tuple[str, ...]:
    listed = coupon.get("email_restrictions")
    return tuple(str(each).strip().lower() for each in listed or ())


def _amount(read: Amount, value: object) -> int:
    return read(value) if text(value) else 0


def _uses_left(coupon: Body) -> int | None:
    limit = coupon.get("usage_limit")
    if not limit:
        return None
    used = whole(coupon.get("usage_count") or 0, "usage_count")
    return max(0, whole(limit, "usage_limit") - used)


def _percent_bp(coupon: Body) -> int | None:
    if coupon.get("discount_type") != "percent":
        return None
    # A share has two decimals like an amount of a currency with cents.
    return amounts_in("USD")(text(coupon.get("amount")) or "0")


def _fixed(read: Amount, coupon: Body, kind: Kind) -> int | None:
    if kind == "shipping" or coupon.get("discount_type") == "percent":
        return None
    return _amount(read, coupon.get("amount"))
