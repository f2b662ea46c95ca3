"""Changes of members' contact data as rows, and the notices owed for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from app.domain.contacts import Kind
from app.storage.unit_of_work import UnitOfWork

Notice = Literal["owed", "sent", "dropped"]
ADD: Final = """
INSERT INTO contact_change (programme_id, change_id, member_id, kind, store_id, actor,
  sealed_old, changed_at, redeem_from)
VALUES (%(programme)s, %(change)s, %(member)s, %(kind)s, %(store)s, %(actor)s,
  %(sealed)s, %(changed_at)s, %(redeem_from)s)
"""
FOUND: Final = """
SELECT change_id, member_id, kind, store_id, actor, sealed_old, changed_at,
  redeem_from, notice
FROM contact_change WHERE programme_id = %(programme)s
"""


@dataclass(frozen=True, slots=True)
class ContactChange:
    """That a contact of a member was replaced or taken away."""

    change_id: UUID
    member_id: UUID
    kind: Kind
    store_id: UUID | None
    """Which store said so; None: nobody's store."""
    actor: str
    sealed_old: str
    changed_at: datetime
    redeem_from: datetime
    notice: Notice = "owed"
    """To the old address."""


class ContactChangeRepository:
    """Reads and writes ``contact_change``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def add(self, change: ContactChange) -> None:
        """Keep a change; a notice of it is owed from now on."""
        self._run(
            ADD,
            change=change.change_id,
            member=change.member_id,
            kind=change.kind,
            store=change.store_id,
            actor=change.actor,
            sealed=change.sealed_old,
            changed_at=change.changed_at,
            redeem_from=change.redeem_from,
        )

    def of_member(self, member_id: UUID) -> Sequence[ContactChange]:
        """Return a member's changes, oldest first."""
        rows = self._run(
            f"{FOUND} AND member_id = %(member)s ORDER BY changed_at, kind",
            member=member_id,
        )
        return [ContactChange(*row) for row in rows]

    def owed(self, *, most: int) -> Sequence[ContactChange]:
        """Return changes of which nobody was told yet, oldest first."""
        rows = self._run(
            f"{FOUND} AND notice = 'owed'"
            " ORDER BY changed_at, change_id LIMIT %(most)s",
            most=most,
        )
        return [ContactChange(*row) for row in rows]

    def settle(self, change_id: UUID, notice: Notice, *, at: datetime) -> None:
        """Note what became of a notice."""
        self._run(
            "UPDATE contact_change SET notice = %(notice)s, noticed_at = %(at)s"
            " WHERE programme_id = %(programme)s AND change_id = %(change)s",
            change=change_id,
            notice=notice,
            at=at,
        )

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* the changes of *gone*, and the longer of both rests."""
        self._run(
            "UPDATE contact_change SET member_id = %(kept)s"
            " WHERE programme_id = %(programme)s AND member_id = %(gone)s",
            gone=gone,
            kept=kept,
        )
        self._run(
            "UPDATE member SET redeem_from = greatest(redeem_from, (SELECT redeem_from"
            " FROM member WHERE programme_id = %(programme)s AND member_id = %(gone)s))"
            " WHERE programme_id = %(programme)s AND member_id = %(kept)s",
            gone=gone,
            kept=kept,
        )

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a result
        return self._connection.exec_driver_sql(
            statement, {"programme": self._programme_id, **values}
        )
