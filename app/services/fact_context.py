"""Asks the rules about something that is no order, and holds them to their limits.

Two facts of one member are decided one after the other, so that both can't take
what a limit has left; what all members share is taken before it is given.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.domain.earning.context import MemberContext
from app.domain.earning.decisions import AwardDecision, FactDecision, GiftDecision
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY
from app.services.budgets import Purse, allowed_of, needs_of
from app.services.env import Env
from app.services.facts import Fact, given_of
from app.services.member_facts import gather
from app.storage.members import MemberRepository, MemberRow
from app.storage.metrics import NOWHERE
from app.storage.orders import OrderRepository
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

EARNER = {"active": "member", "shadow": "shadow"}
"""Our states of members as the rules know them."""
Ask = Callable[[MemberContext], FactDecision]
Given = Sequence[AwardDecision | GiftDecision]


@dataclass(frozen=True, slots=True)
class Moment:
    """A member at an instant, and where."""

    member: MemberRow
    at: datetime
    store_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rewarded:
    """What the rules said, and what of it was given just now."""

    decision: FactDecision
    given: Given
    version: int


def reward(
    env: Env,
    uow: UnitOfWork,
    moment: Moment,
    question: Ask,
    *,
    item: str = "",
    source: str | None = None,
    also: frozenset[str] = frozenset(),
) -> Rewarded:
    """Ask the rules of the live version and give what they say.

    The member's limits are locked to the end of the unit of work.

    Args:
        env: The collaborators.
        uow: Open.
        moment: Whom and when it is about.
        question: Asks the rules.
        item: The fact's own id, to recognise it when it is taken back.
        source: Under which everything is given; else each award's own.
        also: What to gather of the member beside what conditions ask.
    """
    version, document = ProgrammeRepository(uow).live()
    zone = StoreRepository(uow).programme().timezone
    member_id = moment.member.member_id
    MemberRepository(uow).serialise([f"limits/{member_id}"])
    decision, purse = _ask(uow, document, moment, question, also)
    given: list[AwardDecision | GiftDecision] = []
    for name, part in _by_source(decision, source).items():
        fact = Fact(
            member_id=member_id,
            source=name,
            happened_at=moment.at,
            store_id=moment.store_id,
            item=item,
        )
        given += given_of(
            env, uow, fact, part, document=document, version=version, zone=zone
        )
    purse.settle(needs_of(given))
    _note_use(uow, given, moment, zone)
    return Rewarded(decision, given, version)


def _by_source(
    decision: FactDecision, source: str | None
) -> Mapping[str, FactDecision]:
    if source is not None:
        return {source: decision}
    names = dict.fromkeys(one.source for one in decision.given)
    return {
        name: FactDecision(
            tuple(award for award in decision.awards if award.source == name),
            decision.trace,
            tuple(gift for gift in decision.gifts if gift.source == name),
        )
        for name in names
    }


def _ask(
    uow: UnitOfWork,
    document: ProgrammeDocument,
    moment: Moment,
    question: Ask,
    also: frozenset[str],
) -> tuple[FactDecision, Purse]:
    """Return what the rules say, and the budgets that it needs, taken."""
    context = _context(uow, document, moment, also)
    purse = Purse(uow)
    purse.read(document, moment.at, context.zone)
    mine = _used(uow, moment.member.member_id)
    decision = question(replace(context, used={**mine, **purse.used}))
    needs = needs_of(decision.given)
    if needs and not purse.take(needs, allowed_of(decision.given)):
        decision = question(replace(context, used={**mine, **purse.used}))
    return decision, purse


def _context(
    uow: UnitOfWork,
    document: ProgrammeDocument,
    moment: Moment,
    also: frozenset[str],
) -> MemberContext:
    stores = StoreRepository(uow)
    member_id = moment.member.member_id
    wanted = (member_id, moment.at, None)
    store = None if moment.store_id is None else stores.get(moment.store_id)
    return MemberContext(
        zone=stores.programme().timezone,
        at=moment.at,
        store_id=moment.store_id,
        platform="" if store is None else store.platform,
        store_domain="" if store is None else store.domain,
        member_state=EARNER.get(moment.member.state, moment.member.state),
        member=gather(uow, document, [wanted], also=also).get(wanted, NOBODY),
    )


def _used(uow: UnitOfWork, member_id: UUID) -> dict[str, int]:
    """Return what a member used of each limit, by everything that uses it."""
    total: Counter[str] = Counter()
    limits = OrderRepository(uow).used_limits([member_id])
    for counters in limits.get(member_id, {}).values():
        total.update(counters)
    return dict(total)


def _note_use(uow: UnitOfWork, given: Given, moment: Moment, zone: str) -> None:
    """Keep what was given against the member's limits."""
    day = moment.at.astimezone(ZoneInfo(zone)).date()
    OrderRepository(uow).set_metrics(
        [
            (
                moment.member.member_id,
                f"limit:{key}",
                moment.store_id or NOWHERE,
                f"fact:{one.rule_id}:{one.source}",
                day,
                amount,
                "units",
            )
            for one in given
            for key, amount in (one.counters or {}).items()
        ]
    )
