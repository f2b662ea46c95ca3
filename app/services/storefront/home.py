"""What a member sees first: what they have, what comes next, what to cheer for.

A fixed number of reads and no locks; nothing is worked out that the ledger, the
tiers or the rewards know already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.domain.earning.conditions import compiled
from app.domain.ledger.balances import Balance
from app.domain.ledger.lots import Lot
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import Facts
from app.domain.programme.rewards import Reward, SliderReward
from app.domain.rewards.reward import RewardOffer, offers
from app.domain.rewards.voucher import Voucher, VoucherState
from app.services import tier_view
from app.services.env import Env
from app.services.locks import known_of
from app.services.storefront.visits import Visit
from app.services.tier_view import Goal, Missing, TierView
from app.storage.ledger import LedgerRepository
from app.storage.marks import MarkRepository
from app.storage.members import MemberRow
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository

MOST_READY = 100
MEMBER_STATES = {"active": "member"}


@dataclass(frozen=True, slots=True)
class Purse:
    """What a member has of one asset now."""

    balance: Balance
    lots: Sequence[Lot]
    live: int
    """Can be spent now; lapsed lots don't count, swept or not."""

    @property
    def usable(self) -> int:
        """What a reward may cost: nothing while something is owed."""
        return 0 if self.balance.owed else self.live


@dataclass(frozen=True, slots=True)
class Next:
    """What a member comes to next; one thing only."""

    kind: Literal["reward", "tier", "keep"]
    current: int
    target: int
    reward: Reward | None = None
    goal: Goal | None = None
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on a member's first view."""

    purse: Purse
    others: dict[str, Purse]
    """Of the programme's other assets, those that the member has."""
    offers: Sequence[RewardOffer]
    """Of the main points, by what they pay for."""
    open_to: frozenset[str]
    """Rewards whose lock the member opens."""
    tier: TierView | None
    next: Next | None
    ready: Sequence[Voucher]
    consents: frozenset[str]


def purse_of(env: Env, uow: UnitOfWork, member_id: UUID, asset: str) -> Purse:
    """Return what a member has of an asset."""
    ledger = LedgerRepository(uow, env.ids)
    return _purse(env, ledger, member_id, asset, ledger.balances(member_id))


def _purse(
    env: Env,
    ledger: LedgerRepository,
    member_id: UUID,
    asset: str,
    balances: dict[str, Balance],
) -> Purse:
    now = env.clock.now()
    lots = ledger.lots(member_id, asset) if asset in balances else []
    live = sum(lot.available for lot in lots if not lot.lapsed(now))
    return Purse(balances.get(asset, Balance()), lots, live)


def home_of(
    env: Env, uow: UnitOfWork, visit: Visit, document: ProgrammeDocument
) -> Home:
    """Return the first view of the member of a visit.

    Raises:
        ValueError: The visit has no member (a programmer's mistake).
    """
    member = visit.member
    if member is None:
        raise ValueError("nobody is at home")
    member_id, now = member.member_id, env.clock.now()
    ledger = LedgerRepository(uow, env.ids)
    balances = ledger.balances(member_id)
    main = document.main_points
    purse = _purse(env, ledger, member_id, main, balances)
    found = offers(
        document,
        purse.usable,
        currency=visit.store.currency,
        at=now,
        asset=main,
        zone=visit.store.timezone,
    )
    open_to = unlocked(uow, visit, document, member, at=now)
    tier = tier_of(env, uow, visit, document)
    return Home(
        purse=purse,
        others={
            asset.id: _purse(env, ledger, member_id, asset.id, balances)
            for asset in document.assets
            if asset.id != main and asset.id in balances
        },
        offers=found,
        open_to=open_to,
        tier=tier,
        next=next_of(document, purse, found, open_to, tier),
        ready=VoucherRepository(uow).page(
            member_id=member_id, states=(VoucherState.ISSUED,), limit=MOST_READY
        ),
        consents=frozenset(MarkRepository(uow).names(member_id, "consent")),
    )


def tier_of(
    env: Env, uow: UnitOfWork, visit: Visit, document: ProgrammeDocument
) -> TierView | None:
    """Return where the member of a visit stands, by what the visit knows already."""
    member = visit.member
    if member is None or not document.tiers:
        return None
    known = None
    if visit.version:
        zone = visit.programme.timezone
        known = tier_view.Known(member, visit.version, document, zone)
    return tier_view.view(env, uow, member.member_id, known)


def unlocked(
    uow: UnitOfWork,
    visit: Visit,
    document: ProgrammeDocument,
    member: MemberRow,
    *,
    at: datetime,
) -> frozenset[str]:
    """Return the rewards whose condition holds for a member now."""
    facts = Facts(
        at=at,
        zone=visit.store.timezone,
        store=str(visit.store_id),
        platform=visit.store.platform,
        store_domain=visit.store.domain,
        member=known_of(uow, document, member.member_id, at=at),
        member_state=MEMBER_STATES.get(member.state, member.state),
    )
    return frozenset(
        reward.id
        for reward in document.rewards
        if reward.when is None or compiled(reward.when)(facts)
    )


def next_of(
    document: ProgrammeDocument,
    purse: Purse,
    found: Sequence[RewardOffer],
    open_to: frozenset[str],
    tier: TierView | None,
) -> Next | None:
    """Return what to show one bar for: a reward, the next tier, or keeping it."""
    wanted = [
        offer
        for offer in found
        if offer.reason == "insufficient_points"
        and offer.least is not None
        and offer.reward_id in open_to
    ]
    if wanted:
        first = min(wanted, key=lambda offer: offer.points_missing)
        reward = document.reward(first.reward_id)
        price = 0 if first.least is None else first.least.price_points
        return Next("reward", purse.usable, price, reward=reward)
    if tier is None:
        return None
    if tier.following is not None and not tier.following.met:
        return _of_goal("tier", tier.following)
    if tier.keeping is not None and not tier.keeping.met:
        return _of_goal("keep", tier.keeping)
    return None


def _of_goal(kind: Literal["tier", "keep"], goal: Goal) -> Next | None:
    """Return how far a member is: by the requirement that decides."""
    if not goal.requirements:
        return None

    def far(one: Missing) -> int:
        """Return the share that is there, in millionths."""
        return one.has * 10**6 // max(one.needs, 1)

    decides = (min if goal.all_of else max)(goal.requirements, key=far)
    return Next(kind, decides.has, decides.needs, goal=goal, missing=decides)


def worth_minor(document: ProgrammeDocument, units: int, currency: str) -> int | None:
    """Return what points are worth where a slider sells any number of them."""
    for reward in document.rewards:
        if not isinstance(reward, SliderReward) or not reward.enabled:
            continue
        rate = reward.value.get(currency)
        if rate is not None and reward.asset == document.main_points:
            exact = rate.exact(document.asset(reward.asset).scale)
            return units * exact.denominator // exact.numerator
    return None
