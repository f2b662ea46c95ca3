"""Whether a reward and another discount go together in one cart, and what to change.

Pure: everything that can be known of both is in the arguments. Where only the store
knows (a group of customers, an app's own logic) the judgement says that it is unsure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.domain.rewards.live import Buyer, CartLine, Kind, LiveDiscount, Rule

SHIPPING: Final = "shipping"


class Outcome(StrEnum):
    """What becomes of another discount beside the reward."""

    STACKS = "stacks"
    BLOCKS = "blocks"
    IDLE = "idle"
    """It does not apply to this cart at all."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Why a discount does not apply."""

    reason: str
    """``not_yet``, ``over``, ``used_up``, ``other_people``, ``left_out``,
    ``other_goods``, ``minimum``, ``maximum``, ``pieces``."""
    amount_minor: int = 0
    """What is missing, or the most that the cart may be."""
    pieces: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One discount beside the reward."""

    discount: LiveDiscount
    outcome: Outcome
    reason: str
    """Of ``BLOCKS``: ``here``, ``there``, ``both`` (who does not allow whom),
    ``two_shipping``, ``same_goods``, ``alone_here``, ``alone_there``, ``alone_both``.
    Of ``IDLE`` as there. ``yes`` where they stack."""
    kind_here: Kind = "order"
    """The class of the reward, which the other would have to allow."""
    kind_there: Kind = "order"
    idle: Idle | None = None
    unsure: tuple[str, ...] = ()
    """``people``, ``goods``, ``conditions``, ``shop``."""
    larger_wins: bool = False
    """The checkout keeps whichever takes more off."""


@dataclass(frozen=True, slots=True)
class Table:
    """What all judgements of one question share."""

    lines: Sequence[CartLine]
    buyer: Buyer
    at: datetime
    rule: Rule


def judge(mine: LiveDiscount, other: LiveDiscount, table: Table) -> Judgement:
    """Return whether *other* applies to the cart, and stands beside *mine*."""
    here, there = _leading(mine), _leading(other)
    idle = why_idle(other, table)
    if idle is not None:
        return Judgement(other, Outcome.IDLE, idle.reason, here, there, idle)
    clash = _clash(mine, other, table)
    unsure = _unsure(other, table)
    if clash is None:
        if table.rule == "classes" and _plans_differ(here, there):
            unsure = (*unsure, "shop")
        return Judgement(other, Outcome.STACKS, "yes", here, there, unsure=unsure)
    larger = table.rule == "classes" and (mine.automatic or other.automatic)
    return Judgement(
        other,
        Outcome.BLOCKS,
        clash,
        here,
        there,
        unsure=unsure,
        larger_wins=larger or clash == "same_goods",
    )


def why_idle(discount: LiveDiscount, table: Table) -> Idle | None:
    """Return why a discount does not apply to the cart by itself, or None."""
    return (
        _by_time(discount, table.at)
        or _by_people(discount, table)
        or _by_cart(discount, table)
    )


def _by_time(discount: LiveDiscount, at: datetime) -> Idle | None:
    if discount.starts_at is not None and at < discount.starts_at:
        return Idle("not_yet", at=discount.starts_at)
    if discount.ends_at is not None and at >= discount.ends_at:
        return Idle("over", at=discount.ends_at)
    return Idle("used_up") if discount.uses_left == 0 else None


def _by_people(discount: LiveDiscount, table: Table) -> Idle | None:
    allowed = discount.people.allow(table.buyer)
    return Idle("other_people") if allowed is False else None


def _by_cart(discount: LiveDiscount, table: Table) -> Idle | None:
    goods = discount.goods
    if goods.whole_cart and any(goods.leaves_out(line) for line in table.lines):
        return Idle("left_out")
    covered = [line for line in table.lines if goods.covers(line)]
    if not covered:
        return Idle("other_goods") if goods.known else None
    # Shopify counts the goods that a discount is for, WooCommerce the cart.
    counted = covered if table.rule == "classes" else table.lines
    total = sum(line.amount_minor for line in counted)
    pieces = sum(line.quantity for line in counted)
    if total < discount.minimum_minor:
        return Idle("minimum", amount_minor=discount.minimum_minor - total)
    if discount.maximum_minor and total > discount.maximum_minor:
        return Idle("maximum", amount_minor=discount.maximum_minor)
    if pieces < discount.minimum_pieces:
        return Idle("pieces", pieces=discount.minimum_pieces - pieces)
    return None


def _clash(mine: LiveDiscount, other: LiveDiscount, table: Table) -> str | None:
    if table.rule == "coupons":
        if mine.alone:
            return "alone_both" if other.alone else "alone_here"
        return "alone_there" if other.alone else None
    if SHIPPING in mine.kinds and SHIPPING in other.kinds:
        return "two_shipping"
    here, there = allows(mine, other), allows(other, mine)
    if not here:
        return "here" if there else "both"
    if not there:
        return "there"
    return "same_goods" if _same_goods(mine, other, table.lines) else None


def allows(one: LiveDiscount, other: LiveDiscount) -> bool:
    """Tell whether *one* allows the classes of *other* beside it."""
    return all(getattr(one.combines_with, kind) for kind in other.kinds)


def _same_goods(
    mine: LiveDiscount, other: LiveDiscount, lines: Sequence[CartLine]
) -> bool:
    """Tell whether two discounts on products meet on a line: only one takes it."""
    if not ("product" in mine.kinds and "product" in other.kinds):
        return False
    return any(mine.goods.covers(line) and other.goods.covers(line) for line in lines)


def _leading(discount: LiveDiscount) -> Kind:
    """Return the class by which a discount is called, the widest first."""
    for kind in ("order", "product"):
        if kind in discount.kinds:
            return kind
    return "shipping"


def _plans_differ(here: Kind, there: Kind) -> bool:
    """Tell whether only some shops may let two classes stand together."""
    pair = {here, there}
    return "order" in pair and SHIPPING not in pair


def _unsure(discount: LiveDiscount, table: Table) -> tuple[str, ...]:
    found = []
    if discount.people.allow(table.buyer) is None:
        found.append("people")
    if not discount.goods.known:
        found.append("goods")
    if not discount.conditions_known:
        found.append("conditions")
    return tuple(found)
