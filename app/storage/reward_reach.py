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
SELECT p.price, count(b.member_id)::bigint
FROM unnest(%(prices)s::bigint[]) AS p (price)
LEFT JOIN member_balance b ON b.programme_id = %(programme)s AND b.asset = %(asset)s
  AND b.available >= p.price
GROUP BY p.price
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
        """Return how many members have enough units for each price."""
        return dict(tuple(row) for row in self._run(ENOUGH, asset=asset, prices=prices))

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
