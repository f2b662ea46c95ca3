"""What a programme comes to: for a typical member, for the merchant, for one order.

The figures are made by the same rules that settle orders; nothing is written. They
are of one ordinary order of the store, as often as people come back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.earning.context import OrderContext
from app.domain.earning.decisions import OrderDecision
from app.domain.earning.evaluate import evaluate_order
from app.domain.events import OrderLine, OrderSnapshot, OrderState
from app.domain.money import exponent
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.doubts import foreign_money
from app.domain.programme.earning import FixedAward, SignUpRule
from app.domain.programme.facts import MemberFacts
from app.domain.programme.problems import Problem
from app.domain.programme.rewards import FreeProductReward, Reward, SliderReward
from app.domain.simulation.simulator import DEFAULT_RATE
from app.domain.simulation.worth import cost_of, worth_of
from app.services.env import Env
from app.services.rollups import dashboard
from app.storage.goods_seen import GoodsSeen
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

NOWHERE: Final = UUID(int=0)
YEAR: Final = timedelta(days=364)
USUAL_ORDERS: Final = 4
"""A year, of one who comes back."""
MOST_BACK: Final = Fraction(15, 100)
ENOUGH_ORDERS: Final = 20
"""Fewer say nothing about what is usual."""
ENOUGH_GOODS: Final = 10
"""Of fewer products nothing is known of what a store sells."""
USUAL: Final = {"IDR": 180_000, "MYR": 90, "USD": 40, "SGD": 50}
"""An order in major units, where the store has no past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """One ordinary order."""

    amount_minor: int
    currency: str
    orders_a_year: int
    measured: bool
    """Whether it is the store's own average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """What somebody gets who orders what is usual."""

    usual: Usual
    first_units: int
    """After the first order, with what joining gives."""
    next_units: int
    """For each order after it."""
    year_units: int
    year_worth_minor: int | None
    first_reward: str | None
    """The reward that is reached first."""
    first_reward_after: int | None
    """After so many orders; None when no reward is reached within a year."""
    back: Fraction | None
    """What is given back, as a share of what was spent."""
    cost: Fraction | None
    """The same for what will be used."""


def usual_order(env: Env, uow: UnitOfWork, currency: str) -> Usual:
    """Return the store's average order of the last year, or a guess."""
    zone = ZoneInfo(StoreRepository(uow).programme().timezone)
    today = env.clock.now().astimezone(zone).date()
    figures = dashboard(uow, today - YEAR, today)
    orders = figures.of("orders", "count").total
    spend_minor = figures.of("spend", currency).total
    if orders >= ENOUGH_ORDERS and spend_minor > 0:
        return Usual(
            amount_minor=spend_minor // orders,
            currency=currency,
            orders_a_year=USUAL_ORDERS,
            measured=True,
        )
    return Usual(
        amount_minor=USUAL.get(currency, 50) * 10 ** exponent(currency),
        currency=currency,
        orders_a_year=USUAL_ORDERS,
        measured=False,
    )


def try_order(
    env: Env,
    document: ProgrammeDocument,
    *,
    amount_minor: int,
    currency: str,
    number: int = 2,
    member: MemberFacts | None = None,
    channel: str = "web",
) -> OrderDecision:
    """Return what an order placed and paid now would earn; nothing is written.

    Args:
        env: The world, for the time.
        document: By which rules.
        amount_minor: Of goods, after discounts.
        currency: Of the order.
        number: Which order of the member it is.
        member: What is known of the member.
        channel: Where it was placed.
    """
    now = env.clock.now()
    line = OrderLine(line_ref="1", title="", quantity=1, amount_minor=amount_minor)
    snapshot = OrderSnapshot(
        order_ref="try",
        number="try",
        state=OrderState.FULFILLED,
        currency=currency,
        lines=(line,),
        version=now,
        placed_at=now,
        paid_at=now,
        fulfilled_at=now,
        total_minor=amount_minor,
        channel=channel,
    )
    context = OrderContext(
        store_id=NOWHERE,
        platform="",
        zone=document.identity.timezone,
        at=now,
        first_order=number == 1,
        member=member or MemberFacts(orders_before=number - 1, joined_at=now),
    )
    return evaluate_order(document, snapshot, context)


def units_of(decision: OrderDecision, asset: str) -> int:
    """Return how much of an asset a decision gives."""
    return sum(award.amount for award in decision.awards if award.asset == asset)


def typical(env: Env, document: ProgrammeDocument, usual: Usual) -> Typical:
    """Return what somebody gets who orders what is usual."""
    asset = document.main_points

    def earned(number: int) -> int:
        decision = try_order(
            env,
            document,
            amount_minor=usual.amount_minor,
            currency=usual.currency,
            number=number,
        )
        return units_of(decision, asset)

    joining = _joining(document, asset)
    each = [earned(number) for number in range(1, usual.orders_a_year + 1)]
    year_units = joining + sum(each)
    worth = worth_of(document, asset, usual.currency)
    reward, after = _first_reward(document, asset, joining, each)
    spent_minor = usual.amount_minor * usual.orders_a_year
    worth_minor = None if worth is None else int(worth.highest * year_units)
    back = None if worth_minor is None else Fraction(worth_minor, spent_minor or 1)
    return Typical(
        usual=usual,
        first_units=joining + each[0],
        next_units=each[-1],
        year_units=year_units,
        year_worth_minor=worth_minor,
        first_reward=reward,
        first_reward_after=after,
        back=back,
        cost=None if back is None else back * DEFAULT_RATE,
    )


