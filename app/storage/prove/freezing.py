"""Stops the writes of a programme whose books are wrong as a whole, and lets go."""

from datetime import datetime

from app.storage.unit_of_work import UnitOfWork


def freeze_programme(uow: UnitOfWork, *, reason: str, at: datetime) -> None:
    """Freeze the programme; one that is frozen keeps its first reason."""
    uow.connection.exec_driver_sql(
        "UPDATE programme SET state = 'frozen', frozen_at = %(at)s,"
        " frozen_reason = %(reason)s"
        " WHERE programme_id = %(programme)s AND state <> 'frozen'",
        {"programme": uow.programme_id, "reason": reason, "at": at},
    )


def thaw_programme(uow: UnitOfWork) -> None:
    """Let a frozen programme post again."""
    uow.connection.exec_driver_sql(
        "UPDATE programme SET state = 'active', frozen_at = NULL, frozen_reason = NULL"
        " WHERE programme_id = %(programme)s AND state = 'frozen'",
        {"programme": uow.programme_id},
    )
