"""Plays the worked numbers of a recipe on the ground floor, without a database.

A file beside this module names a recipe and tells stories. A story is a list
of steps; each step does one thing and may say what it expects:

- ``sign_up`` with ``on`` (a day): somebody joins.
- ``order`` with ``ref``, ``lines`` (``amount`` after discounts, ``product``),
  ``shipping``, ``on``: a paid order.
- ``refund`` with ``order`` and ``amounts``: the cumulative refund of each line.
- ``cancel`` with ``order``.
- ``review`` of a ``product``; ``activity`` with ``type``, ``id``, ``on``.
- ``offers``: what may be had now.
- ``redeem`` with ``reward`` and ``points`` (of a slider).

``expect`` knows ``change`` and ``balance`` (units of the asset ``points``,
pending ones included), ``offers`` (``reward: amount`` texts), ``code`` (kind and
value of what is bought) and ``refused`` (a code). The same files can be played
through signed webhooks, because a step says what happened and not how.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from app.domain.earning.context import MemberContext, OrderContext
from app.domain.earning.decisions import AwardDecision, FactDecision
from app.domain.earning.evaluate import (
    evaluate_activity,
    evaluate_order,
    evaluate_review,
    evaluate_signup,
    keep_now,
)
from app.domain.events import OrderLine, OrderSnapshot, OrderState, ReviewSnapshot
from app.domain.money import Money
from app.domain.programme.document import ProgrammeDocument
from app.domain.rewards.reward import (
    Offer,
    RewardOffer,
    affordable,
    offers,
    price,
    reward_of,
)
from app.recipes import read_source, recipe
from tests.domain.earning.orders import STORE
from tests.factories import NOON

FOLDER = Path(__file__).parent
ASSET = "points"
Step = Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """One story of one recipe."""

    recipe: str
    name: str
    currency: str
    steps: tuple[Step, ...]

    @property
    def title(self) -> str:
        return f"{self.recipe}: {self.name}"


def stories() -> list[Story]:
    """Return every story of every file."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read_source(path.read_text(encoding="utf-8")).data
        found += [
            Story(data["recipe"], told["name"], data["currency"], tuple(told["steps"]))
            for told in data["stories"]
        ]
    return found


@dataclass
class Order:
    """An order and what it gave."""

    snapshot: OrderSnapshot
    awards: tuple[AwardDecision, ...]
    kept: int


@dataclass
class Player:
    """One member of one recipe."""

    document: ProgrammeDocument
    currency: str
    at: datetime = NOON
    balance: int = 0
    orders: dict[str, Order] = field(default_factory=dict)
    bought: set[str] = field(default_factory=set)
    sources: set[tuple[str, str]] = field(default_factory=set)
    code: Offer | None = None
    refused: str | None = None

    def play(self, step: Step) -> None:
        """Do one step; its kind is its first key."""
        kind = next(iter(step))
        told = step[kind] if isinstance(step[kind], Mapping) else {}
        if "on" in told:
            day = datetime.fromisoformat(told["on"]).date()
            self.at = datetime.combine(day, time(12), tzinfo=UTC)
        self.code = self.refused = None
        getattr(self, f"_{kind}")(told)

    @property
    def zone(self) -> str:
        return self.document.identity.timezone

    def _sign_up(self, _told: Step) -> None:
        self._give(evaluate_signup(self.document, self._context()))

    def _order(self, told: Step) -> None:
        lines = tuple(
            self._line(str(number), each) for number, each in enumerate(told["lines"])
        )
        shipping = Money.parse(str(told.get("shipping", 0)), self.currency)
        snapshot = OrderSnapshot(
            order_ref=told["ref"],
            number=told["ref"],
            state=OrderState.PAID,
            currency=self.currency,
            lines=lines,
            version=self.at,
            placed_at=self.at,
            paid_at=self.at,
            shipping_minor=shipping.amount_minor,
        )
        where = OrderContext(STORE, "shopify", self.zone, self.at)
        awards = evaluate_order(self.document, snapshot, where).awards
        self.orders[told["ref"]] = Order(snapshot, tuple(awards), 0)
        self.bought |= {line.product_ref for line in lines if line.product_ref}
        self._settle(told["ref"], snapshot)

    def _line(self, ref: str, told: Step) -> OrderLine:
        amount = Money.parse(str(told["amount"]), self.currency)
        product = told.get("product")
        return OrderLine(ref, ref, 1, amount.amount_minor, product_ref=product)

    def _refund(self, told: Step) -> None:
        snapshot = self.orders[told["order"]].snapshot
        amounts = [Money.parse(str(each), self.currency) for each in told["amounts"]]
        lines = tuple(
            replace(line, refunded_minor=amount.amount_minor)
            for line, amount in zip(snapshot.lines, amounts, strict=True)
        )
        self._settle(told["order"], replace(snapshot, lines=lines))

    def _cancel(self, told: Step) -> None:
        snapshot = self.orders[told["order"]].snapshot
        self._settle(told["order"], replace(snapshot, state=OrderState.CANCELLED))

    def _settle(self, ref: str, snapshot: OrderSnapshot) -> None:
        order = self.orders[ref]
        kept = sum(keep_now(award.facts, snapshot).amount for award in order.awards)
        self.balance += kept - order.kept
        self.orders[ref] = Order(snapshot, order.awards, kept)

    def _review(self, told: Step) -> None:
        review = ReviewSnapshot(
            "r", told["product"], approved=True, has_text=told.get("text", True)
        )
        self._give(evaluate_review(self.document, review, self._context()))

    def _activity(self, told: Step) -> None:
        self._give(
            evaluate_activity(
                self.document,
                told["type"],
                {},
                self._context(),
                distinct_id=told["id"],
            )
        )

    def _context(self) -> MemberContext:
        bought = frozenset(self.bought)
        return MemberContext(zone=self.zone, at=self.at, bought_products=bought)

    def _give(self, decision: FactDecision) -> None:
        for award in decision.awards:
            if (award.rule_id, award.source) not in self.sources:
                self.sources.add((award.rule_id, award.source))
                self.balance += award.amount

    def _offers(self, _told: Step) -> None:
        """Look only; ``expect`` compares."""

    def seen(self) -> tuple[RewardOffer, ...]:
        """Return what the member sees."""
        return offers(
            self.document, self.balance, currency=self.currency, at=self.at, asset=ASSET
        )

    def on_offer(self) -> list[str]:
        """Return what may be had now, as texts."""
        return [
            f"{offer.reward_id}: {worth(offer)}" for offer in affordable(self.seen())
        ]

    def _redeem(self, told: Step) -> None:
        reward = reward_of(self.document, told["reward"])
        offer = price(reward, told.get("points"), currency=self.currency)
        if offer.price_points > self.balance:
            self.refused = "insufficient_points"
            return
        self.balance -= offer.price_points
        self.code = offer


def worth(offer: Offer) -> str:
    """Return what an offer gives, in a word."""
    if offer.amount is not None:
        return offer.amount.decimal_text()
    if offer.percent_bp is not None:
        return f"{offer.percent_bp // 100}%"
    return offer.kind.value


def player(story: Story) -> Player:
    """Return a new member of the story's recipe."""
    return Player(recipe(story.recipe), story.currency)
