"""What a member is given for a wish: checked and priced, or refused.

Refusals come with their figures. What is promised is in ``promises``.
"""

from app.domain.earning.periods import period_label
from app.domain.errors import Refused
from app.domain.ledger.errors import MemberFrozen
from app.domain.programme.rewards import CodePoolReward, Reward
from app.domain.rewards.issuing import DEADLINE
from app.domain.rewards.offer import RewardUnavailable, unavailable
from app.domain.rewards.pricing import price
from app.domain.rewards.voucher import (
    LIVE_STATES,
    Progress,
    Source,
    Voucher,
    VoucherState,
)
from app.services.connections import StoreNotConnected
from app.services.contact_changes import refuse_resting
from app.services.counter import Counter, Wish
from app.services.locks import locked
from app.services.promises import code_for, terms_of
from app.storage.code_pools import CodePoolRepository
from app.storage.members import MemberRepository, MemberRow
from app.storage.stock import StockRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

__all__ = ["Counter", "LimitReached", "MemberNotEnrolled", "Wish", "made", "sold_out"]

COUNTED = frozenset({*LIVE_STATES, VoucherState.USED})
"""What counts against a limit; a voucher that was given back doesn't."""


class MemberNotEnrolled(Refused):
    """A guest, or someone who left: there is nobody who could redeem."""

    code = "member_not_enrolled"


class LimitReached(Refused):
    """The member has had as many as one member may have."""

    code = "limit_reached"

    def __init__(self, *, limit: str, most: int) -> None:
        self.limit = limit
        self.most = most
        super().__init__(f"the limit {limit} of {most} is reached")


def made(counter: Counter) -> Voucher:
    """Return the voucher that fulfils the wish, or refuse it."""
    env, wish, reward, store = (
        counter.env,
        counter.wish,
        counter.reward,
        counter.store,
    )
    member = _member(counter)
    closed = unavailable(reward, at=counter.at, zone=store.timezone)
    closed = closed or sold_out(counter.uow, reward)
    if closed is not None:
        raise RewardUnavailable(reward_id=reward.id, reason=closed)
    bought = wish.source is Source.POINTS
    if bought:
        refuse_resting(member, at=counter.at)
        # A rule that gives a reward has asked its own questions.
        if locked(counter) is not None:
            raise RewardUnavailable(reward_id=reward.id, reason="locked")
        _check_limits(counter)
    scale = counter.document.asset(reward.asset).scale
    points = wish.points if bought else None
    offer = price(reward, points, currency=store.currency, scale=scale)
    if bought and not offer.price_points:
        raise RewardUnavailable(reward_id=reward.id, reason="only_given")
    if offer.kind.by_store and store.state != "connected":
        raise StoreNotConnected(f"{store.name} is {store.state}")
    return Voucher(
        voucher_id=env.ids.new(),
        member_id=wish.member_id,
        store_id=store.store_id,
        reward_id=reward.id,
        programme_version=counter.version,
        source=wish.source,
        asset=reward.asset,
        price=offer.price_points if bought else 0,
        code=code_for(env, offer),
        terms=terms_of(counter, member, offer),
        actor=wish.actor,
        created_at=counter.at,
        updated_at=counter.at,
        progress=Progress(deadline_at=counter.at + DEADLINE),
    )


def _member(counter: Counter) -> MemberRow:
    member = counter.member
    if member is None:
        member = MemberRepository(counter.uow).get(counter.wish.member_id)
    if member.state != "active":
        raise MemberNotEnrolled(f"this member is {member.state}")
    if member.frozen_at is not None:
        raise MemberFrozen(member.frozen_reason or "")
    return member


def _check_limits(counter: Counter) -> None:
    """Refuse what is beyond the reward's limits; the balance lock serialises."""
    limits, wish, zone = counter.reward.limits, counter.wish, counter.programme.timezone
    if not (limits.per_member or limits.per_period or limits.unused):
        return
    had = VoucherRepository(counter.uow).of_reward(wish.member_id, wish.reward_id)
    unused = sum(state in LIVE_STATES for state, _ in had)
    counted = [created_at for state, created_at in had if state in COUNTED]
    checks = [("unused", limits.unused, unused)]
    checks.append(("per_member", limits.per_member, len(counted)))
    if limits.per_period is not None:
        period = limits.per_period.per
        label = period_label(period, counter.at, zone)
        same = sum(period_label(period, when, zone) == label for when in counted)
        checks.append((f"per_{period}", limits.per_period.times, same))
    for limit, most, used in checks:
        if most is not None and used >= most:
            raise LimitReached(limit=limit, most=most)


def sold_out(uow: UnitOfWork, reward: Reward) -> str | None:
    """Return ``out_of_stock`` when none is left; reads without a lock.

    Who takes one asks again under the lock.
    """
    pooled = isinstance(reward, CodePoolReward)
    if pooled and not CodePoolRepository(uow).any_left(reward.id):
        return "out_of_stock"
    if reward.stock is not None:
        taken = StockRepository(uow).taken([reward.id])[reward.id]
        return "out_of_stock" if taken >= reward.stock.units else None
    return None
