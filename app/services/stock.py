"""How many of each reward are left, for staff and for the API."""

from dataclasses import dataclass

from app.domain.programme.rewards import CodePoolReward
from app.services.code_pools import PoolFigures, figures
from app.storage.programmes import ProgrammeRepository
from app.storage.stock import StockRepository
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StockFigures:
    """How one reward stands."""

    reward_id: str
    units: int | None
    """How many there are in all; None without a limit."""
    taken: int | None
    pool: PoolFigures | None = None

    @property
    def left(self) -> int | None:
        """How many can still be had: the fewer of stock and pool."""
        limits = []
        if self.units is not None and self.taken is not None:
            limits.append(max(0, self.units - self.taken))
        if self.pool is not None:
            limits.append(self.pool.left)
        return min(limits, default=None)


def stock_of_rewards(uow: UnitOfWork) -> list[StockFigures]:
    """Return how every reward with stock or a pool stands."""
    _, document = ProgrammeRepository(uow).live()
    counted = [reward for reward in document.rewards if reward.stock is not None]
    taken = StockRepository(uow).taken([reward.id for reward in counted])
    pooled = [one for one in document.rewards if isinstance(one, CodePoolReward)]
    pools = {pool.reward_id: pool for pool in figures(uow, pooled)}
    return [
        StockFigures(
            reward.id,
            None if reward.stock is None else reward.stock.units,
            taken.get(reward.id),
            pools.get(reward.id),
        )
        for reward in document.rewards
        if reward.id in taken or reward.id in pools
    ]
