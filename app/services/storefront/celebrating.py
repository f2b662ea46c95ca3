"""What to cheer for: gains that a member did not just ask for, each once.

What was cheered for is remembered by the server, so another device does not cheer
again. Old news is no news: a member who comes back after a month is spared.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.ids import public_id
from app.domain.ledger.kinds import Kind
from app.domain.ledger.posting import Transaction
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.domain.rewards.reward import RewardOffer
from app.services.env import Env
from app.services.storefront.home import Home
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRow
from app.storage.referrals import ReferralRepository
from app.storage.storefront import StorefrontRepository
from app.storage.unit_of_work import UnitOfWork

FRESH: Final = timedelta(days=3)
FRESH_TIER: Final = timedelta(days=14)
LATEST: Final = 10
LEAP_DAY: Final = (2, 29)
MARCH_FIRST: Final = (3, 1)
MOST: Final = 3
BACK_AND_FORTH: Final = {Kind.CLAWBACK: 1, Kind.REINSTATEMENT: -1}
Cheer = Literal["points", "tier", "reward", "birthday", "friend"]


@dataclass(frozen=True, slots=True)
class Celebration:
    """Good news."""

    id: str
    kind: Cheer
    name: str = ""
    """A tier or a reward by its id."""
    units: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What a member was not told yet."""

    celebrations: Sequence[Celebration]
    unread: frozenset[UUID]
    """Conversations in which something was answered."""


def news(
    env: Env,
    uow: UnitOfWork,
    member: MemberRow,
    document: ProgrammeDocument,
    home: Home,
) -> News:
    """Return what the member was not told yet, of celebrations at most three."""
    found = [
        *_tier(env, document, home),
        *_birthday(env, member, document),
        *_first_reward(home),
        *_friends(env, uow, member, document),
        *_orders(env, uow, member, document),
    ]
    told = StorefrontRepository(uow).told
    known, unread = told(member.member_id, [one.id for one in found])
    return News([one for one in found if one.id not in known][:MOST], unread)


def _orders(
    env: Env, uow: UnitOfWork, member: MemberRow, document: ProgrammeDocument
) -> Iterator[Celebration]:
    asset, since = document.main_points, env.clock.now() - FRESH
    page = LedgerRepository(uow, env.ids).statement(
        member.member_id, asset, limit=LATEST
    )
    gone = _gone(page.transactions)
    for posted in page.transactions:
        rule = document.rule(posted.rule_ref or "")
        if posted.kind is not Kind.ACCRUAL or not isinstance(rule, OrderRule):
            continue
        if posted.posted_at is None or posted.posted_at < since:
            continue
        units = sum(
            posting.amount - gone[posting.lot_id]
            for posting in posted.postings
            if posting.target.member_id == member.member_id and posting.asset == asset
        )
        if units > 0:
            yield Celebration(public_id("txn", posted.id), "points", units=units)


def _gone(transactions: Sequence[Transaction]) -> Counter[UUID | None]:
    """Return what refunds took away again, by lot: that is nothing to cheer for."""
    gone: Counter[UUID | None] = Counter()
    for posted in transactions:
        sign = BACK_AND_FORTH.get(posted.kind, 0)
        for posting in posted.postings:
            gone[posting.lot_id] += sign * posting.amount
    return gone


def _tier(env: Env, document: ProgrammeDocument, home: Home) -> Iterator[Celebration]:
    tier = home.tier
    if tier is None or tier.tier_id is None or tier.since is None:
        return
    if tier.reason == "joined" or tier.since < env.clock.now() - FRESH_TIER:
        return
    ranks = {one.id: rank for rank, one in enumerate(document.tiers)}
    before = tier.history[-2].tier_id if len(tier.history) > 1 else None
    if ranks.get(tier.tier_id, -1) > ranks.get(before or "", -1):
        day = tier.since.date().isoformat()
        yield Celebration(f"tier:{tier.tier_id}:{day}", "tier", name=tier.tier_id)


def _birthday(
    env: Env, member: MemberRow, document: ProgrammeDocument
) -> Iterator[Celebration]:
    if member.birthday is None:
        return
    zone = ZoneInfo(document.identity.timezone)
    today = env.clock.now().astimezone(zone).date()
    if _same_day(member.birthday, today):
        yield Celebration(f"birthday:{today.year}", "birthday")


def _same_day(birthday: date, today: date) -> bool:
    if (birthday.month, birthday.day) == LEAP_DAY:
        tomorrow = today + timedelta(days=1)
        return (tomorrow.month, tomorrow.day) == MARCH_FIRST
    return (birthday.month, birthday.day) == (today.month, today.day)


def _first_reward(home: Home) -> Iterator[Celebration]:
    """Cheer once in a life: for the first thing that the points pay for."""
    ladder = [
        offer
        for offer in home.offers
        if offer.available and not offer.step and offer.reward_id in home.open_to
    ]
    if ladder and not home.ready:
        best = max(ladder, key=_price)
        yield Celebration("reward:first", "reward", name=best.reward_id)


def _price(offer: RewardOffer) -> int:
    return 0 if offer.least is None else offer.least.price_points


def _friends(
    env: Env, uow: UnitOfWork, member: MemberRow, document: ProgrammeDocument
) -> Iterator[Celebration]:
    if document.referral is None:
        return
    since: datetime = env.clock.now() - FRESH_TIER
    for row in ReferralRepository(uow).of_advocate(member.member_id)[:LATEST]:
        if row.rewarded_at is not None and row.rewarded_at >= since:
            yield Celebration(f"friend:{row.referral_id}", "friend")
