"""What the orders that carry a voucher's code make of the voucher.

Level-triggered like everything about orders: each order leaves one ``Use`` that
says how it stands now, and ``settle`` reads all of them. Points come back
cumulatively: the target is computed, the difference is posted, and a target
never falls, so refunds in any pieces and order end at the same figure.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from app.domain.events import OrderSnapshot, OrderState
from app.domain.rewards.voucher import (
    END_STATES,
    OPEN_STATES,
    Ending,
    ReturnPolicy,
    Step,
    Voucher,
    VoucherState,
    code_key,
)

FREES_ON_CANCEL = frozenset({"woocommerce"})
"""Platforms on which a cancelled order lets go of its code, so that it can be
used again. Elsewhere a code is spent for good. A refund never frees one."""


class Standing(StrEnum):
    """How an order stands to the code that it carries or carried."""

    PLACED = "placed"
    """Holds the code, money not seen: the code is taken, nothing is final."""
    PAID = "paid"
    FREED = "freed"
    """Let go of the code; the store accepts it again."""
    UNDONE = "undone"
    """Cancelled, refunded in full or charged back; the code stays spent."""


RANKS = {
    Standing.PAID: 0,
    Standing.PLACED: 1,
    Standing.UNDONE: 2,
    Standing.FREED: 3,
}
"""Which of several orders with one code decides about the voucher."""


@dataclass(frozen=True, slots=True)
class Use:
    """One order's use of one voucher, as it stands now."""

    store_id: UUID
    order_ref: str
    standing: Standing
    currency: str
    taken_minor: int
    """What the code really took off."""
    amount: int
    """The size of the order: merchandise money, or units where all was free."""
    refunded: int
    """How much of ``amount`` went back, cumulative."""
    version: datetime
    """The stamp of the snapshot that says so."""
    noted_at: datetime

    @property
    def active(self) -> bool:
        return self.standing in (Standing.PLACED, Standing.PAID)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What should become of a voucher."""

    steps: tuple[Step, ...] = ()
    returned: int = 0
    """Points returned in total, once this is done."""
    ending: Ending | None = None
    switch_off: bool = False
    """Whether the code must be made useless in the store."""
    hurry: bool = False
    """Whether the open question of issuing should be asked now."""
    attention: str | None = None


def with_use(uses: Collection[Use], use: Use) -> list[Use]:
    """Return *uses* with what a snapshot says now; an older one says nothing."""
    key = (use.store_id, use.order_ref)
    held = {(other.store_id, other.order_ref): other for other in uses}
    if key in held and held[key].version > use.version:
        return list(uses)
    first_seen = held[key].noted_at if key in held else use.noted_at
    held[key] = replace(use, noted_at=first_seen)
    return list(held.values())


def codes_on(snapshot: OrderSnapshot) -> dict[str, int]:
    """Return the codes of an order as compared, and what each took off."""
    taken: dict[str, int] = {}
    for discount in snapshot.discounts:
        key = code_key(discount.code)
        taken[key] = taken.get(key, 0) + discount.amount_minor
    return taken


def size_and_refunded(snapshot: OrderSnapshot) -> tuple[int, int]:
    """Return (A, R): the order's merchandise and how much of it went back.

    Shipping and tax are no part of it. An order whose goods cost nothing after
    the discounts is measured in units instead.
    """
    size = sum(line.amount_minor for line in snapshot.lines)
    if size > 0:
        refunded = sum(line.refunded_minor for line in snapshot.lines)
        return size, min(max(refunded, 0), size)
    units = sum(line.quantity for line in snapshot.lines)
    left = sum(
        line.quantity if line.quantity_left is None else line.quantity_left
        for line in snapshot.lines
    )
    return units, min(max(units - left, 0), units)


def standing_of(
    snapshot: OrderSnapshot, *, carries: bool, frees_on_cancel: bool
) -> Standing | None:
    """Return how the order stands to the code, or None when it says nothing."""
    match snapshot.state:
        case OrderState.DRAFT | OrderState.UNKNOWN:
            return None
        case OrderState.CANCELLED:
            return Standing.FREED if frees_on_cancel else Standing.UNDONE
        case OrderState.REFUNDED | OrderState.CHARGED_BACK:
            return Standing.UNDONE
        case OrderState.OPEN | OrderState.PAID | OrderState.FULFILLED:
            if not carries:
                return Standing.FREED if frees_on_cancel else Standing.UNDONE
            paid = snapshot.state is not OrderState.OPEN
            return Standing.PAID if paid else Standing.PLACED
        case _ as never:
            assert_never(never)


def use_of(
    snapshot: OrderSnapshot,
    key: str,
    *,
    store_id: UUID,
    frees_on_cancel: bool,
    at: datetime,
) -> Use | None:
    """Return the order's use of the code *key*; None when it says nothing."""
    taken = codes_on(snapshot)
    standing = standing_of(
        snapshot, carries=key in taken, frees_on_cancel=frees_on_cancel
    )
    if standing is None:
        return None
    size, refunded = size_and_refunded(snapshot)
    return Use(
        store_id=store_id,
        order_ref=snapshot.order_ref,
        standing=standing,
        currency=snapshot.currency,
        taken_minor=max(taken.get(key, 0), 0),
        amount=size,
        refunded=refunded,
        version=snapshot.version,
        noted_at=at,
    )


