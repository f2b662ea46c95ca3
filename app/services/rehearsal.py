"""Does work in a unit of work, keeps the result, and undoes everything.

For "what would happen if": the same code as in earnest, and nothing is stored,
sent or woken. No network call may happen inside, as in any unit of work.
"""

import contextlib
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from app.services.env import Env
from app.storage.unit_of_work import UnitOfWork

T = TypeVar("T")


class _UndoneError(Exception):
    """Rolls the unit of work back; never leaves this module."""


def rehearse(env: Env, programme_id: UUID, work: Callable[[UnitOfWork], T]) -> T:
    """Return what *work* would return, and store nothing of it."""
    results: list[T] = []

    def undo(uow: UnitOfWork) -> None:
        results.append(work(uow))
        raise _UndoneError

    with contextlib.suppress(_UndoneError):
        env.database.run(programme_id, undo)
    return results[-1]
