"""Guests whom an import made and nobody touched since."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

UNTOUCHED: Final = """
SELECT m.member_id FROM member m
WHERE m.programme_id = %(programme)s AND m.member_id = ANY(%(ids)s)
  AND m.state = 'shadow' AND NOT m.contact_verified AND m.frozen_at IS NULL
  AND (%(until)s::timestamptz IS NULL OR m.updated_at <= %(until)s::timestamptz)
  AND NOT EXISTS (SELECT FROM member_balance b
    WHERE b.programme_id = m.programme_id AND b.member_id = m.member_id
      AND b.pending + b.available + b.held + b.shortfall <> 0)
  AND NOT EXISTS (SELECT FROM member h
    WHERE h.programme_id = m.programme_id AND h.merged_into = m.member_id)
  AND NOT EXISTS (SELECT FROM import_row r
    WHERE r.programme_id = m.programme_id AND r.member_id = m.member_id
      AND r.import_id <> %(import)s)
"""
ACTS: Final = (
    "customer_link",
    "order_settlement",
    "fact_award",
    "voucher",
    "activity",
    "support_claim",
)
"""Tables in which somebody who did anything has a row."""


class ImportedGuests:
    """Finds them among the people of a file."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def untouched(
        self, ids: Collection[UUID], import_id: UUID, *, until: datetime | None
    ) -> list[UUID]:
        """Return those of *ids* who are guests with nothing but this import.

        Args:
            ids: Whom the import made.
            import_id: Which one; what it gave was taken back before.
            until: When it ended; whose details changed later was touched.
        """
        acts = "".join(
            f" AND NOT EXISTS (SELECT FROM {table} t WHERE t.programme_id ="
            " m.programme_id AND t.member_id = m.member_id)"
            for table in ACTS
        )
        rows = self._connection.exec_driver_sql(
            UNTOUCHED + acts,
            {
                "programme": self._programme_id,
                "ids": list(ids),
                "import": import_id,
                "until": until,
            },
        )
        return [row[0] for row in rows]
