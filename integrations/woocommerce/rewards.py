"""A discount in our words, and the coupon that WooCommerce makes of it.

A store drops what it does not understand without a word: a misspelt address
leaves a coupon for everybody, ``date_expires_gmt`` one for ever. So what was
asked for is checked before it is sent and compared with what came back.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from app.domain.errors import PlatformCannot, PlatformRefused
from app.domain.money import Money
from app.domain.rewards.discount import DiscountKind, DiscountSpec, IssuedDiscount
from integrations.reading import Body, email, maybe_gmt, objects, ref, text, whole

MARK = "_setia_voucher"
ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
CODE = re.compile(r"[A-Za-z0-9-]{4,100}")
LONGEST_TITLE = 200
HUNDREDTH = Decimal("0.01")


def creation(spec: DiscountSpec) -> dict[str, object]:
    """Return the body that creates a coupon.

    Raises:
        PlatformCannot: It would have to be taken off by itself, or for a tag.
        PlatformRefused: The code or the address would not survive the store.
    """
    if spec.automatic:
        raise PlatformCannot(
            "WooCommerce takes nothing off by itself", reason="automatic_discount"
        )
    if spec.customer_tag is not None:
        raise PlatformCannot("coupons know no customer tags", reason="customer_tag")
    if not CODE.fullmatch(spec.code):
        raise PlatformRefused("the code has signs that a store changes", reason="code")
    asked: dict[str, object] = {
        "code": spec.code,
        "description": spec.title[:LONGEST_TITLE],
        **({} if spec.reusable else {"usage_limit": 1, "usage_limit_per_user": 1}),
        # One switch for all: what may stand beside orders or products stacks.
        "individual_use": not (spec.combines_with.order or spec.combines_with.product),
        "meta_data": [{"key": MARK, "value": spec.marker}],
        **_value(spec),
    }
    if spec.customer_email is not None:
        asked["email_restrictions"] = [_address(spec.customer_email)]
    if spec.minimum_minor:
        floor = Money(spec.minimum_minor, spec.currency)
        asked["minimum_amount"] = floor.decimal_text()
    if spec.product_refs:
        asked["product_ids"] = [_number(each) for each in spec.product_refs]
    if spec.collection_refs:
        asked["product_categories"] = [_number(each) for each in spec.collection_refs]
    if spec.ends_at is not None:
        asked["date_expires"] = expiry(spec.ends_at)
    return asked


def _value(spec: DiscountSpec) -> dict[str, object]:
    scoped = bool(spec.product_refs or spec.collection_refs)
    if spec.kind is DiscountKind.FREE_SHIPPING:
        return {"discount_type": "fixed_cart", "amount": "0", "free_shipping": True}
    if spec.kind is DiscountKind.FREE_PRODUCT:
        return {
            "discount_type": "percent",
            "amount": "100",
            "limit_usage_to_x_items": 1,
        }
    if spec.amount is not None:
        amount = spec.amount.decimal_text()
        if scoped:
            # Off a cart it would take no heed of the scope; off a product it
            # would count for each unit.
            return {
                "discount_type": "fixed_product",
                "amount": amount,
                "limit_usage_to_x_items": 1,
            }
        return {"discount_type": "fixed_cart", "amount": amount}
    percent = Decimal(spec.percent_bp or 0) / 100
    return {
        "discount_type": "percent",
        "amount": str(percent.quantize(HUNDREDTH)),
        **({} if spec.pieces is None else {"limit_usage_to_x_items": spec.pieces}),
    }


def expiry(moment: datetime) -> str:
    """Return an instant as the store understands it: UTC, whole seconds, ``Z``."""
    stamp = moment.astimezone(UTC).replace(microsecond=0)
    return stamp.isoformat().replace("+00:00", "Z")


def _address(given: str) -> str:
    found = email(given)
    if found is None or not ADDRESS.fullmatch(found):
        raise PlatformRefused(
            "the address would be dropped by the store", reason="email"
        )
    return found


def _number(reference: str) -> int:
    if not reference.isascii() or not reference.isdigit():
        raise PlatformRefused(f"{reference!r} is no id of this store", reason="scope")
    return int(reference)


def differences(asked: Mapping[str, object], coupon: Body) -> list[str]:
    """Return the names of fields in which a coupon is not what was asked for."""
    wanted, made = _compared(asked), _compared(coupon)
    wanted["date_expires_gmt"] = str(asked.get("date_expires", "")).removesuffix("Z")
    return [name for name, value in wanted.items() if made[name] != value]


def _compared(coupon: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that decide who may use a coupon, for what, how long."""
    found: dict[str, object] = {
        name: coupon.get(name) or None
        for name in (
            "discount_type",
            "usage_limit",
            "usage_limit_per_user",
            "individual_use",
            "limit_usage_to_x_items",
            "free_shipping",
        )
    }
    for name in ("email_restrictions", "product_ids", "product_categories"):
        found[name] = coupon.get(name) or []
    for name in ("amount", "minimum_amount"):
        found[name] = _decimal(coupon.get(name))
    found["code"] = str(coupon.get("code") or "").casefold()
    found["date_expires_gmt"] = coupon.get("date_expires_gmt") or ""
    return found


def _decimal(value: object) -> Decimal | None:
    try:
        return Decimal(str(value or "0"))
    except ArithmeticError:
        return None


def issued(coupon: Body, now: datetime) -> IssuedDiscount:
    """Return what a coupon says."""
    ends_at = maybe_gmt(coupon.get("date_expires_gmt"))
    marks = [
        text(each.get("value"))
        for each in objects(coupon.get("meta_data"))
        if each.get("key") == MARK
    ]
    return IssuedDiscount(
        code=text(coupon.get("code")) or "",
        discount_ref=ref(coupon.get("id"), "coupon id"),
        marker=next(iter(marks), None),
        ends_at=ends_at,
        times_used=whole(coupon.get("usage_count") or 0, "usage_count"),
        active=coupon.get("status", "publish") == "publish"
        and (ends_at is None or now < ends_at),
    )


def same_code(one: str, other: str) -> bool:
    """Tell whether two codes are one to WooCommerce, which keeps lower case."""
    return one.casefold() == other.casefold()
