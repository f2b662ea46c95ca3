"""Evaluates where members stand: asks every topic, then brings the gifts there.

Level-triggered: run late, twice, or after facts changed back, it ends the same.
A topic is a module with ``stand``; it says what a member should have, may write
its own tables, and asks to be woken when time alone will change its answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from typing_extensions import override

from app.domain.gifts import GiftTarget
from app.domain.programme.gifts import MetricGift
from app.services import (
    bought,
    challenges,
    dividends,
    earned,
    memberships,
    perks,
    referrals,
    sparing,
    tiering,
)
from app.services.env import Env
from app.services.gifts import settle_gifts
from app.services.outbox import DebtOutcome, Settled
from app.services.standing import EVERYBODY, Standing
from app.storage.members import MemberRepository
from app.storage.metrics import MetricReader
from app.storage.outbox import LeasedDebt
from app.storage.programmes import ProgrammeRepository
from app.storage.standing import KIND, StandingRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

Evaluator = Callable[[Standing], Sequence[GiftTarget]]
EVALUATORS: Final[tuple[Evaluator, ...]] = (
    bought.stand,
    earned.stand,
    memberships.stand,
    tiering.stand,
    sparing.stand,
    perks.stand,
    challenges.stand,
    dividends.stand,
    referrals.stand,
)
"""In this order: what ways to earn gave, memberships, tiers, what of a
member does not lapse, perks, challenges,
dividends, referral."""
STANDING_STATES: Final = frozenset({"active", "shadow"})
A_MOMENT: Final = timedelta(seconds=1)
BATCH: Final = 500
MANY: Final = 5_000
MOST_BATCHES: Final = 50
"""In one run; the next run goes on."""


def evaluate(
    env: Env,
    uow: UnitOfWork,
    member_id: UUID,
    *,
    evaluators: Sequence[Evaluator] | None = None,
) -> Sequence[GiftTarget]:
    """Bring a member to where the facts say; return what was aimed at.

    Locks the member's standing first, then (in ``settle_gifts``) its balances. A
    gift that is itself a metric is looked at again afterwards.
    """
    repository, members = StandingRepository(uow), MemberRepository(uow)
    if not repository.lock_known(member_id):
        members.get(member_id)
        repository.lock(member_id)
    # Looked at under the lock: another evaluation may have moved it on.
    member = members.get(member_id)
    version, document = ProgrammeRepository(uow).live()
    standing = Standing(
        env,
        uow,
        env.clock.now(),
        StoreRepository(uow).programme(),
        version,
        document,
        member,
        MetricReader(uow),
        repository.held(member_id),
    )
    targets: list[GiftTarget] = []
    if member.state in STANDING_STATES:
        for stand in EVALUATORS if evaluators is None else evaluators:
            targets += stand(standing)
        if standing.metrics.matured_asked:
            _wake_at_maturity(standing)
    _settle(standing, targets)
    repository.save(member_id, evaluated_at=standing.at, due_at=standing.due_at)
    return targets


def _settle(standing: Standing, targets: Sequence[GiftTarget]) -> None:
    """Bring the gifts there; look again when that changed the figures."""
    given = [target.gift for target in targets]
    names = sorted({gift.metric for gift in given if isinstance(gift, MetricGift)})
    before = _totals(standing, names)
    settle_gifts(standing.env, standing.uow, targets)
    if before != _totals(standing, names):
        standing.wake(standing.at + A_MOMENT)


def _totals(standing: Standing, metrics: Sequence[str]) -> Sequence[int]:
    reader = MetricReader(standing.uow)
    return [reader.total(standing.member_id, metric) for metric in metrics]


def _wake_at_maturity(standing: Standing) -> None:
    matures_at = standing.metrics.next_maturing(standing.member_id, after=standing.at)
    if matures_at is not None:
        standing.wake(matures_at)


def pay(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Evaluate the member that a debt names."""
    env.database.run(
        debt.programme_id, lambda uow: evaluate(env, uow, UUID(debt.subject))
    )
    return Settled()


def pay_everybody(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Make every member due, some at a time; the timer evaluates them."""
    at, after = env.clock.now(), None
    while True:
        after = env.database.run(
            debt.programme_id,
            lambda uow, after=after: StandingRepository(uow).all_due(  # type: ignore[misc]  # the loop's value, bound now
                after, at=at, most=MANY
            ),
        )
        if after is None:
            return Settled()


HANDLERS: Final = {KIND: pay, EVERYBODY: pay_everybody}


@dataclass(frozen=True, slots=True)
class StandingSweep:
    """What a run of the timer did."""

    owed: int = 0

    @override
    def __str__(self) -> str:
        return f"{self.owed} members to evaluate"


def sweep(env: Env, programme_id: UUID) -> StandingSweep:
    """Owe an evaluation to members for whom time alone has changed something.

    The outbox pays, so that one member who fails stops nobody else.
    """
    done = 0
    for _ in range(MOST_BATCHES):
        taken = env.database.run(programme_id, lambda uow: _owe_due(env, uow))
        done += taken
        if taken < BATCH:
            break
    return StandingSweep(done)


def _owe_due(env: Env, uow: UnitOfWork) -> int:
    at = env.clock.now()
    repository = StandingRepository(uow)
    due = repository.take_due(at, most=BATCH)
    if due:
        repository.owe(due, at=at)
        uow.after_commit(lambda: env.wake.work("outbox"))
    return len(due)
