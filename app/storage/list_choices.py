"""Reads and writes how each person likes a list."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from app.storage.tables.lists import list_choice
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ListChoice:
    """Columns in the order shown, and rows a page."""

    columns: tuple[str, ...]
    size: int


class ListChoices:
    """What people chose in the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def get(self, staff_id: UUID, of_list: str) -> ListChoice | None:
        """Return what a person chose for a list; None: nothing yet."""
        row = self._connection.execute(
            select(list_choice.c.columns, list_choice.c.size).where(
                list_choice.c.programme_id == self._programme_id,
                list_choice.c.staff_id == staff_id,
                list_choice.c.list == of_list,
            )
        ).first()
        return None if row is None else ListChoice(tuple(row[0]), row[1])

    def keep(
        self, staff_id: UUID, of_list: str, choice: ListChoice, *, at: datetime
    ) -> None:
        """Keep what a person wants from now on."""
        values = {
            "columns": list(choice.columns),
            "size": choice.size,
            "chosen_at": at,
        }
        self._connection.execute(
            upsert(list_choice)
            .values(
                programme_id=self._programme_id,
                staff_id=staff_id,
                list=of_list,
                **values,
            )
            .on_conflict_do_update(
                index_elements=["programme_id", "staff_id", "list"], set_=values
            )
        )
