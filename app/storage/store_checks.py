"""What was found in stores, as rows: one for each thing that was looked at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.store_exam import StoreCheck
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check as kept."""

    store_id: UUID
    code: str
    state: str
    figures: dict[str, str]
    since: datetime
    checked_at: datetime


COLUMNS: Final = ", ".join(CheckRow.__dataclass_fields__)
# A state that stays keeps its day: "since Tuesday" is what a merchant asks.
NOTE: Final = """
INSERT INTO store_check AS c (programme_id, store_id, code, state, figures, since,
  checked_at)
VALUES (%(programme)s, %(store)s, %(code)s, %(state)s, %(figures)s, %(at)s, %(at)s)
ON CONFLICT (programme_id, store_id, code) DO UPDATE SET
  state = excluded.state, figures = excluded.figures, checked_at = excluded.checked_at,
  since = CASE WHEN c.state = excluded.state THEN c.since ELSE excluded.since END
"""
FORGET: Final = """
DELETE FROM store_check WHERE programme_id = %(programme)s AND store_id = %(store)s
  AND (%(codes)s::text[] IS NULL OR code = ANY(%(codes)s::text[]))
"""


class CheckRepository:
    """Reads and writes ``store_check`` of the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def note(
        self, store_id: UUID, checks: Iterable[StoreCheck], *, at: datetime
    ) -> None:
        """Write what was found; what was not looked at stays as it was."""
        for check in checks:
            self._run(
                NOTE,
                store=store_id,
                code=check.code,
                state=check.state.value,
                figures=Jsonb(dict(check.figures)),
                at=at,
            )

    def forget(self, store_id: UUID, codes: Collection[str] | None = None) -> None:
        """Delete what was found of a store: all of it, or these codes."""
        self._run(FORGET, store=store_id, codes=None if codes is None else list(codes))

    def all(self) -> list[CheckRow]:
        """Return everything found, store by store."""
        rows = self._run(
            f"SELECT {COLUMNS} FROM store_check WHERE programme_id = %(programme)s"
            " ORDER BY store_id, code"
        )
        return [CheckRow(*row) for row in rows]

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
