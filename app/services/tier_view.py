"""A member's tier for people and programs: held, until when, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.programme.document import ProgrammeDocument
from app.domain.tiers.ladder import Ladder, Need, Rung, Test
from app.domain.tiers.spells import Assignment, Spell, calendar_of
from app.domain.tiers.tally import Tally
from app.domain.tiers.windows import Span
from app.services.env import Env
from app.services.tiering import facts_of, versions_of_tiers
from app.storage.members import MemberRepository, MemberRow
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.tier_history import TierHistory
from app.storage.tiers import HeldTier, TierRepository
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Missing:
    """How far a member is with one requirement."""

    metric: str
    unit: str | None
    """A currency; None for a count."""
    has: int
    needs: int

    @property
    def left(self) -> int:
        """What is still missing."""
        return max(0, self.needs - self.has)


@dataclass(frozen=True, slots=True)
class Goal:
    """A tier that may be reached, or kept, and what that takes."""

    tier_id: str
    all_of: bool
    requirements: tuple[Missing, ...]
    met: bool
    until: datetime | None
    """When the window or the term ends; None where it never does."""


@dataclass(frozen=True, slots=True)
class TierView:
    """Where a member stands."""

    tier_id: str | None
    since: datetime | None
    term_end: datetime | None
    grace_end: datetime | None
    in_grace: bool
    reason: str
    following: Goal | None
    """The next tier upwards that the member may reach."""
    keeping: Goal | None
    history: tuple[Spell, ...]
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What who asks has read already, a moment ago."""

    member: MemberRow
    version: int
    document: ProgrammeDocument
    zone: str
    """Of the programme."""


def known_of(uow: UnitOfWork, member_id: UUID) -> Known:
    """Read whom a view is about, and by which version.

    Raises:
        MemberMissing: There is no such member.
        NothingPublished: Nothing is in force.
    """
    member = MemberRepository(uow).get(member_id)
    version, document = ProgrammeRepository(uow).live()
    return Known(member, version, document, StoreRepository(uow).programme().timezone)


def view(
    env: Env, uow: UnitOfWork, member_id: UUID, known: Known | None = None
) -> TierView:
    """Return where a member stands now, from what is written."""
    at = env.clock.now()
    known = known or known_of(uow, member_id)
    member, version, document = known.member, known.version, known.document
    versions = versions_of_tiers(uow, version, document)
    history = TierHistory(uow)
    spells = tuple(history.spells(member_id))
    assignments = tuple(history.assignments(member_id))
    pair = (member_id, at)
    held = TierRepository(uow).held_as_of([pair], document).get(pair)
    now = next((one for one in reversed(spells) if one.until is None), None)
    following = keeping = None
    if versions:
        zone = known.zone
        facts = facts_of(history, member, versions, zone=zone, at=at)
        desk = _Desk(facts.eras[-1].ladder, at, Tally(facts.entries), ZoneInfo(zone))
        counts = desk.ladder.terms.counts
        for entry in facts.entries:
            if entry.counts_at(counts) <= at:
                desk.tally.add(entry)
        calendar = calendar_of(facts)
        running = calendar.window(calendar.day(at))
        ends = calendar.leaves(running.first)
        following = _following(desk, held, assignments, running, ends)
        if now is not None and now.term_end is not None:
            keeping = _keeping(desk, now, calendar.to_keep(now.term_end, at))
    return TierView(
        tier_id=None if held is None else held.tier_id,
        since=None if held is None else held.since,
        term_end=None if now is None else now.term_end,
        grace_end=None if now is None else now.grace_end,
        in_grace=now is not None and now.term_end is not None and now.term_end <= at,
        reason="joined" if now is None else now.reason,
        following=following,
        keeping=keeping,
        history=spells,
        assignments=assignments,
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    ladder: Ladder
    at: datetime
    tally: Tally
    zone: ZoneInfo


def _following(
    desk: _Desk,
    held: HeldTier | None,
    assignments: Sequence[Assignment],
    span: Span,
    ends: datetime | None,
) -> Goal | None:
    rank = -1 if held is None else desk.ladder.ranks.get(held.tier_id, -1)
    invited = {
        one.tier_id
        for one in assignments
        if one.kind == "invite" and one.active(desk.at)
    }
    for rung in desk.ladder.rungs:
        secret = rung.invite and rung.tier_id not in invited
        secret = secret or rung.hidden
        if rung.rank > rank and rung.reach is not None and not secret:
            return _goal(desk, rung, rung.reach, span, ends)
    return None


def _keeping(desk: _Desk, now: Spell, span: Span) -> Goal | None:
    rung = next((one for one in desk.ladder.rungs if one.tier_id == now.tier_id), None)
    if rung is None or rung.keep is None:
        return None
    return _goal(desk, rung, rung.keep, span, now.grace_end)


def _goal(
    desk: _Desk, rung: Rung, test: Test, span: Span, until: datetime | None
) -> Goal:
    return Goal(
        rung.tier_id,
        test.all_of,
        tuple(_missing(desk, need, span) for need in test.needs),
        desk.tally.meets(test, span),
        until,
    )


def _missing(desk: _Desk, need: Need, span: Span) -> Missing:
    """Return a requirement in the currency that the member has most of."""
    has = desk.tally.weighed(need, span)
    if need.weights is None:
        return Missing(need.metric, None, has, need.at_least)
    shares = {
        unit: desk.tally.weighed(Need(need.metric, 1, ((unit, weight),)), span)
        for unit, weight in need.weights
    }
    unit, weight = max(need.weights, key=lambda one: (shares[one[0]], one[0]))
    return Missing(need.metric, unit, has // weight, -(-need.at_least // weight))
