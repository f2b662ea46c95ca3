"""Whether a code works for a cart, and if not, why.

Reads only. The same question is asked when a code is typed in and again, under
the lock, when the order is placed; that second answer is the one that counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from integrations.sandbox.store.models import (
    Customer,
    Discount,
    Product,
    Scope,
    Use,
    Variant,
)
from integrations.sandbox.store.state import Store

CODES_ON_ONE_ORDER = 5


@dataclass(frozen=True, slots=True)
class CartLine:
    product: Product
    variant: Variant
    quantity: int

    @property
    def gross_minor(self) -> int:
        return self.variant.price_minor * self.quantity


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who is buying, as far as the checkout knows."""

    customer: Customer | None = None
    email: str = ""

    def emails(self) -> list[str]:
        own = (self.customer.email or "") if self.customer else ""
        return [text.strip().lower() for text in (self.email, own) if text.strip()]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a code does not work; *code* is stable, *text* is what the shopper reads."""

    code: str
    text: str


def covers(scope: Scope, line: CartLine) -> bool:
    """Whether *scope* takes in the goods of *line*. Gift cards are never discounted."""
    product = line.product
    if product.gift_card or product.id in scope.excluded_product_ids:
        return False
    groups = set(product.collection_ids)
    if groups & scope.excluded_collection_ids:
        return False
    if scope.is_all:
        return True
    return (
        product.id in scope.product_ids
        or line.variant.id in scope.variant_ids
        or line.variant.id in scope.product_ids
        or bool(groups & scope.collection_ids)
    )


def entitled(discount: Discount, lines: Sequence[CartLine]) -> list[int]:
    """The positions of the lines that *discount* may take something off."""
    return [i for i, line in enumerate(lines) if covers(discount.scope, line)]


def why_not(
    store: Store,
    discount: Discount | None,
    lines: Sequence[CartLine],
    shopper: Shopper,
    code: str,
) -> Refusal | None:
    """Nothing when the code works for this cart by itself, else the first reason."""
    if discount is None:
        return Refusal("not_found", f"“{code}” is not a code of this shop.")
    if not store.config.coupons_enabled:
        return Refusal("disabled", "Codes are switched off in this shop.")
    return (
        _by_time(discount, store.now(), code)
        or _by_shopper(store, discount, shopper, code)
        or _by_count(discount, shopper, code)
        or _by_cart(store, discount, lines, code)
    )


def _by_time(discount: Discount, now: datetime, code: str) -> Refusal | None:
    if not discount.active:
        return Refusal("inactive", f"“{code}” is not active.")
    if discount.starts_at is not None and now < discount.starts_at:
        return Refusal("not_started", f"“{code}” is not valid yet.")
    if discount.ends_at is not None and now >= discount.ends_at:
        return Refusal("expired", f"“{code}” has expired.")
    return None


def _by_shopper(
    store: Store, discount: Discount, shopper: Shopper, code: str
) -> Refusal | None:
    if discount.customer_ids is not None or discount.segment_ids:
        customer = shopper.customer
        if customer is None and shopper.email:
            customer = store.customer_by_email(shopper.email)
        if customer is None:
            return Refusal(
                "login_required", f"Sign in or give your e-mail to use “{code}”."
            )
        if not _for_customer(store, discount, customer):
            return Refusal("wrong_customer", f"“{code}” belongs to somebody else.")
    if discount.email_restrictions:
        emails = shopper.emails()
        if not emails:
            return Refusal(
                "email_required", f"Please enter a valid email to use “{code}”."
            )
        if not any(_email_matches(discount, email) for email in emails):
            return Refusal("wrong_email", f"“{code}” belongs to another e-mail.")
    return None


def _for_customer(store: Store, discount: Discount, customer: Customer) -> bool:
    if discount.segment_ids:
        tags = {store.segments[each].tag for each in discount.segment_ids}
        return bool(tags & set(customer.tags))
    return customer.id in (discount.customer_ids or set())


def _email_matches(discount: Discount, email: str) -> bool:
    for wanted in discount.email_restrictions:
        if wanted.startswith("*"):
            if email.endswith(wanted[1:]):
                return True
        elif wanted == email:
            return True
    return False


def _same_person(use: Use, shopper: Shopper) -> bool:
    if shopper.customer is not None and use.customer_id == shopper.customer.id:
        return True
    return bool(use.email) and use.email.lower() in shopper.emails()


def _by_count(discount: Discount, shopper: Shopper, code: str) -> Refusal | None:
    uses = discount.live_uses()
    if len(discount.codes) > 1:
        uses = [use for use in uses if use.code.lower() == code.lower()]
    if discount.usage_limit and len(uses) >= discount.usage_limit:
        return Refusal("used_up", f"“{code}” has been used up.")
    if discount.per_customer_limit:
        own = [use for use in uses if _same_person(use, shopper)]
        if len(own) >= discount.per_customer_limit:
            return Refusal("used_by_customer", f"You have used “{code}” already.")
    return None


def _by_cart(
    store: Store, discount: Discount, lines: Sequence[CartLine], code: str
) -> Refusal | None:
    chosen = entitled(discount, lines)
    if discount.kind != "free_shipping" and not chosen:
        text = f"“{code}” is not for these goods."
        if discount.kind == "gift":
            text = f"Put the gift of “{code}” in the cart first."
        return Refusal("not_applicable", text)
    counted = [lines[i] for i in chosen] if store.config.is_shopify else list(lines)
    if discount.kind == "gift":
        counted = [line for line in lines if covers(discount.buys, line)]
    subtotal_minor = sum(line.gross_minor for line in counted)
    units = sum(line.quantity for line in counted)
    if subtotal_minor < discount.min_subtotal_minor:
        missing = store.show(discount.min_subtotal_minor)
        return Refusal("minimum_subtotal", f"“{code}” needs an order of {missing}.")
    if discount.max_subtotal_minor and subtotal_minor > discount.max_subtotal_minor:
        most = store.show(discount.max_subtotal_minor)
        return Refusal("maximum_subtotal", f"“{code}” is for orders up to {most}.")
    if units < discount.min_quantity:
        return Refusal(
            "minimum_quantity", f"“{code}” needs {discount.min_quantity} items."
        )
    if discount.kind == "gift" and not gift_units(discount, lines):
        return Refusal("gift_not_earned", f"The cart does not earn “{code}” yet.")
    return None


def gift_units(discount: Discount, lines: Sequence[CartLine]) -> dict[int, int]:
    """How many units of which line are the gift; the cheapest ones first.

    A unit given is not also one that was bought for the condition.
    """
    rows = sorted(entitled(discount, lines), key=lambda i: lines[i].variant.price_minor)
    pool = [i for i in rows for _ in range(lines[i].quantity)]
    most = discount.uses_per_order or len(pool)
    given: dict[int, int] = {}
    for _ in range(most):
        batch = pool[: discount.gets_quantity]
        if len(batch) < discount.gets_quantity or not batch:
            break
        trial = dict(given)
        for i in batch:
            trial[i] = trial.get(i, 0) + 1
        rounds = (sum(trial.values())) // discount.gets_quantity
        if not _bought_enough(discount, lines, trial, rounds):
            break
        given = trial
        pool = pool[discount.gets_quantity :]
    return given


def _bought_enough(
    discount: Discount, lines: Sequence[CartLine], given: dict[int, int], rounds: int
) -> bool:
    units = 0
    amount_minor = 0
    for i, line in enumerate(lines):
        if covers(discount.buys, line):
            left = line.quantity - given.get(i, 0)
            units += left
            amount_minor += left * line.variant.price_minor
    if discount.buys_amount_minor:
        return amount_minor >= discount.buys_amount_minor * rounds
    return units >= discount.buys_quantity * rounds


def cannot_join(
    store: Store, discount: Discount, present: Sequence[Discount]
) -> Refusal | None:
    """Whether *discount* may stand beside the ones that are on the cart already."""
    clash = Refusal("cannot_combine", f"“{discount.code}” does not combine.")
    if not store.config.is_shopify:
        if any(other.individual_use for other in present):
            return clash
        return clash if discount.individual_use and present else None
    goods = [other for other in present if other.discount_class != "shipping"]
    if discount.discount_class == "shipping":
        if len(goods) < len(present):
            return clash
    elif len(goods) >= CODES_ON_ONE_ORDER:
        return clash
    for other in present:
        if not (_allows(discount, other) and _allows(other, discount)):
            return clash
    return None


def _allows(own: Discount, other: Discount) -> bool:
    return {
        "order": own.combines_order,
        "product": own.combines_product,
        "shipping": own.combines_shipping,
    }[other.discount_class]
