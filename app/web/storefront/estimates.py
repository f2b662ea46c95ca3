"""What a cart or a product would earn, and the one hint that may be worth giving."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final, Literal

from pydantic import Field

from app.domain.ids import public_id
from app.domain.programme.earning import MultiplierAward, OrderRule
from app.domain.programme.figures import money_text, number_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import SliderReward
from app.domain.programme.storefront_voices import nudges
from app.domain.programme.tiers_words import title as tier_title
from app.domain.rewards.pricing import Steps as SliderSteps
from app.domain.rewards.voucher import Voucher
from app.services.storefront import estimating, home, nudging
from app.services.storefront.estimating import Cart, CartLine
from app.services.storefront.home import Home
from app.storage.unit_of_work import UnitOfWork
from app.web.api.shapes import UNITS, Asked, Currency, Given
from app.web.storefront.bootstrap import earn_rate
from app.web.storefront.member import expiring
from app.web.storefront.route import Ask, Pace, Table, Who
from app.web.storefront.shapes import (
    INSTANT,
    PointsText,
    day_of,
    last_day,
    points,
    told_reward,
)
from app.web.storefront.vouchers import title_of, versions_of

table = Table("Estimates")
MOST_LINES: Final = 200
MOST_CODES: Final = 50
Code = Annotated[str, Field(max_length=255)]
LITTLE_PERCENT: Final = 15
SOON: Final = timedelta(days=7)
Ref = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
Refs = Annotated[list[Ref], Field(max_length=250)]
NudgeKind = Literal[
    "redeem", "unused", "almost", "expiring", "guest", "friend", "campaign", "birthday"
]


class LineBody(Asked):
    """One line, as the page shows it; ``amount_minor`` is of the whole line."""

    product_ref: Ref | None = None
    variant_ref: Ref | None = None
    quantity: Annotated[int, Field(ge=1, le=100_000)] = 1
    amount_minor: Annotated[int, Field(ge=0, le=UNITS)]
    collection_refs: Refs = Field(default_factory=list)
    tags: Refs = Field(default_factory=list)


class EstimateBody(Asked):
    """A cart, or one product."""

    lines: Annotated[list[LineBody], Field(max_length=MOST_LINES)]
    codes: Annotated[list[Code], Field(max_length=MOST_CODES)] = Field(
        default_factory=list, description="On the cart already."
    )
    currency: Currency
    page: Literal["product", "cart", "other"] = "other"


class NudgeAction(Given):
    """What the hint offers to do."""

    kind: Literal["redeem", "apply", "open", "signin"]
    reward_id: str | None = None
    voucher_id: str | None = None
    points: int | None = None
    view: str | None = None


class NudgeShape(Given):
    """A hint."""

    id: str
    kind: NudgeKind
    text: str
    action: NudgeAction


class EstimateShape(Given):
    """What it would earn, and what may help."""

    points: PointsText | None
    text: str
    guest_text: str
    nudges: list[NudgeShape]
    fits: list[str]


@dataclass(frozen=True, slots=True)
class Basket:
    """A cart, who holds it, and what it would earn."""

    cart: Cart
    seen: Home
    units: int


@table.route(
    "POST",
    "/estimates",
    who=Who.VISITOR,
    summary="What a cart would earn, and which rewards fit it",
    answer=EstimateShape,
    body=EstimateBody,
    pace=Pace.READ,
    example={
        "lines": [{"product_ref": "11", "quantity": 1, "amount_minor": 49000}],
        "currency": "IDR",
        "page": "cart",
    },
)
def estimate(ask: Ask) -> EstimateShape:
    body: EstimateBody = ask.body
    cart = Cart(
        body.currency,
        [
            CartLine(
                one.product_ref,
                one.variant_ref,
                one.quantity,
                one.amount_minor,
                tuple(one.collection_refs),
                tuple(one.tags),
            )
            for one in body.lines
        ],
        frozenset(code.casefold() for code in body.codes),
    )
    return ask.work(lambda uow: _estimate(ask, uow, cart, body.page))


def _estimate(ask: Ask, uow: UnitOfWork, cart: Cart, page: str) -> EstimateShape:
    units = estimating.estimated(ask.env, uow, ask.visit, ask.document, cart)
    earned = points(ask, units)
    member = ask.visit.member
    active = member is not None and member.state == "active" and not ask.visit.blocked
    found: list[NudgeShape] = []
    fitting: list[str] = []
    if member is not None and active:
        seen = home.home_of(ask.env, uow, ask.visit, ask.document)
        basket = Basket(cart, seen, units)
        fitting = _fitting(ask, basket)
        if page != "product":
            wished = list(_hints(ask, basket))
            kinds = [one.kind for one in wished]
            may = nudging.offered(ask.env, uow, member.member_id, kinds)
            found = [one for one in wished if one.kind in may]
    elif units and cart.lines and "guest" in nudges(ask.document):
        text = ask.voice.say("nudge.guest", points=earned.text)
        found = [_hint("guest", "guest", text, NudgeAction(kind="signin"))]
    key = "earn.product" if page == "product" else "earn.cart"
    return EstimateShape(
        points=earned if units else None,
        text=ask.voice.say(key, points=earned.text) if units else "",
        guest_text=ask.voice.say("earn.cart_guest", points=earned.text)
        if units
        else "",
        nudges=found,
        fits=fitting,
    )


def _hint(name: str, kind: NudgeKind, text: str, action: NudgeAction) -> NudgeShape:
    return NudgeShape(id=name, kind=kind, text=text, action=action)


def _fitting(ask: Ask, basket: Basket) -> list[str]:
    return [
        offer.reward_id
        for offer in basket.seen.offers
        if offer.available
        and offer.reward_id in basket.seen.open_to
        and offer.least is not None
        and offer.least.kind.discount
        and estimating.fits(basket.cart, offer.least, ask.store_id)
    ]


def _hints(ask: Ask, basket: Basket) -> Iterator[NudgeShape]:
    """Return every hint that would be true now, the most useful first."""
    makers = {
        "redeem": _redeem,
        "unused": _unused,
        "almost": _almost,
        "expiring": _expiring,
        "campaign": _campaign,
    }
    for kind in nudges(ask.document):
        if kind in makers:
            yield from makers[kind](ask, basket)


def _redeem(ask: Ask, basket: Basket) -> Iterator[NudgeShape]:
    """Offer the largest discount that the points pay for and the cart can take."""
    document, best, total = ask.document, None, basket.cart.total_minor
    for reward_id in _fitting(ask, basket):
        reward = document.reward(reward_id)
        offer = next(o for o in basket.seen.offers if o.reward_id == reward_id)
        if isinstance(reward, SliderReward):
            worth, units = _slid(ask, reward, basket)
        else:
            amount = None if offer.least is None else offer.least.amount
            worth, units = (0 if amount is None else amount.amount_minor), None
        if 0 < worth <= total and (best is None or worth > best[0]):
            best = (worth, reward_id, units)
    if best is None:
        return
    worth, reward_id, units = best
    saved = money_text(worth, basket.cart.currency, ask.language)
    action = NudgeAction(kind="redeem", reward_id=reward_id, points=units)
    text = ask.voice.say("nudge.redeem", amount=saved)
    yield _hint(f"redeem:{reward_id}", "redeem", text, action)


def _slid(ask: Ask, reward: SliderReward, basket: Basket) -> tuple[int, int | None]:
    """Return the most that a slider takes off this cart, and for how many points."""
    rate = reward.value.get(basket.cart.currency)
    if rate is None:
        return 0, None
    scale = ask.document.asset(reward.asset).scale
    steps, exact = SliderSteps(reward, scale), rate.exact(scale)
    room = basket.cart.total_minor * exact.numerator // exact.denominator
    units = min(steps.most(basket.seen.purse.usable), room)
    units -= units % steps.step
    if units < steps.minimum:
        return 0, None
    return units * exact.denominator // exact.numerator, units


def _unused(ask: Ask, basket: Basket) -> Iterator[NudgeShape]:
    for voucher in basket.seen.ready:
        if not voucher.terms.kind.discount or not _usable(basket.cart, voucher):
            continue
        if (voucher.code or "").casefold() in basket.cart.codes:
            continue
        document = versions_of(ask, [voucher]).get(voucher.programme_version)
        title = title_of(ask, voucher, document)
        text = ask.voice.say("nudge.unused", reward=title)
        name = f"unused:{voucher.voucher_id}"
        action = NudgeAction(
            kind="apply", voucher_id=public_id("vou", voucher.voucher_id)
        )
        yield _hint(name, "unused", text, action)
        return


def _usable(cart: Cart, voucher: Voucher) -> bool:
    terms = voucher.terms
    if not cart.lines or terms.currency != cart.currency:
        return False
    return not terms.minimum_minor or cart.total_minor >= terms.minimum_minor


def _almost(ask: Ask, basket: Basket) -> Iterator[NudgeShape]:
    """Tell of something that a little more in the cart would bring."""
    following, total = basket.seen.next, basket.cart.total_minor
    if following is None or not total:
        return
    most = total * LITTLE_PERCENT // 100
    currency, open_view = basket.cart.currency, NudgeAction(kind="open", view="home")
    left = following.target - following.current
    if following.reward is not None:
        rate = earn_rate(ask.document, currency)
        left -= basket.units
        if rate is None or left <= 0:
            return
        more = -(-left * rate.per_minor // rate.points)
        if more <= most:
            text = ask.voice.say(
                "nudge.almost",
                amount=money_text(more, currency, ask.language),
                reward=reward_title(
                    ask.told, told_reward(ask, following.reward), ask.language
                ),
            )
            yield _hint("almost:reward", "almost", text, open_view)
    elif following.kind == "tier" and following.missing is not None:
        goal, more = following.goal, left - total
        same = following.missing.unit == currency and goal is not None
        if same and goal is not None and 0 < more <= most:
            tier = ask.document.item("tiers", goal.tier_id)
            text = ask.voice.say(
                "nudge.almost_tier",
                amount=money_text(more, currency, ask.language),
                tier=goal.tier_id if tier is None else _tier_name(ask, goal.tier_id),
            )
            yield _hint("almost:tier", "almost", text, open_view)


def _tier_name(ask: Ask, tier_id: str) -> str:
    return tier_title(ask.document, ask.document.item("tiers", tier_id), ask.language)


def _expiring(ask: Ask, basket: Basket) -> Iterator[NudgeShape]:
    soon = expiring(ask, basket.seen.purse)
    if soon is None or soon.on - ask.now > SOON:
        return
    days = (day_of(ask, soon.on - INSTANT) - day_of(ask, ask.now)).days
    when = ask.voice.say("nudge.in_days", n=days) if days > 0 else ""
    when = when or ask.voice.say("nudge.today")
    text = ask.voice.say("nudge.expiring", points=soon.text, when=when)
    action = NudgeAction(kind="open", view="redeem")
    yield _hint("expiring", "expiring", text, action)


def _campaign(ask: Ask, _basket: Basket) -> Iterator[NudgeShape]:
    zone = ask.visit.store.timezone
    for rule in ask.document.earning:
        if not isinstance(rule, OrderRule) or rule.active is None or not rule.enabled:
            continue
        if not isinstance(rule.award, MultiplierAward) or rule.when is not None:
            continue
        ends = rule.active.ends_at(zone)
        if ends is None or not rule.active.holds(ask.now, zone):
            continue
        text = ask.voice.say(
            "earn.campaign",
            multiplier=number_text(rule.award.by, ask.language),
            date=last_day(ask, ends),
        )
        action = NudgeAction(kind="open", view="earn")
        yield _hint(f"campaign:{rule.id}", "campaign", text, action)
        return
