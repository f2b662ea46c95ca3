"""Who would move if a draft were published now, and who stands where they shouldn't.

Both ask the database about all members at once. The preview says, for each move,
whether it happens at once or, where nobody drops, at the end of a term.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal
from uuid import UUID

from app.domain.programme.document import ProgrammeDocument
from app.domain.tiers.ladder import Ladder, ladder_of
from app.services.env import Env
from app.services.standing import owe_standing
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.tier_preview import Count, TierLevels
from app.storage.unit_of_work import UnitOfWork

NOBODY = UUID(int=0)
BATCH = 1_000
When = Literal["stays", "up_now", "down_now", "down_later"]


@dataclass(frozen=True, slots=True)
class Move:
    """Members who go from one tier to another, and when."""

    source: str | None
    target: str | None
    when: When
    members: int
    sample: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft does to all members."""

    members: int
    up_now: int
    down_now: int
    down_later: int
    """They would be lower, and keep what they hold until their term ends."""
    moves: tuple[Move, ...]


def preview(
    env: Env, uow: UnitOfWork, draft: ProgrammeDocument, *, sample: int = 5
) -> Preview:
    """Return who would move if *draft* were published now. Nothing is written.

    Members whom somebody put into a tier by hand or by tag are left out.
    """
    ladder = ladder_of(draft)
    zone = StoreRepository(uow).programme().timezone
    levels = TierLevels(uow, ladder, zone=zone, at=env.clock.now())
    moves = tuple(_move(ladder, count, sample) for count in levels.moves(sample=sample))
    totals: Counter[str] = Counter()
    for move in moves:
        totals[move.when] += move.members
    return Preview(
        members=sum(totals.values()),
        up_now=totals["up_now"],
        down_now=totals["down_now"],
        down_later=totals["down_later"],
        moves=moves,
    )


def _move(ladder: Ladder, count: Count, sample: int) -> Move:
    names = {rank: tier for tier, rank in ladder.ranks.items()}
    target = names.get(count.level)
    known = -1 if count.tier is None else ladder.ranks.get(count.tier)
    when: When = "stays"
    if known is None:
        when = "down_now"  # Their tier is gone: they are counted anew.
    elif count.level > known:
        when = "up_now"
    elif count.level < known:
        at_once = ladder.terms.at_term_end == "at_once"
        keeps = ladder.terms.on_change == "nobody_drops" and not at_once
        when = "down_later" if keeps else "down_now"
    return Move(count.tier, target, when, count.members, count.sample[:sample])


def sweep(env: Env, programme_id: UUID) -> int:
    """Owe an evaluation to members who stand where they should not; return how many.

    The nightly look: whatever was missed while nobody looked is found here.
    """
    after, found = NOBODY, 0
    while True:
        batch = env.database.run(programme_id, partial(_owe_some, env, after=after))
        found += len(batch)
        if len(batch) < BATCH:
            return found
        after = batch[-1]


def _owe_some(env: Env, uow: UnitOfWork, *, after: UUID) -> Sequence[UUID]:
    try:
        _, document = ProgrammeRepository(uow).live()
    except NothingPublished:
        return []
    if not document.tiers:
        return []
    zone = StoreRepository(uow).programme().timezone
    levels = TierLevels(uow, ladder_of(document), zone=zone, at=env.clock.now())
    found = levels.candidates(after=after, most=BATCH)
    owe_standing(env, uow, found)
    return found
