"""Gathers what a document asks of members, in bulk and nothing more.

A rule is asked about a moment: the tier, the marks and the orders of that
moment count, whenever the question is put.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.domain.events import OrderSnapshot
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.earning import OrderRule
from app.domain.programme.facts import MemberFacts
from app.domain.settlement import EARNING_STATES
from app.storage.chosen_days import Chosen, ChosenDayRepository
from app.storage.marks import MarkRepository
from app.storage.member_history import MemberHistory, PastOrder
from app.storage.members import MemberRepository, MemberRow
from app.storage.memberships import MembershipRepository
from app.storage.orders import OrderKey
from app.storage.segments import SegmentRepository
from app.storage.tiers import HeldTier, TierRepository
from app.storage.unit_of_work import UnitOfWork

Pair = tuple[UUID, datetime]
Wanted = tuple[UUID, datetime, OrderKey | None]
"""A member, the instant, and the order that it is about."""
Beside = tuple[UUID, OrderKey, OrderSnapshot]
"""An order of a member that is being settled and not stored yet."""

TIER = frozenset({"member.tier", "member.tier_began"})
MEMBERSHIP = frozenset({"member.memberships", "member.membership_began"})
SEGMENT = frozenset({"member.segments"})
TAG = frozenset({"member.tags", "member.tag_began"})
CONSENT = frozenset({"member.consents"})
PERSON = frozenset({"member.days", "member.birthday_days", "member.language"})
PRODUCTS = frozenset({"order.new_products"})
HISTORY = PRODUCTS | {
    "member.orders",
    "order.number",
    "member.country",
    "member.region",
}
CHOSEN = frozenset({"chosen"})
"""Not a field: a rule that runs on chosen days asks it."""
OCCASIONS = TAG | CONSENT | PERSON
"""What birthdays, anniversaries, consents, marks and profiles look at."""


def asked_by(document: ProgrammeDocument) -> frozenset[str]:
    """Return what the ways to earn of a document ask of members."""

    def build(found: ProgrammeDocument) -> frozenset[str]:
        chosen = any(
            isinstance(rule, OrderRule) and rule.chosen is not None
            for rule in found.earning
        )
        return found.asked() | (CHOSEN if chosen else frozenset())

    return document.remember("asked_of_members", build)


@dataclass(slots=True)
class _Gathered:
    tiers: Mapping[Pair, HeldTier] = field(default_factory=dict)
    memberships: Mapping[Pair, Mapping[str, datetime]] = field(default_factory=dict)
    segments: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    tags: Mapping[Pair, Mapping[str, datetime]] = field(default_factory=dict)
    consents: Mapping[Pair, Mapping[str, datetime]] = field(default_factory=dict)
    members: Mapping[UUID, MemberRow] = field(default_factory=dict)
    orders: Mapping[UUID, Sequence[PastOrder]] = field(default_factory=dict)
    chosen: Mapping[UUID, Chosen] = field(default_factory=dict)


def gather(
    uow: UnitOfWork,
    document: ProgrammeDocument,
    wanted: Sequence[Wanted],
    *,
    beside: Sequence[Beside] = (),
    also: frozenset[str] = frozenset(),
    only: frozenset[str] | None = None,
) -> Mapping[Wanted, MemberFacts]:
    """Return what the document asks of each of *wanted*, a few queries for all.

    Empty when the document asks nothing: the caller's default is nobody's facts.

    Args:
        uow: Open.
        document: Whose ways to earn ask.
        wanted: Members at instants.
        beside: Orders in hand, which count as the stored ones do.
        also: Fields to gather beside what conditions ask.
        only: Fields to gather whatever conditions ask.
    """
    asks = asked_by(document) | also if only is None else only
    if not wanted or not asks & ALL:
        return {}
    pairs = sorted({(one[0], one[1]) for one in wanted})
    owners = sorted({one[0] for one in wanted})
    found = _Gathered()
    if asks & TIER:
        found.tiers = TierRepository(uow).held_as_of(pairs)
    if asks & MEMBERSHIP:
        found.memberships = MembershipRepository(uow).active_as_of(pairs)
    if asks & SEGMENT:
        found.segments = SegmentRepository(uow).of(owners)
    if asks & TAG:
        found.tags = MarkRepository(uow).as_of("tag", pairs)
    if asks & CONSENT:
        found.consents = MarkRepository(uow).as_of("consent", pairs)
    if asks & PERSON:
        found.members = MemberRepository(uow).many(owners)
    if asks & HISTORY:
        stored = MemberHistory(uow).paid(owners, products=bool(asks & PRODUCTS))
        found.orders = _with(stored, owners, beside)
    if asks & CHOSEN:
        found.chosen = ChosenDayRepository(uow).of(owners)
    return {one: _facts(found, one) for one in wanted}


ALL = TIER | MEMBERSHIP | SEGMENT | TAG | CONSENT | PERSON | HISTORY | CHOSEN


def _with(
    stored: Mapping[UUID, Sequence[PastOrder]],
    owners: Collection[UUID],
    beside: Sequence[Beside],
) -> Mapping[UUID, Sequence[PastOrder]]:
    """Return the orders of members as they will be stored, oldest first."""
    if not beside:
        return stored
    found = {owner: list(stored.get(owner, ())) for owner in owners}
    for member_id, (store_id, order_ref), snapshot in beside:
        mine = found.setdefault(member_id, [])
        mine[:] = [
            one
            for one in mine
            if (one.store_id, one.order_ref) != (store_id, order_ref)
        ]
        if snapshot.state in EARNING_STATES and not snapshot.test:
            products = tuple(x.product_ref for x in snapshot.lines if x.product_ref)
            mine.append(
                PastOrder(
                    member_id,
                    store_id,
                    order_ref,
                    snapshot.placed_at,
                    snapshot.country,
                    snapshot.region,
                    products,
                )
            )
    for mine in found.values():
        mine.sort(key=_place)
    return found


def _place(order: PastOrder) -> tuple[datetime, bytes, str]:
    return order.placed_at, order.store_id.bytes, order.order_ref


def _facts(found: _Gathered, one: Wanted) -> MemberFacts:
    member_id, at, key = one
    pair = (member_id, at)
    held = found.tiers.get(pair)
    row = found.members.get(member_id)
    before = _before(found.orders.get(member_id, ()), at, key)
    latest = next((order for order in reversed(before) if order.country), None)
    return MemberFacts(
        tier=None if held is None else held.tier_id,
        tier_since=None if held is None else held.since,
        memberships=found.memberships.get(pair, {}),
        segments=found.segments.get(member_id, frozenset()),
        tags=found.tags.get(pair, {}),
        consents=found.consents.get(pair, {}),
        joined_at=None if row is None else row.joined_at,
        birthday=None if row is None else row.birthday,
        language=None if row is None else (row.locale or "")[:2].lower() or None,
        country=None if latest is None else latest.country,
        region=None if latest is None else latest.region,
        orders_before=len(before),
        bought_before=frozenset(
            (str(order.store_id), ref) for order in before for ref in order.products
        ),
        chosen=found.chosen.get(member_id, {}),
    )


def _before(
    orders: Sequence[PastOrder], at: datetime, key: OrderKey | None
) -> list[PastOrder]:
    """Return the orders placed before the instant, or before this very order."""
    if key is None:
        return [order for order in orders if order.placed_at <= at]
    mine = (at, key[0].bytes, key[1])
    return [order for order in orders if _place(order) < mine]
