"""Who may have a reward: its condition, asked of what is known of the member now."""

from datetime import datetime
from uuid import UUID

from app.domain.earning.conditions import Check, compiled
from app.domain.programme.conditions import Group, Leaf, leaves
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.facts import NOBODY, Facts, MemberFacts
from app.services.counter import Counter
from app.services.member_facts import gather
from app.storage.unit_of_work import UnitOfWork


def known_of(
    uow: UnitOfWork, document: ProgrammeDocument, member_id: UUID, *, at: datetime
) -> MemberFacts:
    """Return what the locks of all rewards ask of a member, gathered once."""
    asked = document.remember("asked_by_locks", _asked)
    if not asked:
        return NOBODY
    wanted = (member_id, at, None)
    return gather(uow, document, [wanted], also=asked).get(wanted, NOBODY)


def locked(counter: Counter) -> str | None:
    """Return ``locked`` when the member is not among those who may have it."""
    reward, store = counter.reward, counter.store
    condition = reward.when
    if condition is None:
        return None
    known = counter.known
    if known is None:
        member_id = counter.wish.member_id
        known = known_of(counter.uow, counter.document, member_id, at=counter.at)
    facts = Facts(
        at=counter.at,
        zone=store.timezone,
        store=str(store.store_id),
        platform=store.platform,
        store_domain=store.domain,
        member=known,
    )
    check = counter.document.remember(
        f"lock:{reward.id}", lambda _document: _compiled(condition)
    )
    return None if check(facts) else "locked"


def _compiled(condition: Leaf | Group) -> Check:
    return compiled(condition)


def _asked(document: ProgrammeDocument) -> frozenset[str]:
    return frozenset(
        leaf.field
        for reward in document.rewards
        if reward.when is not None
        for leaf in leaves(reward.when)
    )
