"""Members by the days of the year that are theirs."""

from collections.abc import Collection
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork


class MemberDates:
    """Finds members by birthday and by day of joining."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def on(
        self,
        birthdays: Collection[str],
        joinings: Collection[str],
        *,
        zone: str,
        after: UUID | None,
        most: int,
    ) -> list[UUID]:
        """Return active members with one of these days (``MM-DD``), by id."""
        rows = self._connection.exec_driver_sql(
            "SELECT member_id FROM member WHERE programme_id = %s AND state = 'active'"
            " AND (to_char(birthday, 'MM-DD') = ANY(%s)"
            " OR to_char(joined_at AT TIME ZONE %s, 'MM-DD') = ANY(%s))"
            " AND (%s::uuid IS NULL OR member_id > %s) ORDER BY member_id LIMIT %s",
            (
                self._programme_id,
                sorted(birthdays),
                zone,
                sorted(joinings),
                after,
                after,
                most,
            ),
        )
        return [row[0] for row in rows]
