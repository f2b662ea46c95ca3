"""Two members who may be one person: told until they are merged or told apart."""

from app.services.analytics.reading import USUAL, Reading
from app.services.env import Env
from app.storage.alike import AlikeRepository, Pair
from app.storage.analytics.measuring import AnalyticsRepository
from app.storage.members import MemberMissing, MemberRepository
from app.storage.unit_of_work import UnitOfWork

FIGURE = "alike"


def waiting(uow: UnitOfWork, reading: Reading) -> int:
    """Return how many pairs wait for somebody who looks.

    The figures of a large programme are of some hours ago: what was settled since
    then waits no more.
    """
    counted = reading.count(FIGURE)
    if not counted or reading.measured_at is None:
        return counted
    return max(counted - AlikeRepository(uow).settled(reading.measured_at), 0)


def pairs(env: Env, uow: UnitOfWork, *, limit: int) -> list[Pair]:
    """Return pairs to look at; a large programme without any is not searched."""
    book = AnalyticsRepository(uow)
    if not book.is_small():
        kept = book.kept(USUAL, until=env.clock.now().date())
        counts = {} if kept is None else {m.figure: m.part for m in kept.measures}
        if not counts.get(FIGURE):
            return []
    return AlikeRepository(uow).pairs(limit=limit)


def tell_apart(env: Env, uow: UnitOfWork, pair: Pair, *, by: str) -> bool:
    """Note that two are not one person; False where that was said before.

    Raises:
        MemberMissing: They are not two members of this programme.
    """
    if len(MemberRepository(uow).many(pair)) != len(pair):
        raise MemberMissing("two different members of this programme are needed")
    return AlikeRepository(uow).tell_apart(pair, by=by, at=env.clock.now())


def take_back(uow: UnitOfWork, pair: Pair) -> bool:
    """Let two be a pair again; False where nobody said otherwise."""
    return AlikeRepository(uow).take_back(pair)
