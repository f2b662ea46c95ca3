"""How rewards do: how many were had and used, how many members have enough for one."""

from collections.abc import Mapping
from typing import Any, Final

from app.storage.unit_of_work import UnitOfWork

HAD: Final = """
SELECT reward_id, count(*)::bigint, count(*) FILTER (WHERE state = 'used')::bigint
FROM voucher WHERE programme_id = %(programme)s GROUP BY reward_id
"""
MEMBERS: Final = """
SELECT count(*)::bigint FROM member
WHERE programme_id = %(programme)s AND state = 'active'
"""
ENOUGH: Final = """
SELECT width_bucket(available, %(prices)s::bigint[]) AS reached, count(*)::bigint
FROM member_balance
WHERE programme_id = %(programme)s AND asset = %(asset)s AND available >= %(least)s
GROUP BY reached
"""


class RewardReach:
    """Reads figures of the rewards of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def had(self) -> Mapping[str, tuple[int, int]]:
        """Return how many of each reward were had, and used."""
        return {row[0]: (row[1], row[2]) for row in self._run(HAD)}

    def members(self) -> int:
        """Return how many members there are."""
        found: int = self._run(MEMBERS).scalar_one()
        return found

    def enough(self, asset: str, prices: list[int]) -> Mapping[int, int]:
        """Return how many members have enough units for each price, in one pass.

        The prices come in order, the lowest first, each once.
        """
        found = self._run(ENOUGH, asset=asset, prices=prices, least=prices[0])
        reached = {row[0]: row[1] for row in found}
        return {
            price: sum(number for at, number in reached.items() if at > place)
            for place, price in enumerate(prices)
        }

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
