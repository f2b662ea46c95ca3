"""Showing what a deed would do: it is really done, looked at, and rolled back."""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from app.services.env import Env
from app.storage.unit_of_work import UnitOfWork

T = TypeVar("T")


class _Over(Exception, Generic[T]):
    """Ends a rehearsal, so that its unit of work is rolled back."""

    def __init__(self, seen: T) -> None:
        self.seen = seen
        super().__init__("a rehearsal is never kept")


def rehearsed(env: Env, programme_id: UUID, act: Callable[[UnitOfWork], T]) -> T:
    """Return what *act* returns; nothing of what it did stays.

    Raises:
        What *act* raises.
    """

    def work(uow: UnitOfWork) -> None:
        raise _Over(act(uow))

    try:
        env.database.run(programme_id, work)
    except _Over as over:
        return over.seen  # type: ignore[no-any-return]  # made just above, of T
    raise AssertionError("a rehearsal ends by raising")
