"""How each reward does: had, used, and how many members could have it today."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import SliderReward
from app.storage.reward_reach import RewardReach
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Reach:
    """Figures of one reward."""

    had: int
    used: int
    can: int | None
    """Members with enough points today; None where it can't be bought."""


@dataclass(frozen=True, slots=True)
class Reaches:
    """Figures of all rewards."""

    members: int
    of: Mapping[str, Reach]


def rewards(uow: UnitOfWork, document: ProgrammeDocument) -> Reaches:
    """Return the figures of all rewards of a document."""
    reader = RewardReach(uow)
    prices: dict[str, dict[str, int]] = {}
    for reward in document.rewards:
        scale = 10 ** document.asset(reward.asset).scale
        price = (
            max(reward.minimum, reward.step)
            if isinstance(reward, SliderReward)
            else reward.price
        )
        if price is not None:
            prices.setdefault(reward.asset, {})[reward.id] = price * scale
    can: dict[str, int] = {}
    for asset, wanted in prices.items():
        enough = reader.enough(asset, sorted(set(wanted.values())))
        can |= {reward_id: enough[price] for reward_id, price in wanted.items()}
    had = reader.had()
    return Reaches(
        members=reader.members(),
        of={
            reward.id: Reach(*had.get(reward.id, (0, 0)), can.get(reward.id))
            for reward in document.rewards
        },
    )
