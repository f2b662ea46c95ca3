"""Tags, store credit, gift cards, goods and discounts of the fake shops."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from app.domain.errors import (
    CodeTaken,
    PlatformCannot,
    PlatformMissing,
    PlatformRefused,
)
from app.domain.events import CustomerProfile
from app.domain.events.products import ProductFacts
from app.domain.money import Money
from app.domain.rewards.credit import (
    CreditMovement,
    CreditSpec,
    GiftCardSpec,
    IssuedGiftCard,
)
from app.domain.rewards.live import LiveDiscounts, Rule
from app.ports import StoreConnection
from integrations.fake.shop import Card, FakeShop

Call = Callable[[StoreConnection, str], AbstractContextManager[FakeShop]]


def require(shop: FakeShop, what: str) -> None:
    """Refuse what this shop was told that it can't.

    Raises:
        PlatformCannot: It does not offer *what*.
    """
    if what not in shop.offers:
        raise PlatformCannot(f"the fake shop has no {what}", reason=what)


class FakeBenefits:
    """``MemberBenefits`` in memory."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def can(self, store: StoreConnection) -> frozenset[str]:
        with self._call(store, "can") as shop:
            return shop.offers

    def tag_customer(
        self,
        store: StoreConnection,
        customer_ref: str,
        *,
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
    ) -> tuple[str, ...]:
        with self._call(store, "tag_customer") as shop:
            require(shop, "tags")
            known = _customer(shop, customer_ref)
            tags = tuple(sorted((set(known.tags or ()) | set(add)) - set(remove)))
            shop.customers[customer_ref] = replace(known, tags=tags)
            return tags

    def add_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        with self._call(store, "add_credit") as shop:
            return _move(shop, spec, sign=1)

    def take_credit(self, store: StoreConnection, spec: CreditSpec) -> CreditMovement:
        with self._call(store, "take_credit") as shop:
            return _move(shop, spec, sign=-1)

    def credit_balance(
        self, store: StoreConnection, customer_ref: str, currency: str
    ) -> Money:
        with self._call(store, "credit_balance") as shop:
            require(shop, "store_credit")
            _customer(shop, customer_ref)
            return Money(shop.credit_minor.get((customer_ref, currency), 0), currency)

    def issue_gift_card(
        self, store: StoreConnection, spec: GiftCardSpec
    ) -> IssuedGiftCard:
        with self._call(store, "issue_gift_card") as shop:
            require(shop, "gift_card")
            key = _key(spec.code)
            if not key.isalnum():
                raise PlatformRefused("letters and digits only", reason="code")
            held = shop.cards.get(key)
            if held is None:
                shown = IssuedGiftCard(
                    str(len(shop.cards) + 1),
                    spec.amount,
                    enabled=True,
                    marker=spec.marker,
                )
                held = shop.cards[key] = Card(shown, spec.customer_ref)
            elif held.shown.marker != spec.marker:
                raise CodeTaken("another card has the code", reason="TAKEN")
            return held.shown

    def look_up_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        with self._call(store, "look_up_gift_card") as shop:
            require(shop, "gift_card")
            held = shop.cards.get(_key(code))
            return held.shown if held else None

    def disable_gift_card(
        self, store: StoreConnection, code: str
    ) -> IssuedGiftCard | None:
        with self._call(store, "disable_gift_card") as shop:
            require(shop, "gift_card")
            held = shop.cards.get(_key(code))
            if held is None:
                return None
            held.shown = replace(held.shown, enabled=False)
            return held.shown


class FakeCatalogue:
    """``Catalogue`` in memory."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def products(
        self, store: StoreConnection, product_refs: Sequence[str]
    ) -> list[ProductFacts]:
        with self._call(store, "products") as shop:
            return [
                shop.products[each] for each in product_refs if each in shop.products
            ]


class FakeDiscounts:
    """``StoreDiscounts`` in memory."""

    rule: Rule = "classes"

    def __init__(self, call: Call) -> None:
        self._call = call

    def live(
        self, store: StoreConnection, *, customer_ref: str | None = None
    ) -> LiveDiscounts:
        with self._call(store, "discounts") as shop:
            return LiveDiscounts(
                tuple(
                    each
                    for each in shop.own_discounts
                    if not each.people.customers
                    or customer_ref in each.people.customers
                )
            )


def _customer(shop: FakeShop, customer_ref: str) -> CustomerProfile:
    if customer_ref not in shop.customers:
        raise PlatformMissing(f"no customer {customer_ref}")
    return shop.customers[customer_ref]


def _key(code: str) -> str:
    return code.replace("-", "").casefold()


def _move(shop: FakeShop, spec: CreditSpec, *, sign: int) -> CreditMovement:
    """Move an amount once for each marker, and never below nothing."""
    require(shop, "store_credit")
    _customer(shop, spec.customer_ref)
    if spec.marker in shop.movements:
        return shop.movements[spec.marker]
    currency = spec.amount.currency
    if currency != shop.currency:
        raise PlatformRefused("the shop has another currency", reason="currency")
    key = (spec.customer_ref, currency)
    held = shop.credit_minor.get(key, 0)
    minor = spec.amount.amount_minor
    moved = minor if sign > 0 else min(minor, held)
    shop.credit_minor[key] = held + sign * moved
    movement = CreditMovement(
        external_ref=str(len(shop.movements) + 1),
        balance=Money(shop.credit_minor[key], currency),
        amount=Money(moved, currency),
    )
    shop.movements[spec.marker] = movement
    return movement
