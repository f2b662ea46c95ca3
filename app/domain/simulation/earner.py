"""Plays one person's orders, oldest first, by the very functions of the live path.

What the person did before is carried along: the first order, limits, the history
that rules ask for, amounts that count towards tiers. Budgets are shared by all
people; who is played first takes first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.earning.context import OrderContext
from app.domain.earning.decisions import AwardDecision, GiftDecision
from app.domain.earning.keeping import keep_now, untouched
from app.domain.earning.limits import BUDGET, budget_names
from app.domain.earning.orders import OrderEvaluator
from app.domain.events import OrderSnapshot
from app.domain.metrics.figures import COUNT
from app.domain.metrics.orders import (
    Counted,
    count_by,
    matures_at,
    order_day,
    ready_metrics,
)
from app.domain.metrics.points import Worth, count_points
from app.domain.programme.challenges_checks import metrics_of
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.domain.programme.facts import MemberFacts
from app.domain.programme.gifts import MetricGift
from app.domain.settlement import EARNING_STATES
from app.domain.simulation.gifts import bestowed
from app.domain.simulation.ladder import Ladders, Standing
from app.domain.simulation.outcome import Earned, Outcome, Trade
from app.domain.simulation.people import Person, Placed
from app.domain.simulation.sparing import Look
from app.domain.tiers.ladder import ladder_of
from app.domain.tiers.tally import Entry

HISTORY = frozenset(
    {
        "order.new_products",
        "member.orders",
        "order.number",
        "member.country",
        "member.region",
    }
)
TIER = frozenset({"member.tier", "member.tier_began"})


class Asked:
    """What a document wants to know, worked out once."""

    def __init__(self, document: ProgrammeDocument) -> None:
        sections = ("earning", "metrics", "challenges", "dividends", "terms")
        fields = frozenset[str]().union(*(document.asked(one) for one in sections))
        self.history = bool(fields & HISTORY)
        self.tier = bool(fields & TIER)
        self.spared = document.terms.spared is not None
        self.budgets = bool(document.stacking.budgets) or any(
            rule.budget is not None for rule in document.earning
        )
        self.limits = bool(
            self.budgets
            or document.stacking.caps
            or any(
                rule.limits for rule in document.earning if isinstance(rule, OrderRule)
            )
        )
        self.orders = document.remember("orders", OrderEvaluator)
        self.declared = ready_metrics(document)
        self.metrics = frozenset(_counted(document))
        """What tiers, challenges and dividends look at."""
        self.by_points = not self.metrics.isdisjoint(_of_points(document))


def _counted(document: ProgrammeDocument) -> Iterator[str]:
    if document.tiers:
        yield from ladder_of(document).metrics
    for challenge in document.challenges:
        yield from metrics_of(challenge)
    for dividend in document.dividends:
        yield from (share.metric for share in dividend.shares)


def _of_points(document: ProgrammeDocument) -> Iterator[str]:
    yield "points"
    yield from (one.id for one in document.metrics if one.of == "points")


class Walk:
    """One person's orders on their way."""

    def __init__(
        self,
        document: ProgrammeDocument,
        asked: Asked,
        person: Person,
        *,
        ladders: Ladders | None,
        budgets: Counter[str],
    ) -> None:
        self._document = document
        self._asked = asked
        self._person = person
        self.standing: Standing | None = (
            None if ladders is None else ladders.standing_of(person)
        )
        self.entries: list[Entry] = list(person.figures)
        """Everything that counts for tiers, challenges and dividends."""
        self.outcome = Outcome()
        self.last: MemberFacts = MemberFacts()
        self.looks: list[Look] = []
        """What was known at every moment, where the terms ask for it."""
        self._budgets = budgets
        self._used: Counter[str] = Counter()
        self._bought = False
        self._orders = 0
        self._products: set[tuple[str, str]] = set()
        self._place: tuple[str | None, str | None] = (None, None)

    def order(self, placed: Placed) -> None:
        """Play the next order."""
        snapshot = placed.snapshot
        context = self._context(placed)
        decision = self._asked.orders.decide(snapshot, context)
        outcome = self.outcome
        place = len(outcome.trades)
        worth: dict[tuple[str, str], int] = {}
        whole = untouched(snapshot)
        for award in decision.awards:
            units = award.amount
            if not whole:
                units = keep_now(award.facts, snapshot).amount
            if units:
                key = (award.asset, award.rule_id)
                worth[key] = worth.get(key, 0) + units
                outcome.earned.append(
                    Earned(
                        place,
                        award.rule_id,
                        award.part,
                        award.asset,
                        units,
                        _available(award, snapshot),
                        award.expiry,
                    )
                )
        for gift in decision.gifts:
            self._gift(gift, placed)
        if self._asked.limits:
            self.note_use(decision.given)
        counted = snapshot.state in EARNING_STATES and not snapshot.test
        outcome.trades.append(_trade(snapshot, counted=counted))
        outcome.decisions.append(decision)
        if self._asked.metrics and counted:
            self._count(placed, context, worth)
        if snapshot.state in EARNING_STATES:
            self._bought = True
            if self._asked.history and counted:
                self._remember(placed)

    # -- before -------------------------------------------------------------
    def _context(self, placed: Placed) -> OrderContext:
        shop, snapshot = placed.shop, placed.snapshot
        return OrderContext(
            store_id=shop.store_id,
            platform=shop.platform,
            zone=shop.zone,
            at=snapshot.placed_at,
            member_state=self._person.state,
            earn_on=shop.earn_on,
            own_codes=placed.own_codes,
            first_order=not self._bought,
            used=self.in_use(snapshot.placed_at, shop.zone)
            if self._asked.limits
            else {},
            store_domain=shop.domain,
            member=self.known(placed.member, snapshot.placed_at),
        )

    def known(self, known: MemberFacts, at: datetime) -> MemberFacts:
        """Return what is known of the member at an instant, tier and history too."""
        if self._asked.history:
            country, region = self._place
            known = replace(
                known,
                country=country,
                region=region,
                orders_before=self._orders,
                bought_before=frozenset(self._products),
            )
        if self._asked.tier and self.standing is not None:
            tier, since = self.standing.held(at)
            known = replace(known, tier=tier, tier_since=since)
        self.last = known
        if self._asked.spared:
            self.looks.append((at, known))
        return known

    def in_use(self, at: datetime, zone: str) -> Mapping[str, int]:
        """Return what was used of limits and budgets by then."""
        if not self._asked.budgets:
            return self._used
        names = budget_names(self._document, at, zone)
        return self._used | Counter(
            {name: self._budgets[name] for name in names if self._budgets[name]}
        )

    # -- after --------------------------------------------------------------
    def note_use(self, given: Sequence[AwardDecision | GiftDecision]) -> None:
        """Note what was given against limits and budgets."""
        for one in given:
            for key, units in (one.counters or {}).items():
                book = self._budgets if key.startswith(BUDGET) else self._used
                book[key] += units

    def _gift(self, gift: GiftDecision, placed: Placed) -> None:
        snapshot = placed.snapshot
        times = min(1, keep_now(gift.facts, snapshot).amount)
        day = order_day(snapshot, placed.shop.zone)
        for place, one in enumerate(gift.gifts if times else ()):
            source = f"order:{placed.shop.store_id}:{snapshot.order_ref}#{place}"
            if isinstance(one, MetricGift):
                counted = Counted(one.metric, one.amount, COUNT, at_once=True)
                self._add([counted], placed)
            self.outcome.bestowed += bestowed(
                self._document, one, rule_id=gift.rule_id, source=source, day=day
            )

    def _count(self, placed: Placed, context: OrderContext, worth: Worth) -> None:
        found = count_by(self._asked.declared, placed.snapshot, context)
        if self._asked.by_points:
            found = [*found, *count_points(self._document, worth)]
        wanted = self._asked.metrics
        self._add([one for one in found if one.amount and one.metric in wanted], placed)

    def _add(self, counted: Sequence[Counted], placed: Placed) -> None:
        snapshot = placed.snapshot
        placed_at = snapshot.placed_at
        day = order_day(snapshot, placed.shop.zone)
        waits_until = matures_at(self._document.terms.pending, snapshot)
        for one in counted:
            entry = Entry(
                one.metric,
                one.unit,
                day,
                one.amount,
                placed_at if one.at_once else waits_until or placed_at,
                placed_at,
            )
            self.count(entry)

    def count(self, entry: Entry) -> None:
        """Let an amount count for tiers, challenges and dividends."""
        self.entries.append(entry)
        if self.standing is not None:
            self.standing.add(entry)

    def _remember(self, placed: Placed) -> None:
        snapshot, store = placed.snapshot, str(placed.shop.store_id)
        self._orders += 1
        self._products.update(
            (store, line.product_ref) for line in snapshot.lines if line.product_ref
        )
        if snapshot.country:
            self._place = (snapshot.country, snapshot.region)


def _available(award: AwardDecision, snapshot: OrderSnapshot) -> datetime:
    """Return when units become available; unseen deliveries count as just made."""
    began = snapshot.paid_at or snapshot.fulfilled_at or snapshot.placed_at
    if award.pending_from == "fulfilled":
        began = snapshot.fulfilled_at or began
    return began + timedelta(days=award.pending_days)


def _trade(snapshot: OrderSnapshot, *, counted: bool) -> Trade:
    kept_minor = 0
    if counted:
        kept_minor = sum(
            [
                line.amount_minor - line.refunded_minor
                for line in snapshot.lines
                if not line.gift_card
            ]
        )
    return Trade(snapshot.placed_at, snapshot.currency, kept_minor, counted)
