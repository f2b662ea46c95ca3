"""Plays what is no order, between a person's orders, by the functions of the live path.

Sign-ups, reviews, activities and days of one's own. The same thing gives once,
however often it comes; what waits for the first paid order comes with it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import AwardDecision, FactDecision, GiftDecision
from app.domain.earning.members import (
    evaluate_activity,
    evaluate_review,
    evaluate_signup,
)
from app.domain.earning.occasions import BIRTHDAY, evaluate_occasions
from app.domain.earning.occasions import Person as Somebody
from app.domain.events import ReviewSnapshot
from app.domain.metrics.figures import COUNT
from app.domain.metrics.points import count_points
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import (
    ActivityRule,
    AnniversaryRule,
    BirthdayRule,
    ConsentRule,
    ReviewRule,
    SignUpRule,
    SocialRule,
    TagRule,
    VisitRule,
)
from app.domain.programme.gifts import MetricGift
from app.domain.settlement import EARNING_STATES
from app.domain.simulation.earner import Walk
from app.domain.simulation.gifts import bestowed
from app.domain.simulation.outcome import Bestowed
from app.domain.simulation.people import (
    Activity,
    Change,
    Day,
    Person,
    Placed,
    Play,
    SignUp,
)
from app.domain.tiers.tally import Entry

TOLD: Final = (ActivityRule, SocialRule, VisitRule)
DAYS: Final = (BirthdayRule, AnniversaryRule, ConsentRule, TagRule)
PLAYED: Final = (SignUpRule, ReviewRule, *TOLD, *DAYS)
"""Ways to earn that are played beside those of orders."""
Given = AwardDecision | GiftDecision
NOTHING: Final = FactDecision((), ())


def play_all(
    document: ProgrammeDocument, walk: Walk, person: Person, *, zone: str
) -> None:
    """Play a person's orders and everything else, in the order of time.

    Args:
        document: The version that decides.
        walk: The person's orders on their way.
        person: Whose.
        zone: The programme's, in which facts are dated.
    """
    doings = _Doings(document, walk, person, zone)
    for one in _in_time(person):
        if isinstance(one, Placed):
            walk.order(one)
            doings.ordered(one)
        else:
            doings.play(one)


def _in_time(person: Person) -> Iterator[Placed | Play]:
    """Return what happened, oldest first: at one instant the sign-up comes first."""
    steps: list[tuple[datetime, int, Placed | Play]] = [
        (one.at, 0 if isinstance(one.what, SignUp) else 2, one) for one in person.plays
    ]
    steps += [(one.snapshot.placed_at, 1, one) for one in person.orders]
    return (step for _, _, step in sorted(steps, key=lambda step: step[:2]))


class _Doings:
    """What a person did beside ordering, on its way."""

    def __init__(
        self, document: ProgrammeDocument, walk: Walk, person: Person, zone: str
    ) -> None:
        self._document, self._walk, self._person = document, walk, person
        self._zone, self._local = zone, ZoneInfo(zone)
        self._given: set[tuple[str, str]] = set()
        self._birthdays: dict[str, list[date]] = {}
        self._waiting: list[Given] = []
        self._paid = False

    def ordered(self, placed: Placed) -> None:
        """Note an order; the first paid one brings what waited for it."""
        snapshot = placed.snapshot
        if snapshot.state not in EARNING_STATES or snapshot.test:
            return
        self._paid = True
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            self._bestow(one, snapshot.paid_at or snapshot.placed_at)

    def play(self, play: Play) -> None:
        """Ask the rules, and give what was not given before."""
        decision = self._decide(play)
        new = [
            one
            for one in decision.given
            if (one.rule_id, one.source) not in self._given
        ]
        self._given.update((one.rule_id, one.source) for one in new)
        self._walk.note_use(new)
        for one in new:
            if one.source.startswith(BIRTHDAY):
                day = date.fromisoformat(one.source.removeprefix(BIRTHDAY))
                self._birthdays.setdefault(one.rule_id, []).append(day)
            if one.waits_for_first_order:
                self._waiting.append(one)
            else:
                self._bestow(one, play.at)

    def _decide(self, play: Play) -> FactDecision:
        document, context, what = self._document, self._context(play), play.what
        match what:
            case SignUp():
                return evaluate_signup(document, context)
            case Day():
                somebody = Somebody(birthdays=self._birthdays)
                return evaluate_occasions(document, context, somebody)
            case Change():
                return NOTHING
            case Activity():
                return evaluate_activity(
                    document,
                    what.type,
                    what.data,
                    context,
                    distinct_id=what.distinct_id,
                )
            case ReviewSnapshot():
                bought = frozenset({what.product_ref})
                return evaluate_review(
                    document, what, replace(context, bought_products=bought)
                )
            case _:
                assert_never(what)

    def _context(self, play: Play) -> MemberContext:
        shop = play.shop
        return MemberContext(
            zone=self._zone,
            at=play.at,
            store_id=None if shop is None else shop.store_id,
            platform="" if shop is None else shop.platform,
            store_domain="" if shop is None else shop.domain,
            member_state=self._person.state,
            has_paid_order=self._paid,
            used=self._walk.in_use(play.at, self._zone),
            member=self._walk.known(play.member, play.at),
        )

    def _bestow(self, one: Given, at: datetime) -> None:
        day = at.astimezone(self._local).date()
        if isinstance(one, AwardDecision):
            self._walk.outcome.bestowed.append(
                Bestowed(
                    one.rule_id,
                    one.source,
                    day,
                    one.asset,
                    one.amount,
                    expiry=one.expiry,
                )
            )
            self._count_points(one, at, day)
            return
        for place, gift in enumerate(one.gifts):
            if isinstance(gift, MetricGift):
                self._walk.count(Entry(gift.metric, COUNT, day, gift.amount, at, at))
            self._walk.outcome.bestowed += bestowed(
                self._document,
                gift,
                rule_id=one.rule_id,
                source=f"{one.source}#{place}",
                day=day,
            )

    def _count_points(self, one: AwardDecision, at: datetime, day: date) -> None:
        matures_at = at + timedelta(days=one.pending_days)
        worth = {(one.asset, one.rule_id): one.amount}
        for each in count_points(self._document, worth):
            since = at if each.at_once else matures_at
            self._walk.count(Entry(each.metric, each.unit, day, each.amount, since, at))