def unused_points(voucher: Voucher, use: Use) -> int:
    """Return the points of a slider that the order did not need, rounded down.

    0 for vouchers that are no slider, and when the store changed its currency.
    """
    bought = voucher.terms.amount_minor
    if not voucher.terms.slider or not bought or use.currency != voucher.terms.currency:
        return 0
    spare = max(bought - use.taken_minor, 0)
    return voucher.price * spare // bought


def points_back(voucher: Voucher, use: Use) -> int:
    """Return how many points this use gives back in total, as it stands.

    The part that a slider did not need, and of the rest the refunded share:
    ``floor(rest * R / A)``, all of it at ``R = A``. Never less than came back
    before.
    """
    policy = voucher.terms.refund_policy
    if use.standing is Standing.UNDONE:
        back = voucher.price if policy is not ReturnPolicy.OFF else 0
    elif use.standing is Standing.PAID:
        unused = unused_points(voucher, use)
        back = unused + _refunded_share(voucher.price - unused, use, policy)
    else:
        back = 0
    return max(back, voucher.returned)


def _refunded_share(points: int, use: Use, policy: ReturnPolicy) -> int:
    whole = use.amount > 0 and use.refunded >= use.amount
    if policy is ReturnPolicy.OFF or use.amount <= 0:
        return 0
    if policy is ReturnPolicy.FULL_ONLY:
        return points if whole else 0
    return points * use.refunded // use.amount


def governing(uses: Collection[Use]) -> Use | None:
    """Return the use that decides: paid before placed before undone before freed.

    The earliest noted of equals, then the smallest reference, so that every
    order of deliveries picks the same one.
    """
    return min(
        uses,
        key=lambda use: (
            RANKS[use.standing],
            use.noted_at,
            use.store_id.bytes,
            use.order_ref,
        ),
        default=None,
    )


def settle(voucher: Voucher, uses: Collection[Use]) -> Settlement:
    """Return what the uses, as they stand now, make of the voucher.

    Settling twice from the same facts changes nothing the second time.
    """
    use = governing(uses)
    still = Settlement(returned=voucher.returned)
    if use is None:
        return still
    if voucher.state in OPEN_STATES:
        return replace(still, hurry=use.active)
    if voucher.state in END_STATES:
        return replace(still, attention=_too_late(voucher, use))
    if use.standing is Standing.FREED:
        return _freed(voucher, still)
    twice = sum(other.active for other in uses) > 1
    attention = "used_twice" if twice else None
    steps = (Step.USE,) if voucher.state is VoucherState.ISSUED else ()
    back = points_back(voucher, use)
    if voucher.price and back == voucher.price:
        steps = (*steps, Step.GIVE_BACK)
        return Settlement(steps, back, switch_off=True, attention=attention)
    return Settlement(steps, back, attention=attention)


def _freed(voucher: Voucher, still: Settlement) -> Settlement:
    if voucher.state is not VoucherState.USED:
        return still
    if voucher.returned:
        # The free code is worth its full price again: it must not be used twice.
        return replace(still, steps=(Step.FREE,), ending=Ending.FREED, switch_off=True)
    return replace(still, steps=(Step.FREE,))


def _too_late(voucher: Voucher, use: Use) -> str | None:
    """Return why a person should look at a voucher whose life had ended."""
    if not use.active:
        return None
    if voucher.state is not VoucherState.RETURNED:
        return "used_after_end"
    open_again = use.standing is Standing.PAID and use.refunded < use.amount
    spared = unused_points(voucher, use) == voucher.price
    return "refund_undone" if open_again and not spared else None
