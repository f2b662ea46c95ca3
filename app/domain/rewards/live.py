"""Discounts as they stand in a store, whoever made them, as far as they can be read.

Ours are put into the same shape, so that one judgement holds for all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from app.domain.money import Money
from app.domain.programme.perks import PercentPerk, Perk, ShippingPerk
from app.domain.programme.rewards import Combines
from app.domain.rewards.discount import Combination
from app.domain.rewards.offer import Offer, refs_for

Kind = Literal["order", "product", "shipping"]
Rule = Literal["classes", "coupons"]
"""How a platform decides what stands together. ``classes``: both must allow the class
of the other. ``coupons``: all stack but those that are for individual use."""

NOTHING: Final = Combination(order=False, product=False, shipping=False)


@dataclass(frozen=True, slots=True)
class CartLine:
    """Some of one product; without a reference it is any other product."""

    product_ref: str | None
    title: str
    quantity: int
    amount_minor: int
    """Of the whole line, before discounts."""
    collection_refs: frozenset[str] = frozenset()
    reduced: bool = False
    """Sold below its regular price."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who holds the cart, as far as it matters for a discount."""

    customer_ref: str | None = None
    email: str | None = None
    tags: frozenset[str] = frozenset()
    """Customer tags in lower case."""


@dataclass(frozen=True, slots=True)
class Goods:
    """What a discount is for; everything when nothing is named."""

    products: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()
    not_products: frozenset[str] = frozenset()
    not_collections: frozenset[str] = frozenset()
    not_reduced: bool = False
    whole_cart: bool = False
    """One piece that is left out keeps the whole discount away."""
    known: bool = True
    """Whether all that is named could be read."""

    def leaves_out(self, line: CartLine) -> bool:
        """Tell whether a line is kept from the discount by name or price."""
        return (
            line.product_ref in self.not_products
            or bool(line.collection_refs & self.not_collections)
            or (self.not_reduced and line.reduced)
        )

    def covers(self, line: CartLine) -> bool:
        """Tell whether the discount is for a line."""
        if self.leaves_out(line):
            return False
        if not (self.products or self.collections):
            return True
        return line.product_ref in self.products or bool(
            line.collection_refs & self.collections
        )


@dataclass(frozen=True, slots=True)
class People:
    """Whom a discount is for; everybody when nothing is named."""

    customers: frozenset[str] = frozenset()
    emails: tuple[str, ...] = ()
    """In lower case; ``*@shop.test`` stands for every address there."""
    tags: frozenset[str] = frozenset()
    """Customer tags in lower case, any of which is enough."""
    chosen: bool = False
    """A group or a market of which only the store knows who is in it."""

    def allow(self, buyer: Buyer) -> bool | None:
        """Tell whether a buyer is one of them; None where only the store knows."""
        if self.customers or self.emails or self.tags:
            if buyer.customer_ref in self.customers or buyer.tags & self.tags:
                return True
            if any(_matches(each, buyer.email or "") for each in self.emails):
                return True
            return None if self.chosen else False
        return None if self.chosen else True


def _matches(wanted: str, email: str) -> bool:
    if wanted.startswith("*"):
        return email.endswith(wanted[1:])
    return email == wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveDiscount:
    """One discount that a checkout may meet."""

    discount_ref: str
    title: str
    code: str | None = None
    """None: the checkout takes it off by itself."""
    kinds: frozenset[Kind]
    combines_with: Combination = NOTHING
    alone: bool = False
    """For individual use: throws all others out."""
    goods: Goods = Goods()
    people: People = People()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    minimum_minor: int = 0
    maximum_minor: int = 0
    """0: none."""
    minimum_pieces: int = 0
    uses_left: int | None = None
    percent_bp: int | None = None
    amount_minor: int | None = None
    conditions_known: bool = True
    """False where an app or a "buy one, get one" decides more than can be read."""
    admin_url: str = ""
    """Where staff of the store change it."""
    ours: bool = False

    @property
    def automatic(self) -> bool:
        """Whether nobody types it."""
        return self.code is None


