"""How far a new programme is on its way to its members, as a row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OnboardingRow:
    """The way as kept."""

    choices: dict[str, Any]
    begun_at: datetime
    changed_at: datetime
    changed_by: str
    launched_at: datetime | None


class OnboardingRepository:
    """Reads and writes ``onboarding`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id: UUID = uow.programme_id

    def get(self) -> OnboardingRow | None:
        """Return it, or None before anybody began."""
        row = self._run(
            "SELECT choices, begun_at, changed_at, changed_by, launched_at"
            " FROM onboarding WHERE programme_id = %(programme)s"
        ).first()
        return None if row is None else OnboardingRow(*row)

    def choose(self, choices: dict[str, Any], *, by: str, at: datetime) -> None:
        """Write answers beside those that there are."""
        self._run(
            "INSERT INTO onboarding AS o (programme_id, choices, begun_at, changed_at,"
            " changed_by) VALUES (%(programme)s, %(choices)s, %(at)s, %(at)s, %(by)s)"
            " ON CONFLICT (programme_id) DO UPDATE SET"
            " choices = o.choices || excluded.choices,"
            " changed_at = excluded.changed_at,"
            " changed_by = excluded.changed_by",
            choices=Jsonb(choices),
            by=by,
            at=at,
        )

    def launched(self, *, at: datetime) -> None:
        """Write that members see it from now on; the first time stays."""
        self._run(
            "UPDATE onboarding SET launched_at = coalesce(launched_at, %(at)s)"
            " WHERE programme_id = %(programme)s",
            at=at,
        )

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
