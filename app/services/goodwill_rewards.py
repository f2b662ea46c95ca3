"""Rewards given by hand: counted in points, within the limits of points by hand.

A reward counts what it is sold for. One that is sold for nothing of the main points
counts what it costs, at what the dearest reward makes of a point; one of which nobody
says either counts as the programme's usual reward.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from app.domain.ledger import Key
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import Reward
from app.domain.rewards.reward import reward_of
from app.domain.rewards.voucher import Source, Voucher
from app.domain.simulation.worth import cost_of, worth_of
from app.services import goodwill, redemption
from app.services.counter import Wish
from app.services.env import Env
from app.services.goodwill import OverLimit
from app.services.own_wallet import refuse_own
from app.services.staff.principal import StaffPrincipal
from app.storage.goodwill import GoodwillRepository
from app.storage.ledger import LedgerRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

REASON: Final = "reward"


class RewardOverLimit(OverLimit):
    """The reward is worth more than this person may still give alone."""

    code = "reward_over_limit"


@dataclass(frozen=True, slots=True)
class Gift:
    """A reward to give to a member."""

    member_id: UUID
    reward_id: str
    store_id: UUID
    key: Key
    """The same one gives it once."""


def give(
    env: Env, uow: UnitOfWork, staff: StaffPrincipal, gift: Gift
) -> tuple[Voucher, bool]:
    """Give a reward within this person's limits; tell whether it was given before.

    Raises:
        OwnWallet: It is their own account.
        RewardOverLimit: Somebody with higher limits must give it. Roll back.
        Refused, Missing, Conflict: As ``redemption.grant``.
    """
    refuse_own(env, uow, staff, gift.member_id)
    desk = GoodwillRepository(uow)
    desk.lock_actor(staff.actor)
    before = _known(uow, staff, gift)
    voucher = redemption.grant(
        env,
        uow,
        member_id=gift.member_id,
        reward_id=gift.reward_id,
        store_id=gift.store_id,
        key=gift.key,
        actor=staff.actor,
    )
    if before:
        return voucher, True
    _, document = ProgrammeRepository(uow).live()
    main, ledger = document.main_points, LedgerRepository(uow, env.ids)
    ledger.open([(gift.member_id, main)])
    currency = StoreRepository(uow).get(gift.store_id).currency
    reward = reward_of(document, gift.reward_id)
    points = _worth(document, reward, currency) or goodwill.usual_reward(uow)
    left = goodwill.budget(env, uow, staff, gift.member_id)
    found = left.over(points)
    if found is not None:
        raise RewardOverLimit(found, left.limits, used=left.used(found))
    desk.spent(
        voucher.voucher_id,
        actor=staff.actor,
        member_id=gift.member_id,
        points=points,
        reason=REASON,
        at=env.clock.now(),
    )
    return voucher, False


def taken_back(uow: UnitOfWork, voucher_id: UUID) -> None:
    """Let a reward that was cancelled count for nobody's limits."""
    GoodwillRepository(uow).unspent([voucher_id])


def _known(uow: UnitOfWork, staff: StaffPrincipal, gift: Gift) -> bool:
    """Tell whether this was given before; whoever gives is locked."""
    wish = Wish(
        gift.member_id,
        gift.reward_id,
        gift.store_id,
        None,
        gift.key,
        staff.actor,
        Source.RULE,
    )
    pepper = StoreRepository(uow).programme().key_pepper
    return VoucherRepository(uow).by_request(wish.request(pepper).key) is not None


def _worth(document: ProgrammeDocument, reward: Reward, currency: str) -> int | None:
    """Return what a reward is worth in smallest units of the main points."""
    main = document.main_points
    price = getattr(reward, "price", None)
    if price and reward.asset == main:
        scaled: int = price * 10 ** document.asset(main).scale
        return scaled
    cost_minor = cost_of(reward, currency)
    worth = worth_of(document, main, currency)
    if not cost_minor or worth is None or not worth.highest:
        return None
    exact: Fraction = cost_minor / worth.highest
    return -(-exact.numerator // exact.denominator)
