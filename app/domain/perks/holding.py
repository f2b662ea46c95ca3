"""Which perks a member has, and what a store must be told for each."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.perks import PercentPerk, Perk, ShippingPerk
from app.domain.rewards.discount import Combination, DiscountKind, DiscountSpec


@dataclass(frozen=True, slots=True)
class Holder:
    """What decides about a member's perks."""

    member: bool
    """Whether the person is a member, not only known."""
    tier_id: str | None = None
    plans: Mapping[str, bool] | None = None
    """Active plans, and whether each is a trial."""


def has(perk: Perk, holder: Holder) -> bool:
    """Tell whether a holder has a perk."""
    held_by = perk.held_by
    if not (perk.enabled and holder.member):
        return False
    if held_by.everybody or holder.tier_id in held_by.tiers:
        return True
    plans = holder.plans or {}
    return any(
        plan in plans and (held_by.trials or not plans[plan]) for plan in held_by.plans
    )


def perks_of(document: ProgrammeDocument, holder: Holder) -> list[Perk]:
    """Return the perks that a holder has, in the document's order.

    Of those that say so (``stacks: best``) only the best of its kind is left.
    """
    found = [perk for perk in document.perks if has(perk, holder)]
    return [perk for perk in found if perk.stacks == "all" or _is_best(perk, found)]


def _is_best(perk: Perk, found: Sequence[Perk]) -> bool:
    rivals = [
        one for one in found if one.stacks == "best" and one.what.kind == perk.what.kind
    ]
    return max(rivals, key=_worth) is perk


def _worth(perk: Perk) -> tuple[int, int]:
    """Return what ranks perks of one kind; the first listed wins a tie."""
    what = perk.what
    if isinstance(what, ShippingPerk):
        floors = what.minimum or what.above or {}
        return -sum(floors.values()), int(what.speed == "express")
    return (what.percent if isinstance(what, PercentPerk) else 0), 0


def holds_in(perk: Perk, *names: str) -> bool:
    """Tell whether a perk holds in a store of these names: its id, its domain."""
    named = perk.where.stores
    return not named or any(name in named for name in names)


def way_in(perk: Perk) -> str:
    """Return how a perk comes into a store.

    A discount that only holds at the till or in an app is shown as a tag: the
    checkout of the web must not take it off.
    """
    return "tag" if perk.way == "discount" and not perk.where.online else perk.way


def digest_of(perk: Perk) -> bytes:
    """Return what changes when a store must be told anew."""
    said = perk.model_dump(mode="json", exclude={"title", "held_by", "stacks"})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()


@dataclass(frozen=True, slots=True)
class ForWhom:
    """Whose discount it is: one customer's, or everybody's who carries a tag."""

    customer_ref: str | None = None
    customer_email: str | None = None
    tag: str | None = None


def discount_of(
    perk: Perk, *, code: str, marker: str, currency: str, at: datetime, whom: ForWhom
) -> DiscountSpec:
    """Return a discount perk as a store is asked for it.

    Raises:
        KeyError: The perk has a floor, and none in this currency.
        ValueError: It takes nothing off.
    """
    what = perk.what
    percent_bp: int | None = None
    minimum_minor: int | None = None
    products: Iterable[str] = ()
    collections: Iterable[str] = ()
    match what:
        case PercentPerk():
            kind, percent_bp = DiscountKind.PERCENT, what.percent
            products, collections = what.scope.products, what.scope.collections
        case ShippingPerk():
            kind = DiscountKind.FREE_SHIPPING
            minimum_minor = what.floor_minor(currency)
        case _:
            raise ValueError(f"{what.kind} takes nothing off")
    beside = perk.combines_with
    return DiscountSpec(
        code=code,
        marker=marker,
        title=perk.id,
        kind=kind,
        currency=currency,
        starts_at=at,
        percent_bp=percent_bp,
        product_refs=tuple(products),
        collection_refs=tuple(collections),
        minimum_minor=minimum_minor,
        customer_ref=whom.customer_ref,
        customer_email=whom.customer_email,
        combines_with=Combination(beside.order, beside.product, beside.shipping),
        reusable=True,
        automatic=whom.tag is not None,
        customer_tag=whom.tag,
    )
