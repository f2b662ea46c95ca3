"""What was answered last to what Home proposes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.storage.unit_of_work import UnitOfWork

Answer = Literal["done", "later", "not_for_us"]


@dataclass(frozen=True, slots=True)
class HomeAnswer:
    """One answer; a later one replaces it."""

    answer: Answer
    said_at: datetime
    said_by: str


class HomeAnswers:
    """Reads and writes ``home_answer``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def all(self) -> Mapping[str, HomeAnswer]:
        """Return every answer by its subject."""
        rows = self._connection.exec_driver_sql(
            "SELECT subject, answer, said_at, said_by FROM home_answer"
            " WHERE programme_id = %(programme)s",
            {"programme": self._programme_id},
        )
        return {row[0]: HomeAnswer(*row[1:]) for row in rows}

    def put(self, subject: str, said: HomeAnswer) -> None:
        """Write an answer over the one before."""
        self._connection.exec_driver_sql(
            "INSERT INTO home_answer (programme_id, subject, answer, said_at, said_by)"
            " VALUES (%(programme)s, %(subject)s, %(answer)s, %(at)s, %(by)s)"
            " ON CONFLICT (programme_id, subject) DO UPDATE SET"
            " answer = excluded.answer, said_at = excluded.said_at,"
            " said_by = excluded.said_by",
            {
                "programme": self._programme_id,
                "subject": subject,
                "answer": said.answer,
                "at": said.said_at,
                "by": said.said_by,
            },
        )

    def drop(self, subject: str) -> None:
        """Forget an answer."""
        self._connection.exec_driver_sql(
            "DELETE FROM home_answer WHERE programme_id = %(programme)s"
            " AND subject = %(subject)s",
            {"programme": self._programme_id, "subject": subject},
        )
