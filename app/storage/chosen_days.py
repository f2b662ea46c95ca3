"""Days that members chose for rules."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

Chosen = Mapping[str, Mapping[date, datetime]]
"""By rule: the days, and when each was chosen."""


class ChosenDayRepository:
    """Reads and writes ``chosen_day``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def of(self, member_ids: Collection[UUID]) -> Mapping[UUID, Chosen]:
        """Return the chosen days of each of these members who has some."""
        if not member_ids:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT member_id, rule_id, day, chosen_at FROM chosen_day"
            " WHERE programme_id = %s AND member_id = ANY(%s) ORDER BY day",
            (self._programme_id, list(member_ids)),
        )
        found: dict[UUID, dict[str, dict[date, datetime]]] = {}
        for member_id, rule_id, day, chosen_at in rows:
            of_member = found.setdefault(member_id, {})
            of_member.setdefault(rule_id, {})[day] = chosen_at
        return found

    def add(self, member_id: UUID, rule_id: str, day: date, *, at: datetime) -> None:
        """Note a choice; the caller holds the member's lock and counted the others."""
        self._connection.exec_driver_sql(
            "INSERT INTO chosen_day (programme_id, member_id, rule_id, day, chosen_at)"
            " VALUES (%s, %s, %s, %s, %s)",
            (self._programme_id, member_id, rule_id, day, at),
        )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give the choices of *gone* to *kept*, but of days that *kept* chose too."""
        self._connection.exec_driver_sql(
            "INSERT INTO chosen_day (programme_id, member_id, rule_id, day, chosen_at)"
            " SELECT programme_id, %s, rule_id, day, chosen_at FROM chosen_day"
            " WHERE programme_id = %s AND member_id = %s ON CONFLICT DO NOTHING",
            (kept, self._programme_id, gone),
        )
        self._connection.exec_driver_sql(
            "DELETE FROM chosen_day WHERE programme_id = %s AND member_id = %s",
            (self._programme_id, gone),
        )