def _joining(document: ProgrammeDocument, asset: str) -> int:
    scale = 10 ** document.asset(asset).scale
    return sum(
        int(rule.award.points * scale)
        for rule in document.earning
        if isinstance(rule, SignUpRule)
        and rule.enabled
        and rule.asset == asset
        and isinstance(rule.award, FixedAward)
    )


def _price(document: ProgrammeDocument, reward: Reward) -> int | None:
    scale: int = 10 ** document.asset(reward.asset).scale
    if isinstance(reward, SliderReward):
        return max(reward.minimum, reward.step) * scale
    price: int | None = reward.price
    return None if price is None else price * scale


def _first_reward(
    document: ProgrammeDocument, asset: str, joining: int, each: list[int]
) -> tuple[str | None, int | None]:
    priced = [
        (price, reward.id)
        for reward in document.rewards
        if reward.enabled
        and reward.asset == asset
        and (price := _price(document, reward)) is not None
    ]
    if not priced:
        return None, None
    price, reward_id = min(priced)
    held = joining
    for number, units in enumerate(each, start=1):
        held += units
        if held >= price:
            return reward_id, number
    return reward_id, None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What stores say beside the document."""

    currencies: frozenset[str] = frozenset()
    unsold: frozenset[str] = frozenset()
    """Rewards for goods of which no store ever sold any."""


def known(uow: UnitOfWork, document: ProgrammeDocument) -> Known:
    """Return what the programme's stores say beside its document."""
    currencies = currencies_of(uow)
    wanted = {reward.id: _goods(reward) for reward in document.rewards}
    named = {ref for refs in wanted.values() for ref in refs}
    seen = GoodsSeen(uow)
    if not named or seen.count(ENOUGH_GOODS) < ENOUGH_GOODS:
        return Known(currencies=currencies)
    sold = seen.sold([ref.rpartition("/")[2] for ref in named])
    there = {f"{store_id}/{ref}" for store_id, ref in sold} | {ref for _, ref in sold}
    unsold = {name for name, refs in wanted.items() if refs and not there & refs}
    return Known(currencies=currencies, unsold=frozenset(unsold))


def currencies_of(uow: UnitOfWork) -> frozenset[str]:
    """Return the currencies in which the programme's stores sell."""
    rows = StoreRepository(uow).all()
    return frozenset(
        row.currency for row in rows if row.currency and row.state != "erased"
    )


def _goods(reward: Reward) -> frozenset[str]:
    """Return the products without which a reward is for nothing; none for all."""
    if isinstance(reward, FreeProductReward):
        return frozenset(reward.products)
    scope = getattr(reward, "scope", None)
    if scope is None or scope.collections:
        return frozenset()
    return frozenset(scope.products)


def doubts(
    document: ProgrammeDocument, found: Typical, beside: Known
) -> Iterator[Problem]:
    """Return what is allowed and looks wrong beside the stores and a usual order."""
    if found.back is not None and found.back > MOST_BACK:
        yield Problem(("earning",), "much_back", "more than 15% of sales goes back")
    for at, reward in enumerate(document.rewards):
        if not reward.enabled:
            continue
        if reward.id in beside.unsold:
            reason = "no store ever sold what it is for"
            yield Problem(("rewards", at), "goods_unsold", reason)
        if reward.asset == document.main_points:
            yield from _price_doubts(document, at, reward, found)
    yield from _twins(document)
    yield from foreign_money(document, beside.currencies)


def _price_doubts(
    document: ProgrammeDocument, at: int, reward: Reward, found: Typical
) -> Iterator[Problem]:
    place = ("rewards", at)
    price = _price(document, reward)
    if price is not None and found.year_units and price > found.year_units:
        reason = "a typical member can't reach it within a year"
        yield Problem(place, "out_of_reach", reason)
    cost_minor = cost_of(reward, found.usual.currency)
    if cost_minor is not None and cost_minor > found.usual.amount_minor:
        reason = "it is worth more than the order that earns it"
        yield Problem(place, "dearer_than_order", reason)


def _twins(document: ProgrammeDocument) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], str] = {}
    for at, rule in enumerate(document.earning):
        if not rule.enabled or rule.trigger == "activity":
            continue
        told = rule.model_dump(exclude={"id", "title"}, mode="json")
        key = tuple(sorted((name, repr(value)) for name, value in told.items()))
        if key in seen:
            reason = f"{rule.id} and {seen[key]} are the same"
            yield Problem(("earning", at), "same_rule", reason, rule.id)
        seen.setdefault(key, rule.id)
