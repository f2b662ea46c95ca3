"""What ever came to a member and went, summed by where from and where to.

A handful of rows however long the history: enough for the headings of "why this
balance", without reading every entry.
"""

from typing import Final
from uuid import UUID

from app.domain.explain.adding_up import Flow
from app.domain.ledger.accounts import Account
from app.domain.ledger.kinds import Kind
from app.storage.unit_of_work import UnitOfWork

FLOWS: Final = """
SELECT t.kind, p.source, p.source_member_id, p.target, p.target_member_id,
  sum(p.amount)::bigint
FROM (
  SELECT transaction_id, source, source_member_id, target, target_member_id, amount
  FROM ledger_posting WHERE programme_id = %(programme)s
    AND target_member_id = %(member)s AND asset = %(asset)s
  UNION ALL
  SELECT transaction_id, source, source_member_id, target, target_member_id, amount
  FROM ledger_posting WHERE programme_id = %(programme)s
    AND source_member_id = %(member)s AND asset = %(asset)s
    AND source_member_id IS DISTINCT FROM target_member_id) AS p
JOIN ledger_transaction t ON t.programme_id = %(programme)s
  AND t.transaction_id = p.transaction_id
GROUP BY 1, 2, 3, 4, 5
"""
FRIENDS: Final = """
SELECT state, count(*) FROM referral
WHERE programme_id = %(programme)s AND advocate_id = %(member)s AND NOT void
GROUP BY state
"""


class MemberSums:
    """Reads sums about one member of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def flows(self, member_id: UUID, asset: str) -> list[Flow]:
        """Return what moved to, from and within the member's accounts."""
        rows = self._connection.exec_driver_sql(
            FLOWS,
            {"programme": self._programme_id, "member": member_id, "asset": asset},
        )
        return [
            (Kind(kind), Account.of(source, giver), Account.of(target, taker), amount)
            for kind, source, giver, target, taker, amount in rows
        ]

    def friends(self, member_id: UUID) -> dict[str, int]:
        """Return how many friends the member brought, by how far they are."""
        rows = self._connection.exec_driver_sql(
            FRIENDS, {"programme": self._programme_id, "member": member_id}
        )
        return {row[0]: row[1] for row in rows}
