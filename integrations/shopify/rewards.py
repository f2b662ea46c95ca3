"""A discount in our words, and what Shopify makes of it.

Our marker comes back with every look-up, so what exists already tells whose it is.
Of a code it rides in the title, which staff see and shoppers do not. The title of an
automatic discount is shown at the checkout, so there it rides in a tag; another tag
holds the code, by which it is found again.
"""

import re
from datetime import UTC, datetime, timedelta
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
AUTOMATIC = {
    BASIC: ("AutomaticBasicCreate", "discountAutomaticBasicCreate"),
    BXGY: ("AutomaticBxgyCreate", "discountAutomaticBxgyCreate"),
    FREE_SHIPPING: (
        "AutomaticFreeShippingCreate",
        "discountAutomaticFreeShippingCreate",
    ),
}
CODE_TAG = "setia-code-"
MARK_TAG = "setia-mark-"
ALIVE = ("ACTIVE", "SCHEDULED")
WHOLE_BP = 10_000
LONGEST_TITLE = 180
CLOCKS_APART = timedelta(minutes=5)
"""A code works at once, though the shop's clock is behind ours: codes begin earlier."""
_MARK = re.compile(r"\[setia ([^\]]+)\]$")


def gid(kind: str, number: str) -> str:
    """Return the global id of a thing; one that is global already stays."""
    return number if number.startswith("gid://") else f"gid://shopify/{kind}/{number}"


def creation(
    spec: DiscountSpec, segment_id: str | None = None
) -> tuple[str, str, dict[str, object]]:
    """Return the operation, its root field and its input for a discount.

    Args:
        spec: What is wanted.
        segment_id: The segment of the customers with the spec's tag, if it has one.
    """
    kind, asked = _parts(spec)
    asked = {**_shared(spec, segment_id), **asked}
    return *(AUTOMATIC[kind] if spec.automatic else kind), asked


def _parts(spec: DiscountSpec) -> tuple[tuple[str, str], dict[str, object]]:
    """Return the kind of discount, and what only this kind has."""
    if spec.kind is DiscountKind.FREE_SHIPPING:
        return FREE_SHIPPING, {
            **_minimum(spec),
            "destination": {"all": True},
            # Two shipping discounts never stand together.
            "combinesWith": {**_combines(spec), "shippingDiscounts": False},
        }
    if spec.kind is DiscountKind.FREE_PRODUCT:
        return BXGY, {
            "usesPerOrderLimit": 1,
            **_pieces(spec, WHOLE_BP),
        }
    if spec.pieces is not None:
        # A plain discount knows no number of pieces.
        return BXGY, {
            "usesPerOrderLimit": spec.pieces,
            **_pieces(spec, spec.percent_bp or 0),
        }
    return BASIC, {
        **_minimum(spec),
        "customerGets": {"items": _items(spec), "value": _value(spec)},
    }


def _pieces(spec: DiscountSpec, percent_bp: int) -> dict[str, object]:
    """Return what takes a share off one piece, and what is bought beside it."""
    effect = {"percentage": Decimal(percent_bp) / WHOLE_BP}
    return {
        "customerBuys": {"items": {"all": True}, "value": _purchase(spec)},
        "customerGets": {
            "items": _items(spec),
            "value": {"discountOnQuantity": {"quantity": "1", "effect": effect}},
        },
    }


def _shared(spec: DiscountSpec, segment_id: str | None) -> dict[str, object]:
    context: dict[str, object] = {"all": "ALL"}
    if segment_id is not None:
        context = {"customerSegments": {"add": [segment_id]}}
    elif spec.customer_ref is not None:
        context = {"customers": {"add": [gid("Customer", spec.customer_ref)]}}
    asked: dict[str, object] = {
        "startsAt": _instant(spec.starts_at - CLOCKS_APART),
        "endsAt": _instant(spec.ends_at) if spec.ends_at else None,
        "context": context,
        "combinesWith": _combines(spec),
    }
    title = spec.title[:LONGEST_TITLE]
    if spec.automatic:
        # Two automatic discounts never have one title: the code makes it ours.
        tags = [code_tag(spec.code), f"{MARK_TAG}{spec.marker}"]
        return {"title": f"{title} · {spec.code}", "tags": tags, **asked}
    once: dict[str, object] = {"usageLimit": 1, "appliesOncePerCustomer": True}
    return {
        "title": marked(title, spec.marker),
        "code": spec.code,
        **({"appliesOncePerCustomer": False} if spec.reusable else once),
        **asked,
    }


def code_tag(code: str) -> str:
    """Return the tag by which an automatic discount is found; case is ignored."""
    return f"{CODE_TAG}{code.upper()}"


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
    """Return what the node of a discount says, with a code or automatic.

    Raises:
        PlatformUnclear: The node holds no discount of a kind that we make.
    """
    kinds = ("codeDiscount", "automaticDiscount", "discount")
    discount = mapping(next((node[name] for name in kinds if node.get(name)), None))
    if not discount.get("status"):
        raise PlatformUnclear("the discount came back without its state")
    codes = [
        text(each.get("code"))
        for each in objects(mapping(discount.get("codes")).get("nodes"))
    ]
    return IssuedDiscount(
        code=next((each for each in codes if each and same_code(each, code)), code),
        discount_ref=ref(node.get("id"), "discount id"),
        marker=mark_in(discount.get("title")) or _tagged(discount, MARK_TAG),
        ends_at=maybe_moment(discount.get("endsAt")),
        times_used=whole(discount.get("asyncUsageCount") or 0, "asyncUsageCount"),
        active=discount.get("status") in ALIVE,
    )


def marked(words: str, marker: str) -> str:
    """Return a text that ends with our marker."""
    return f"{words} [setia {marker}]".lstrip()


def mark_in(words: object) -> str | None:
    """Return the marker at the end of a text, if it has one."""
    found = _MARK.search(text(words) or "")
    return found[1] if found else None


def has_code_tag(discount: Body, code: str) -> bool:
    """Tell whether this is the automatic discount of *code*."""
    found = _tagged(discount, CODE_TAG)
    return found is not None and same_code(found, code)


def _tagged(discount: Body, prefix: str) -> str | None:
    tags = discount.get("tags")
    found = [str(each) for each in tags] if isinstance(tags, list) else []
    return next(
        (each[len(prefix) :] for each in found if each.startswith(prefix)), None
    )


def same_code(one: str, other: str) -> bool:
    """Tell whether two codes are one to Shopify, which ignores case."""
    return one.casefold() == other.casefold()
