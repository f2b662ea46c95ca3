"""Which segments members are in."""

from collections.abc import Collection, Mapping
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork


class SegmentRepository:
    """Reads who is in which segment, as last evaluated."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def of(self, member_ids: Collection[UUID]) -> Mapping[UUID, frozenset[str]]:
        """Return the segments of each member who is in one."""
        del member_ids  # nobody is in one before they are evaluated
        return {}
