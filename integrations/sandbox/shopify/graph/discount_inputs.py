"""Reads what an app asks for when it makes or changes a discount code."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from integrations.sandbox.shopify.wire import number_of
from integrations.sandbox.store.clock import parse_instant
from integrations.sandbox.store.models import Discount, Scope
from integrations.sandbox.store.state import Store

Node = dict[str, Any]
LONGEST_CODE = 255
MOST_TAGS = 5
MOST_AUTOMATIC = 25


@dataclass(slots=True)
class Problems:
    """User errors as they are found; the answer lists them all."""

    prefix: str
    found: list[Node] = field(default_factory=list)

    def add(self, path: str, code: str, message: str) -> None:
        self.found.append(
            {
                "field": [self.prefix, *path.split(".")],
                "code": code,
                "message": message,
                "extraInfo": None,
            }
        )


def instant(text: object) -> datetime | None:
    return None if text is None else parse_instant(str(text))


def scope_of(items: Node | None, problems: Problems, path: str) -> Scope:
    """Goods named by ``all``, ``products`` or ``collections``."""
    scope = Scope()
    items = items or {}
    products = items.get("products") or {}
    for gid in products.get("productsToAdd") or []:
        number = number_of(gid, "Product")
        if number is not None:
            scope.product_ids.add(number)
    for gid in products.get("productVariantsToAdd") or []:
        number = number_of(gid, "ProductVariant")
        if number is not None:
            scope.variant_ids.add(number)
    for gid in (items.get("collections") or {}).get("add") or []:
        number = number_of(gid, "Collection")
        if number is not None:
            scope.collection_ids.add(number)
    if items and not items.get("all") and scope.is_all:
        problems.add(path, "APPLIES_ON_NOTHING", "Items can't be blank")
    return scope


def common(store: Store, row: Discount, asked: Node, problems: Problems) -> None:
    """What every kind of code has: title, code, dates, limits, people, neighbours."""
    if "title" in asked:
        row.title = str(asked["title"] or "")
    if "code" in asked and asked["code"] is not None:
        _code(store, row, str(asked["code"]), problems)
    _dates(row, asked, problems)
    if "usageLimit" in asked:
        row.usage_limit = asked["usageLimit"]
        if row.usage_limit is not None and row.usage_limit <= 0:
            text = "Usage limit must be greater than 0"
            problems.add("usageLimit", "GREATER_THAN", text)
    if "appliesOncePerCustomer" in asked:
        row.per_customer_limit = 1 if asked["appliesOncePerCustomer"] else None
    if asked.get("tags") is not None:
        row.tags = [str(tag) for tag in asked["tags"]]
        if len(row.tags) > MOST_TAGS:
            problems.add("tags", "TOO_MANY_TAGS", "Tags can't be more than 5")
    combines = asked.get("combinesWith")
    if combines is not None:
        row.combines_order = bool(combines.get("orderDiscounts"))
        row.combines_product = bool(combines.get("productDiscounts"))
        row.combines_shipping = bool(combines.get("shippingDiscounts"))
    _people(store, row, asked, problems)
    _minimum(store, row, asked.get("minimumRequirement"), problems)


def _dates(row: Discount, asked: Node, problems: Problems) -> None:
    if "startsAt" in asked:
        row.starts_at = instant(asked["startsAt"])
    if "endsAt" in asked:
        row.ends_at = instant(asked["endsAt"])
    if row.starts_at and row.ends_at and row.ends_at <= row.starts_at:
        text = "Ends at needs to be after starts_at"
        problems.add("endsAt", "END_DATE_BEFORE_START_DATE", text)


def required(asked: Node, names: tuple[str, ...], problems: Problems) -> None:
    for name in names:
        if (
            asked.get(name) in {None, ""}
            if not isinstance(asked.get(name), dict)
            else not asked[name]
        ):
            problems.add(name, "BLANK", f"{name[0].upper()}{name[1:]} can't be blank")
    if not asked.get("context") and not asked.get("customerSelection"):
        problems.add("context", "BLANK", "Context can't be blank")


def automatic(store: Store, row: Discount, asked: Node, problems: Problems) -> None:
    """What holds for automatic discounts alone: one title each, 25 at a time."""
    row.automatic = True
    title = str(asked.get("title") or "").lower()
    others = store.automatic_discounts()
    if any(other.title.lower() == title for other in others):
        text = "Title must be unique for automatic discount"
        problems.add("title", "TAKEN", text)
    now = store.now()
    alive = [each for each in others if each.active and not _over(each, now)]
    if len(alive) >= MOST_AUTOMATIC:
        text = "At any given time, only 25 automatic discounts can be active."
        problems.add("endsAt", "ACTIVE_PERIOD_OVERLAP", text)


def _over(row: Discount, now: datetime) -> bool:
    return row.ends_at is not None and now >= row.ends_at


def _code(store: Store, row: Discount, code: str, problems: Problems) -> None:
    code = code.strip()
    if not code:
        problems.add("code", "BLANK", "Code can't be blank")
        return
    if len(code) > LONGEST_CODE:
        problems.add("code", "TOO_LONG", "Code is too long (maximum is 255 characters)")
        return
    holder = store.discount_by_code(code)
    if holder is not None and holder.id != row.id:
        problems.add("code", "TAKEN", "Code must be unique. Please try another.")
        return
    row.codes = [code, *row.codes[1:]]


def _segments(store: Store, row: Discount, asked: Node, problems: Problems) -> None:
    for gid in asked.get("add") or []:
        number = number_of(gid, "Segment")
        if number is None or number not in store.segments:
            text = "Segment is invalid"
            problems.add("context.customerSegments.add", "INVALID", text)
        else:
            row.segment_ids.add(number)


def _people(store: Store, row: Discount, asked: Node, problems: Problems) -> None:
    context = asked.get("context") or asked.get("customerSelection")
    if not context:
        return
    if context.get("all") is not None:
        row.customer_ids = None
        return
    segments = context.get("customerSegments")
    if segments is not None:
        _segments(store, row, segments, problems)
        return
    people = context.get("customers")
    if people is None:
        text = "The sandbox knows all, customers and segments only"
        problems.add("context", "INVALID", text)
        return
    ids = set(row.customer_ids or set())
    for gid in people.get("add") or []:
        number = number_of(gid, "Customer")
        if number is None:
            problems.add("context.customers.add", "INVALID", "Customer is invalid")
        else:
            ids.add(number)
    for gid in people.get("remove") or []:
        ids.discard(number_of(gid, "Customer") or 0)
    row.customer_ids = ids


def _minimum(
    store: Store, row: Discount, asked: Node | None, problems: Problems
) -> None:
    if asked is None:
        return
    subtotal, quantity = asked.get("subtotal"), asked.get("quantity")
    if subtotal and quantity:
        problems.add(
            "minimumRequirement",
            "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT",
            "Minimum subtotal and minimum quantity can't both be present",
        )
        return
    row.min_subtotal_minor = 0
    row.min_quantity = 0
    if subtotal and subtotal.get("greaterThanOrEqualToSubtotal") is not None:
        text = str(subtotal["greaterThanOrEqualToSubtotal"])
        row.min_subtotal_minor = store.money_from(text)
    if quantity and quantity.get("greaterThanOrEqualToQuantity") is not None:
        row.min_quantity = int(quantity["greaterThanOrEqualToQuantity"])


def basic(store: Store, row: Discount, asked: Node, problems: Problems) -> None:
    """``customerGets`` of a basic code: a percentage or an amount, off what."""
    gets = asked.get("customerGets")
    if gets is None:
        return
    if gets.get("items") is not None:
        row.scope = scope_of(gets["items"], problems, "customerGets.items")
    value = gets.get("value")
    if value is None:
        return
    if value.get("percentage") is not None:
        share = Decimal(str(value["percentage"]))
        if not 0 < share <= 1:
            problems.add(
                "customerGets.value.percentage",
                "VALUE_OUTSIDE_RANGE",
                "Value must be between 0.0 and 1.0",
            )
        row.kind, row.percent, row.amount_minor = "percent", share * 100, 0
    elif value.get("discountAmount") is not None:
        amount = value["discountAmount"]
        minor = store.money_from(str(amount.get("amount") or "0"))
        if minor <= 0:
            problems.add(
                "customerGets.value.discountAmount.amount",
                "GREATER_THAN",
                "Value must be greater than 0",
            )
        each = bool(amount.get("appliesOnEachItem"))
        row.kind = "amount_each" if each else "amount"
        row.amount_minor, row.percent = minor, Decimal(0)
    else:
        problems.add("customerGets.value", "BLANK", "Value can't be blank")


def bxgy(store: Store, row: Discount, asked: Node, problems: Problems) -> None:
    """Buy something, get something: what has to be bought and what is given."""
    row.kind = "gift"
    buys = asked.get("customerBuys")
    if buys is not None:
        row.buys = scope_of(buys.get("items"), problems, "customerBuys.items")
        value = buys.get("value") or {}
        row.buys_quantity = int(value.get("quantity") or 0)
        amount = value.get("amount")
        row.buys_amount_minor = store.money_from(str(amount)) if amount else 0
        if not row.buys_quantity and not row.buys_amount_minor:
            problems.add("customerBuys.value", "BLANK", "Value can't be blank")
    gets = asked.get("customerGets")
    if gets is not None:
        row.scope = scope_of(gets.get("items"), problems, "customerGets.items")
        given = (gets.get("value") or {}).get("discountOnQuantity") or {}
        row.gets_quantity = int(given.get("quantity") or 0)
        share = Decimal(str((given.get("effect") or {}).get("percentage") or "0"))
        row.percent = share * 100
        if row.gets_quantity < 1 or not 0 < share <= 1:
            text = "Quantity and percentage are needed"
            problems.add("customerGets.value", "BLANK", text)
    if "usesPerOrderLimit" in asked:
        row.uses_per_order = asked["usesPerOrderLimit"]


def free_shipping(store: Store, row: Discount, asked: Node, problems: Problems) -> None:
    row.kind = "free_shipping"
    row.free_shipping = True
    destination = asked.get("destination")
    if destination is not None and not destination.get("all"):
        text = "The sandbox ships to everywhere at one price"
        problems.add("destination", "INVALID", text)
    most = asked.get("maximumShippingPrice")
    row.max_shipping_minor = None if most is None else store.money_from(str(most))
