"""Messages to developers as rows: read, and blanked with a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CursorResult

from app.domain.errors import Missing
from app.domain.outgoing.happening import Happening, body_of
from app.storage.unit_of_work import UnitOfWork


class MessageMissing(Missing):
    """No such message to developers in this programme."""

    code = "webhook_message_missing"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as it is kept."""

    message_id: UUID
    type: str
    member_id: UUID | None
    body: str
    happened_at: datetime
    made_at: datetime


SELECT: Final = (
    f"SELECT {', '.join(MessageRow.__dataclass_fields__)} FROM webhook_message"
    " WHERE programme_id = %(programme_id)s"
)


class MessageRepository:
    """Reads ``webhook_message``; facts write it through ``telling``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, told: Happening, *, at: datetime, test: bool) -> UUID:
        """Write one message that is for one address alone."""
        message_id = self._uow.ids.new()
        self._run(
            "INSERT INTO webhook_message (programme_id, message_id, type, body,"
            " happened_at, made_at) VALUES (%(programme_id)s, %(id)s, %(type)s,"
            " %(body)s, %(happened)s, %(at)s)",
            id=message_id,
            type=told.type,
            body=body_of(told, test=test),
            happened=told.at,
            at=at,
        )
        return message_id

    def get(self, message_id: UUID) -> MessageRow:
        """Return one message.

        Raises:
            MessageMissing: There is none of this id, or it is gone.
        """
        row = self._run(f"{SELECT} AND message_id = %(id)s", id=message_id).first()
        if row is None:
            raise MessageMissing("no such message in this programme")
        return MessageRow(*row)

    def page(
        self,
        *,
        types: Collection[str] = (),
        member_id: UUID | None = None,
        before: tuple[datetime, UUID] | None = None,
        most: int = 50,
    ) -> list[MessageRow]:
        """Return messages, newest first."""
        wheres = {
            "type = ANY(%(types)s)": list(types),
            "member_id = %(member)s": member_id,
            "(made_at, message_id) < (%(before)s, %(after)s)": before,
        }
        extra = "".join(f" AND {where}" for where, said in wheres.items() if said)
        rows = self._run(
            f"{SELECT}{extra} ORDER BY made_at DESC, message_id DESC LIMIT %(most)s",
            types=list(types),
            member=member_id,
            before=before[0] if before else None,
            after=before[1] if before else None,
            most=most,
        )
        return [MessageRow(*row) for row in rows]

    def blank_answers(self, people: Collection[UUID]) -> int:
        """Empty what receivers answered about these members; return how many.

        Our bodies hold nothing of a person; what others wrote back, nobody knows.
        """
        return self._run(
            "UPDATE webhook_attempt a SET answer = ''"
            " FROM webhook_delivery d, webhook_message m"
            " WHERE a.programme_id = %(programme_id)s AND a.answer <> ''"
            " AND d.programme_id = a.programme_id AND d.delivery_id = a.delivery_id"
            " AND m.programme_id = d.programme_id AND m.message_id = d.message_id"
            " AND m.member_id = ANY(%(people)s)",
            people=list(people),
        ).rowcount

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._uow.connection.exec_driver_sql(
            statement, {"programme_id": self._uow.programme_id, **values}
        )
