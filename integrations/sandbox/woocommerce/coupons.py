"""Making and changing coupons as REST does, every trap included.

The code is lower-cased; ``date_expires_gmt`` is ignored; an invalid restriction
address falls away without a word; amounts are read with a point, whatever comes.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from integrations.sandbox.store.clock import parse_instant
from integrations.sandbox.store.models import Discount
from integrations.sandbox.store.money import from_text, to_text
from integrations.sandbox.store.state import Store
from integrations.sandbox.woocommerce.errors import RestError
from integrations.sandbox.woocommerce.wire import escaped

KINDS = {"percent": "percent", "fixed_cart": "amount", "fixed_product": "amount_each"}
EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
WILDCARD = re.compile(r"\*@?[a-z0-9.-]+\.[a-z]+")
TAG = re.compile(r"<[^>]*>")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WHOLE_PERCENT = 100
COUPON_DECIMALS = 2


def clean_code(text: str) -> str:
    """Lower case, tags stripped, the rest escaped: what WordPress stores."""
    return escaped(TAG.sub("", text).strip()).lower()


def plain_amount(text: object) -> Decimal:
    """Digits, a point and a sign count: ``"1,50"`` is 150, ``"10.000"`` is 10."""
    kept = re.sub(r"[^0-9.\-]", "", str(text))
    head, dot, tail = kept.partition(".")
    try:
        value = Decimal(head + dot + tail.replace(".", "")) if kept else Decimal(0)
    except InvalidOperation:
        value = Decimal(0)
    return Decimal(to_text(from_text(value, COUPON_DECIMALS), COUPON_DECIMALS))


def create(store: Store, asked: dict[str, Any]) -> Discount:
    """Make a coupon.

    Raises:
        RestError: As the shop would answer; nothing was made.
    """
    _allowed(store, "create")
    code = clean_code(str(asked.get("code", "")))
    if not code:
        raise RestError(
            "woocommerce_rest_empty_coupon_code",
            "The coupon code cannot be empty.",
            400,
        )
    _free(store, code, None)
    now = store.now()
    row = Discount(
        id=0,
        codes=[code],
        title=code,
        kind="amount",
        shown_kind="fixed_cart",
        amount_text="0.00",
        created_at=now,
        updated_at=now,
        combines_order=True,
        combines_product=True,
        combines_shipping=True,
    )
    fill(store, row, asked)
    row.id = store.new_id("discount")
    store.discounts[row.id] = row
    store.redeem_log.append(
        {
            "at": now.isoformat(),
            "kind": "discount",
            "id": row.id,
            "code": code,
            "title": row.description,
            "meta": row.meta,
        }
    )
    store.emit("discount.created", row)
    return row


def update(store: Store, row: Discount, asked: dict[str, Any]) -> None:
    """Change what is named; an update is also how a coupon is voided but kept."""
    _allowed(store, "edit")
    if asked.get("code"):
        code = clean_code(str(asked["code"]))
        _free(store, code, row)
        row.codes = [code]
    fill(store, row, asked)
    store.touch(row)
    store.emit("discount.updated", row)


def _allowed(store: Store, verb: str) -> None:
    if not store.config.coupons_enabled:
        raise RestError(
            f"woocommerce_rest_cannot_{verb}",
            f"Sorry, you are not allowed to {verb} resources.",
            403,
        )


def _free(store: Store, code: str, own: Discount | None) -> None:
    holder = store.discount_by_code(code)
    if holder is not None and holder is not own:
        raise RestError(
            "woocommerce_rest_coupon_code_already_exists",
            "The coupon code already exists",
            400,
        )


def fill(store: Store, row: Discount, asked: dict[str, Any]) -> None:
    """Read every field that REST knows; unknown ones are ignored."""
    kind = asked.get("discount_type", row.shown_kind)
    if kind not in KINDS:
        raise RestError.invalid_param("discount_type")
    row.shown_kind, row.kind = str(kind), KINDS[str(kind)]
    if "amount" in asked:
        row.amount_text = str(plain_amount(asked["amount"]))
    _amount(store, row)
    if "date_expires" in asked and asked["date_expires"] is not None:
        row.ends_at = expiry(store, str(asked["date_expires"]))
    if "email_restrictions" in asked:
        row.email_restrictions = emails(asked["email_restrictions"])
    _limits(store, row, asked)
    if "description" in asked:
        row.description = str(asked["description"])
    _goods(row, asked)
    _meta(store, row, asked)


def _limits(store: Store, row: Discount, asked: dict[str, Any]) -> None:
    for name in ("individual_use", "free_shipping"):
        if name in asked:
            setattr(row, name, asked[name] in {True, "true", "1"})
    if "usage_limit" in asked:
        row.usage_limit = int(asked["usage_limit"] or 0) or None
    if "usage_limit_per_user" in asked:
        row.per_customer_limit = int(asked["usage_limit_per_user"] or 0) or None
    if "limit_usage_to_x_items" in asked:
        row.limit_items = int(asked["limit_usage_to_x_items"] or 0) or None
    if "minimum_amount" in asked:
        text = str(plain_amount(asked["minimum_amount"]))
        row.min_subtotal_minor = store.money_from(text)
    if "maximum_amount" in asked:
        text = str(plain_amount(asked["maximum_amount"]))
        row.max_subtotal_minor = store.money_from(text)


def _amount(store: Store, row: Discount) -> None:
    value = Decimal(row.amount_text)
    percent = row.shown_kind == "percent"
    if value < 0 or (percent and value > WHOLE_PERCENT):
        raise RestError("coupon_invalid_amount", "Invalid discount amount.", 400)
    row.percent = value if percent else Decimal(0)
    row.amount_minor = 0 if percent else store.money_from(row.amount_text)


def _goods(row: Discount, asked: dict[str, Any]) -> None:
    names = {
        "product_ids": row.scope.product_ids,
        "excluded_product_ids": row.scope.excluded_product_ids,
        "product_categories": row.scope.collection_ids,
        "excluded_product_categories": row.scope.excluded_collection_ids,
    }
    for name, chosen in names.items():
        if name in asked:
            chosen.clear()
            chosen.update(int(one) for one in asked[name] or [])


def _meta(store: Store, row: Discount, asked: dict[str, Any]) -> None:
    for one in asked.get("meta_data") or []:
        known = [own for own in row.meta if own["key"] == one.get("key")]
        if known:
            known[0]["value"] = one.get("value")
        else:
            number = store.new_id("meta")
            row.meta.append(
                {"id": number, "key": one["key"], "value": one.get("value")}
            )


def expiry(store: Store, text: str) -> datetime | None:
    """``Z`` or an offset is understood; without, it is shop time; rubbish is 1970."""
    if not text.strip():
        return None
    try:
        return parse_instant(text, default_tz=store.zone)
    except ValueError:
        return EPOCH


def emails(asked: object) -> list[str]:
    """Lower-cased; what is no address falls away silently."""
    if not isinstance(asked, list):
        return []
    found = [str(one).strip().lower() for one in asked]
    return [one for one in found if EMAIL.fullmatch(one) or WILDCARD.fullmatch(one)]