@dataclass(frozen=True, slots=True)
class LiveDiscounts:
    """What a store said of its own discounts."""

    found: tuple[LiveDiscount, ...]
    complete: bool = True
    """False: there are more than were read."""


def of_offer(offer: Offer, title: str, store: str, admin_url: str) -> LiveDiscount:
    """Return a reward of ours as a store will hold it."""
    amount: Money | None = offer.amount
    products = refs_for(offer.product_refs, store)
    collections = refs_for(offer.collection_refs, store)
    kind = kind_of(offer.kind.value, scoped=bool(products or collections))
    with_ = offer.combines_with
    return LiveDiscount(
        discount_ref=f"reward:{offer.reward_id}",
        title=title,
        code="",
        kinds=frozenset({kind}),
        combines_with=_own(with_, kind),
        alone=_is_alone(with_),
        goods=Goods(frozenset(products), frozenset(collections)),
        minimum_minor=offer.minimum_minor or 0,
        percent_bp=offer.percent_bp,
        amount_minor=None if amount is None else amount.amount_minor,
        conditions_known=kind != "product" or offer.pieces is None,
        admin_url=admin_url,
        ours=True,
    )


def of_perk(
    perk: Perk,
    title: str,
    currency: str,
    store: str,
    *,
    admin_url: str,
    code: str | None,
) -> LiveDiscount | None:
    """Return a perk of ours that takes something off, as a store holds it.

    Args:
        perk: Of the document.
        title: How it is called.
        currency: Of the store.
        store: The store's id, for references that name one.
        admin_url: Where it is changed.
        code: None where the platform takes it off by itself.
    """
    what, with_ = perk.what, _combination(perk.combines_with)
    if isinstance(what, PercentPerk):
        products = refs_for(what.scope.products, store)
        collections = refs_for(what.scope.collections, store)
        kind = kind_of("percent", scoped=bool(products or collections))
        goods, minimum, percent_bp = (
            Goods(frozenset(products), frozenset(collections)),
            0,
            what.percent,
        )
    elif isinstance(what, ShippingPerk):
        kind, goods, percent_bp = "shipping", Goods(), None
        minimum = _floor(what, currency)
    else:
        return None
    return LiveDiscount(
        discount_ref=f"perk:{perk.id}",
        title=title,
        code=code,
        kinds=frozenset({kind}),
        combines_with=_own(with_, kind),
        alone=_is_alone(with_),
        goods=goods,
        minimum_minor=minimum,
        percent_bp=percent_bp,
        admin_url=admin_url,
        ours=True,
    )


def _floor(what: ShippingPerk, currency: str) -> int:
    try:
        return what.floor_minor(currency) or 0
    except KeyError:
        return 0


def kind_of(name: str, *, scoped: bool) -> Kind:
    """Return the class of a discount of ours."""
    if name == "free_shipping":
        return "shipping"
    return "product" if scoped or name == "free_product" else "order"


def _combination(said: Combines) -> Combination:
    return Combination(order=said.order, product=said.product, shipping=said.shipping)


def _own(with_: Combination, kind: Kind) -> Combination:
    """Return what ours allow; two for shipping never stand together."""
    shipping = with_.shipping and kind != "shipping"
    return Combination(order=with_.order, product=with_.product, shipping=shipping)


def _is_alone(with_: Combination) -> bool:
    """Tell whether a coupon of ours is made for individual use: it has one switch."""
    return not (with_.order or with_.product)


def lines_of(
    lines: Sequence[CartLine], known: Mapping[str, tuple[frozenset[str], bool]]
) -> tuple[CartLine, ...]:
    """Return lines with the collections and sale prices that a catalogue knows."""
    found = []
    for line in lines:
        collections, reduced = known.get(
            line.product_ref or "", (line.collection_refs, line.reduced)
        )
        found.append(
            CartLine(
                line.product_ref,
                line.title,
                line.quantity,
                line.amount_minor,
                collections,
                reduced,
            )
        )
    return tuple(found)
