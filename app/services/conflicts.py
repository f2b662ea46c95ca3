"""A reward in a cart, beside the programme's other discounts and the store's own.

The store is asked outside of any unit of work, and what it said is kept for a few
minutes in this process. A store that can't be asked leaves the answer to what we know
ourselves, and the answer says so.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from app.domain.errors import SetiaError
from app.domain.perks.holding import Holder, holds_in, perks_of, way_in
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import Reward
from app.domain.programme.section_words import item_title
from app.domain.rewards.conflicts import Idle, Judgement, Table, judge, why_idle
from app.domain.rewards.live import (
    Buyer,
    CartLine,
    LiveDiscount,
    LiveDiscounts,
    Rule,
    lines_of,
    of_offer,
    of_perk,
)
from app.domain.rewards.offer import RewardUnavailable
from app.domain.rewards.pricing import price
from app.domain.words import Language
from app.ports import StoreConnection
from app.services.connections import live_connection
from app.services.env import Env
from app.services.stores import platform_of
from app.storage.members import MemberRepository, MemberRow
from app.storage.stores import StoreRow
from app.storage.tiers import TierRepository
from app.storage.unit_of_work import Database, UnitOfWork

FRESH: Final = timedelta(minutes=5)
MOST_KEPT: Final = 200
EDITOR: Final = "/admin/programme"
BY_ITSELF: Final = "shopify"
"""The platform whose checkout takes perks off by itself."""

Goods = dict[str, tuple[frozenset[str], bool]]
Key = tuple[UUID, str | None]


@dataclass(frozen=True, slots=True)
class Whose:
    """Who holds the cart: a member, or somebody of a tier."""

    member: MemberRow | None = None
    tier_id: str | None = None
    customer_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A cart, a person, a reward, a store."""

    document: ProgrammeDocument
    store: StoreRow
    reward: Reward
    lines: Sequence[CartLine]
    whose: Whose
    language: Language
    again: bool = False
    """Ask the store anew, whatever is kept."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a store said, and when."""

    discounts: LiveDiscounts
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of the reward in this cart."""

    reward: LiveDiscount
    idle: Idle | None
    """Why the reward itself does not apply."""
    ours: tuple[Judgement, ...]
    theirs: tuple[Judgement, ...]
    rule: Rule
    heard: Heard | None
    """None: the store could not be asked."""
    trouble: SetiaError | None = None


_KEPT: WeakKeyDictionary[Database, OrderedDict[Key, Heard]] = WeakKeyDictionary()
_LOCK: Final = threading.Lock()


def whose(
    uow: UnitOfWork, store_id: UUID, said: str, tier_id: str | None, at: datetime
) -> Whose | None:
    """Return who is meant; None when *said* names nobody, or several.

    A member's tier is the one they hold; without a member the tier is that asked for.
    """
    if not said:
        return Whose(tier_id=tier_id)
    members = MemberRepository(uow)
    found = members.search(said, limit=2)
    if len(found) != 1:
        return None
    member = found[0]
    held = TierRepository(uow).as_of([(member.member_id, at)])
    links = dict(members.links_of(member.member_id))
    return Whose(member, held.get((member.member_id, at)), links.get(store_id))


def check(env: Env, question: Question) -> Answer:
    """Return what stands beside the reward, and what does not.

    Raises:
        RewardUnavailable: The reward is no discount, or not offered in this currency.
    """
    store, platform = question.store, platform_of(env, question.store.platform)
    mine = _mine(question)
    heard, known, trouble = None, Goods(), None
    try:
        connected = live_connection(env, store.programme_id, store.store_id)
        heard = _hear(env, connected, question)
        known = _goods(env, connected, question.lines)
    except SetiaError as error:
        trouble = error
    table = Table(
        lines_of(question.lines, known),
        _buyer(question),
        env.clock.now(),
        platform.discounts.rule,
    )
    theirs = heard.discounts.found if heard is not None else ()
    return Answer(
        reward=mine,
        idle=why_idle(mine, table),
        ours=tuple(judge(mine, each, table) for each in _own(question)),
        theirs=tuple(judge(mine, each, table) for each in theirs),
        rule=table.rule,
        heard=heard,
        trouble=trouble,
    )


def _hear(env: Env, store: StoreConnection, question: Question) -> Heard:
    """Return what the store says of its discounts, or said some minutes ago."""
    key = (store.store_id, question.whose.customer_ref)
    now = env.clock.now()
    with _LOCK:
        held = _KEPT.setdefault(env.database, OrderedDict())
        kept = held.get(key)
    # A clock that was moved makes what is kept neither fresh nor old.
    if kept is not None and not question.again and timedelta() <= now - kept.at < FRESH:
        return kept
    platform = platform_of(env, store.platform)
    found = platform.discounts.live(store, customer_ref=question.whose.customer_ref)
    heard = Heard(found, now)
    with _LOCK:
        held[key] = heard
        held.move_to_end(key)
        while len(held) > MOST_KEPT:
            held.popitem(last=False)
    return heard


def _goods(env: Env, store: StoreConnection, lines: Sequence[CartLine]) -> Goods:
    """Return collections and sale prices of the goods, as the catalogue has them."""
    refs = sorted({line.product_ref for line in lines if line.product_ref})
    if not refs:
        return {}
    found = platform_of(env, store.platform).catalogue.products(store, refs)
    return {
        each.product_ref: (frozenset(each.collection_refs), bool(each.reduced_refs))
        for each in found
    }


def _buyer(question: Question) -> Buyer:
    member = question.whose.member
    tags = {
        perk.tag_name.lower()
        for perk in perks_of(question.document, _holder(question.whose))
    }
    return Buyer(
        customer_ref=question.whose.customer_ref,
        email=None if member is None else member.email,
        tags=frozenset(tags),
    )


def _holder(who: Whose) -> Holder:
    return Holder(member=True, tier_id=who.tier_id)


def _mine(question: Question) -> LiveDiscount:
    """Return the reward as the store will hold it: of a slider the least amount."""
    found = of_reward(question.document, question.reward, question)
    if found is None:
        reward_id = question.reward.id
        raise RewardUnavailable(reward_id=reward_id, reason="currency_not_offered")
    return found


def of_reward(
    document: ProgrammeDocument, reward: Reward, question: Question
) -> LiveDiscount | None:
    """Return a reward as a discount; None where it has no amount in this currency."""
    scale = document.asset(reward.asset).scale
    try:
        offer = price(reward, None, currency=question.store.currency, scale=scale)
    except RewardUnavailable:
        return None
    return of_offer(
        offer,
        reward_title(document, reward, question.language),
        str(question.store.store_id),
        f"{EDITOR}/rewards/{reward.id}",
    )


def discounts_of(document: ProgrammeDocument) -> list[Reward]:
    """Return the rewards that become a discount of the store."""
    kinds = ("fixed_amount", "percent", "slider", "free_shipping", "free_product")
    return [each for each in document.rewards if each.kind in kinds and each.enabled]


def _own(question: Question) -> Iterator[LiveDiscount]:
    """Yield the programme's other rewards, and the perks that the person has."""
    document, store = question.document, question.store
    for reward in discounts_of(document):
        if reward.id != question.reward.id:
            found = of_reward(document, reward, question)
            if found is not None:
                yield found
    by_itself = store.platform == BY_ITSELF
    for perk in perks_of(document, _holder(question.whose)):
        if way_in(perk) != "discount":
            continue
        if not holds_in(perk, str(store.store_id), store.domain):
            continue
        found = of_perk(
            perk,
            str(item_title(document, "perks", perk, question.language) or perk.id),
            store.currency,
            str(store.store_id),
            admin_url=f"{EDITOR}/perks/{perk.id}",
            code=None if by_itself else "",
        )
        if found is not None:
            yield found
