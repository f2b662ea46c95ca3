"""What a referral deserves by the friend's orders as they stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from app.domain.events import OrderSnapshot
from app.domain.metrics.orders import NEVER, matures_at
from app.domain.programme.referral import Referral
from app.domain.programme.terms import Pending
from app.domain.referrals.suspicion import Finding
from app.domain.settlement import EARNING_STATES

A_MOMENT = timedelta(seconds=1)
State = Literal[
    "open", "held", "blocked", "waiting", "earned", "cancelled", "lapsed", "refused"
]
"""``open``: no order yet. ``held``: people have to decide. ``blocked``: a check
refused it. ``waiting``: the order matures. ``earned``: it has. ``cancelled``: the
order was too small or went back. ``lapsed``: no order in time. ``refused``: by
people."""


@dataclass(frozen=True, slots=True)
class FriendOrder:
    """An order of the friend that was paid once, as it stands now."""

    store_id: UUID
    order_ref: str
    paid_at: datetime
    currency: str
    bought_minor: int
    """Goods as they were bought, without gift cards, tax and shipping."""
    left_minor: int
    """What was kept of them; nothing when the order was cancelled."""
    matures_at: datetime | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided."""

    outcome: Literal["approved", "refused"]
    reasons: frozenset[str] = frozenset()
    """What was known against it then. What is found later is looked at anew."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a referral deserves now, and why."""

    state: State
    reasons: tuple[str, ...] = ()
    welcome: bool = False
    """Whether the friend may be welcomed as things are."""
    order: FriendOrder | None = None
    wakes_at: datetime | None = None
    """When time alone will change it."""


def friend_order(
    snapshot: OrderSnapshot, store_id: UUID, pending: Pending
) -> FriendOrder | None:
    """Return an order as a referral sees it; None when it was never paid, or a test."""
    earning = snapshot.state in EARNING_STATES
    if snapshot.test or not (earning or snapshot.paid_at is not None):
        return None
    goods = [line for line in snapshot.lines if not line.gift_card]
    left = sum(line.amount_minor - line.refunded_minor for line in goods)
    return FriendOrder(
        store_id=store_id,
        order_ref=snapshot.order_ref,
        paid_at=snapshot.paid_at or snapshot.placed_at,
        currency=snapshot.currency,
        bought_minor=sum(line.amount_minor for line in goods),
        left_minor=left if earning else 0,
        matures_at=matures_at(pending, snapshot),
    )


def judge(
    terms: Referral,
    *,
    claimed_at: datetime,
    found: Sequence[Finding],
    orders: Sequence[FriendOrder],
    at: datetime,
    decision: Decision | None = None,
) -> Judgement:
    """Return what a referral deserves. Pure; asked again it says the same.

    Args:
        terms: The section of the version under which the link was used.
        claimed_at: When the link was used.
        found: What speaks against it now.
        orders: Paid orders of the friend since then, oldest first.
        at: The instant that is asked about.
        decision: What people decided, if they did.
    """
    if decision is not None and decision.outcome == "refused":
        return Judgement("refused", ("by_hand",))
    known = decision.reasons if decision is not None else frozenset[str]()
    against = [one for one in found if one.code not in known]
    if against:
        blocked = any(one.weight == "block" for one in against)
        reasons = tuple(one.code for one in against)
        return Judgement("blocked" if blocked else "held", reasons)
    until = claimed_at + timedelta(days=terms.link_days)
    in_time = [one for one in orders if one.paid_at <= until]
    if not in_time:
        if at > until:
            return Judgement("lapsed", ("link_lapsed",), welcome=True)
        return Judgement("open", welcome=True, wakes_at=until + A_MOMENT)
    return _by_order(terms, _chosen(terms, in_time), at)


def _chosen(terms: Referral, orders: Sequence[FriendOrder]) -> FriendOrder:
    if terms.first_order_only:
        return orders[0]
    enough = (one for one in orders if _enough(terms, one, one.left_minor))
    return next(enough, orders[-1])


def _enough(terms: Referral, order: FriendOrder, amount_minor: int) -> bool:
    if amount_minor <= 0:
        return False
    if terms.minimum is None:
        return True
    least = terms.minimum.get(order.currency)
    return least is not None and amount_minor >= least


def _by_order(terms: Referral, order: FriendOrder, at: datetime) -> Judgement:
    if not _enough(terms, order, order.bought_minor):
        return Judgement("cancelled", ("below_minimum",), welcome=True, order=order)
    if not _enough(terms, order, order.left_minor):
        return Judgement("cancelled", ("order_went_back",), welcome=True, order=order)
    if order.matures_at is not None and order.matures_at > at:
        wakes_at = None if order.matures_at == NEVER else order.matures_at
        return Judgement("waiting", welcome=True, order=order, wakes_at=wakes_at)
    return Judgement("earned", welcome=True, order=order)


@dataclass(frozen=True, slots=True)
class Deserving:
    """A referral whose order is good, as the caps look at it."""

    referral_id: UUID
    day: date
    """The order's day in the programme's zone."""
    paid_at: datetime
    most_per_month: int | None
    most_ever: int | None
    rewarded: bool = False
    """Its place is taken for good."""


def capped(deserving: Sequence[Deserving]) -> Mapping[UUID, str]:
    """Return which of a member's good referrals are one too many, and why.

    Those rewarded already come first, then orders by when they were paid; one
    that goes back makes room.
    """
    over: dict[UUID, str] = {}
    months: dict[tuple[int, int], int] = {}
    ever = 0
    for one in sorted(
        deserving, key=lambda one: (not one.rewarded, one.paid_at, one.referral_id)
    ):
        month = (one.day.year, one.day.month)
        if one.most_ever is not None and ever >= one.most_ever:
            over[one.referral_id] = "cap_ever"
        elif (
            one.most_per_month is not None
            and months.get(month, 0) >= one.most_per_month
        ):
            over[one.referral_id] = "cap_month"
        else:
            ever += 1
            months[month] = months.get(month, 0) + 1
    return over
