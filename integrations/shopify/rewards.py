"""A discount in our words, and what Shopify makes of it.

Our marker rides in the title, which staff see and shoppers do not: it comes back
with every look-up, so a code that exists already tells whose it is.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal

from app.domain.errors import PlatformUnclear
from app.domain.money import Money
from app.domain.rewards.discount import DiscountKind, DiscountSpec, IssuedDiscount
from integrations.reading import (
    Body,
    mapping,
    maybe_moment,
    objects,
    ref,
    text,
    whole,
)

BASIC = ("CodeBasicCreate", "discountCodeBasicCreate")
BXGY = ("CodeBxgyCreate", "discountCodeBxgyCreate")
FREE_SHIPPING = ("CodeFreeShippingCreate", "discountCodeFreeShippingCreate")
ALIVE = ("ACTIVE", "SCHEDULED")
WHOLE_BP = 10_000
LONGEST_TITLE = 180
_MARK = re.compile(r"\[setia ([^\]]+)\]$")


def gid(kind: str, number: str) -> str:
    """Return the global id of a thing; one that is global already stays."""
    return number if number.startswith("gid://") else f"gid://shopify/{kind}/{number}"


def creation(spec: DiscountSpec) -> tuple[str, str, dict[str, object]]:
    """Return the operation, its root field and its input for a discount."""
    shared = _shared(spec)
    if spec.kind is DiscountKind.FREE_SHIPPING:
        return *FREE_SHIPPING, {
            **shared,
            **_minimum(spec),
            "destination": {"all": True},
            # Two shipping discounts never stand together.
            "combinesWith": {**_combines(spec), "shippingDiscounts": False},
        }
    if spec.kind is DiscountKind.FREE_PRODUCT:
        return *BXGY, {
            **shared,
            "usesPerOrderLimit": 1,
            "customerBuys": {"items": {"all": True}, "value": _purchase(spec)},
            "customerGets": {
                "items": _items(spec),
                "value": {
                    "discountOnQuantity": {
                        "quantity": "1",
                        "effect": {"percentage": Decimal(1)},
                    }
                },
            },
        }
    return *BASIC, {
        **shared,
        **_minimum(spec),
        "customerGets": {"items": _items(spec), "value": _value(spec)},
    }


def _shared(spec: DiscountSpec) -> dict[str, object]:
    context: dict[str, object] = {"all": "ALL"}
    if spec.customer_ref is not None:
        context = {"customers": {"add": [gid("Customer", spec.customer_ref)]}}
    return {
        "title": f"{spec.title[:LONGEST_TITLE]} [setia {spec.marker}]",
        "code": spec.code,
        "startsAt": _instant(spec.starts_at),
        "endsAt": _instant(spec.ends_at) if spec.ends_at else None,
        "usageLimit": 1,
        "appliesOncePerCustomer": True,
        "context": context,
        "combinesWith": _combines(spec),
    }


def _combines(spec: DiscountSpec) -> dict[str, object]:
    with_ = spec.combines_with
    return {
        "orderDiscounts": with_.order,
        "productDiscounts": with_.product,
        "shippingDiscounts": with_.shipping,
    }


def _items(spec: DiscountSpec) -> dict[str, object]:
    """Return the scope; products win where both are named, Shopify takes one."""
    if spec.product_refs:
        products = [gid("Product", each) for each in spec.product_refs]
        return {"products": {"productsToAdd": products}}
    if spec.collection_refs:
        collections = [gid("Collection", each) for each in spec.collection_refs]
        return {"collections": {"add": collections}}
    return {"all": True}


def _value(spec: DiscountSpec) -> dict[str, object]:
    if spec.amount is not None:
        amount = {"amount": spec.amount.decimal_text(), "appliesOnEachItem": False}
        return {"discountAmount": amount}
    return {"percentage": Decimal(spec.percent_bp or 0) / WHOLE_BP}


def _minimum(spec: DiscountSpec) -> dict[str, object]:
    if not spec.minimum_minor:
        return {}
    floor = Money(spec.minimum_minor, spec.currency).decimal_text()
    return {"minimumRequirement": {"subtotal": {"greaterThanOrEqualToSubtotal": floor}}}


def _purchase(spec: DiscountSpec) -> dict[str, object]:
    """Return what must be bought beside a gift: an amount, or any one thing."""
    if spec.minimum_minor:
        return {"amount": Money(spec.minimum_minor, spec.currency).decimal_text()}
    return {"quantity": "1"}


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def issued(node: Body, code: str) -> IssuedDiscount:
    """Return what a ``DiscountCodeNode`` says.

    Raises:
        PlatformUnclear: The node holds no discount of a kind that has codes.
    """
    discount = mapping(node.get("codeDiscount"))
    if not discount.get("status"):
        raise PlatformUnclear("the discount came back without its state")
    mark = _MARK.search(text(discount.get("title")) or "")
    codes = [
        text(each.get("code"))
        for each in objects(mapping(discount.get("codes")).get("nodes"))
    ]
    return IssuedDiscount(
        code=next((each for each in codes if each and same_code(each, code)), code),
        discount_ref=ref(node.get("id"), "discount id"),
        marker=mark[1] if mark else None,
        ends_at=maybe_moment(discount.get("endsAt")),
        times_used=whole(discount.get("asyncUsageCount") or 0, "asyncUsageCount"),
        active=discount.get("status") in ALIVE,
    )


def same_code(one: str, other: str) -> bool:
    """Tell whether two codes are one to Shopify, which ignores case."""
    return one.casefold() == other.casefold()
