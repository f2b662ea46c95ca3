"""What was played, as rows: answers to quizzes and surveys, and spins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class QuizAnswer:
    """How a member answered a quiz."""

    game_id: str
    member_id: UUID
    answers: Sequence[int]
    right_answers: int
    programme_version: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class SpinRow:
    """One play of a wheel."""

    spin_id: UUID
    game_id: str
    member_id: UUID
    period: str
    ordinal: int
    number: int
    total: int
    drawn: str | None
    prize_id: str | None
    cost: int
    key_digest: bytes
    programme_version: int
    spun_at: datetime


SPIN = ", ".join(SpinRow.__dataclass_fields__)
ANSWER = ", ".join(QuizAnswer.__dataclass_fields__)


class OfGames:
    """Statements that are bound to the programme of their unit of work."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id
        self._tell = uow.tell

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )


class GameRepository(OfGames):
    """Reads and writes quizzes, surveys and spins."""

    # Quizzes

    def quiz_answer(self, game_id: str, member_id: UUID) -> QuizAnswer | None:
        """Return how a member answered, or None."""
        row = self._run(
            f"SELECT {ANSWER} FROM quiz_answer WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s AND member_id = %(member_id)s",
            game_id=game_id,
            member_id=member_id,
        ).first()
        return None if row is None else QuizAnswer(*row)

    def add_quiz_answer(self, answer: QuizAnswer) -> None:
        """Keep an answer; the member's lock has made sure that it is the first."""
        self._run(
            f"INSERT INTO quiz_answer (programme_id, {ANSWER}) VALUES"
            " (%(programme_id)s, %(game_id)s, %(member_id)s, %(answers)s,"
            " %(right_answers)s, %(programme_version)s, %(answered_at)s)",
            game_id=answer.game_id,
            member_id=answer.member_id,
            answers=Jsonb(list(answer.answers)),
            right_answers=answer.right_answers,
            programme_version=answer.programme_version,
            answered_at=answer.answered_at,
        )

    # Surveys

    def took_survey(self, game_id: str, member_id: UUID) -> bool:
        """Tell whether a member answered a survey."""
        found = self._run(
            "SELECT 1 FROM survey_taken WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s AND member_id = %(member_id)s",
            game_id=game_id,
            member_id=member_id,
        )
        return found.first() is not None

    def add_survey_answer(
        self,
        answer_id: UUID,
        game_id: str,
        answers: Mapping[str, int | str],
        *,
        member_id: UUID | None,
        day: date,
    ) -> None:
        """Keep the answers; without a member where they are anonymous."""
        self._run(
            "INSERT INTO survey_answer (programme_id, answer_id, game_id, member_id,"
            " answers, answered_on) VALUES (%(programme_id)s, %(answer_id)s,"
            " %(game_id)s, %(member_id)s, %(answers)s, %(day)s)",
            answer_id=answer_id,
            game_id=game_id,
            member_id=member_id,
            answers=Jsonb(dict(answers)),
            day=day,
        )

    def took(self, game_id: str, member_id: UUID, *, at: datetime) -> None:
        """Note that a member answered; apart from what the answers are."""
        self._run(
            "INSERT INTO survey_taken (programme_id, game_id, member_id, taken_at)"
            " VALUES (%(programme_id)s, %(game_id)s, %(member_id)s, %(at)s)",
            game_id=game_id,
            member_id=member_id,
            at=at,
        )

    def survey_answers(self, game_id: str) -> list[dict[str, int | str]]:
        """Return all answers, in the order of their (random) ids."""
        rows = self._run(
            "SELECT answers FROM survey_answer WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s ORDER BY answer_id",
            game_id=game_id,
        )
        return [row[0] for row in rows]

    # Spins

    def spin_by_key(self, key_digest: bytes) -> SpinRow | None:
        """Return the spin of an earlier request under this key."""
        row = self._run(
            f"SELECT {SPIN} FROM spin WHERE programme_id = %(programme_id)s"
            " AND key_digest = %(key_digest)s",
            key_digest=key_digest,
        ).first()
        return None if row is None else SpinRow(*row)

    def spins(self, game_id: str, member_id: UUID, period: str) -> int:
        """Return how often a member played in a period."""
        found: int = self._run(
            "SELECT count(*) FROM spin WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s AND member_id = %(member_id)s"
            " AND period = %(period)s",
            game_id=game_id,
            member_id=member_id,
            period=period,
        ).scalar_one()
        return found

    def add_spin(self, spin: SpinRow) -> None:
        """Keep a spin."""
        names = SpinRow.__dataclass_fields__
        self._run(
            f"INSERT INTO spin (programme_id, {SPIN}) VALUES (%(programme_id)s,"
            f" {', '.join(f'%({name})s' for name in names)})",
            **{name: getattr(spin, name) for name in names},
        )

    def take_prize(self, game_id: str, prize_id: str, stock: int) -> bool:
        """Take one of *stock*; False when none is left. Locks the prize."""
        self._run(
            "INSERT INTO spin_stock (programme_id, game_id, prize_id)"
            " VALUES (%(programme_id)s, %(game_id)s, %(prize_id)s)"
            " ON CONFLICT DO NOTHING",
            game_id=game_id,
            prize_id=prize_id,
        )
        taken = self._run(
            "UPDATE spin_stock SET taken = taken + 1"
            " WHERE programme_id = %(programme_id)s AND game_id = %(game_id)s"
            " AND prize_id = %(prize_id)s AND taken < %(stock)s",
            game_id=game_id,
            prize_id=prize_id,
            stock=stock,
        )
        return taken.rowcount == 1

    def prizes_taken(self, game_id: str) -> dict[str, int]:
        """Return how many of each stocked prize were won."""
        rows = self._run(
            "SELECT prize_id, taken FROM spin_stock"
            " WHERE programme_id = %(programme_id)s AND game_id = %(game_id)s",
            game_id=game_id,
        )
        return {row[0]: row[1] for row in rows}

    # People

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give *kept* what *gone* played; what both did stays as *kept* did it."""
        for table in ("quiz_answer", "survey_taken", "contest_vote", "board_member"):
            self._run(
                f"UPDATE {table} t SET member_id = %(kept)s"
                " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s"
                f" AND NOT EXISTS (SELECT FROM {table} k"
                " WHERE k.programme_id = t.programme_id AND k.game_id = t.game_id"
                " AND k.member_id = %(kept)s)",
                gone=gone,
                kept=kept,
            )
            self._run(
                f"DELETE FROM {table} WHERE programme_id = %(programme_id)s"
                " AND member_id = %(gone)s",
                gone=gone,
            )
        # Behind those of *kept* in the same period: each counts as played.
        self._run(
            "UPDATE spin s SET member_id = %(kept)s, ordinal = s.ordinal +"
            " coalesce((SELECT max(k.ordinal) FROM spin k"
            " WHERE k.programme_id = s.programme_id AND k.game_id = s.game_id"
            " AND k.period = s.period AND k.member_id = %(kept)s), 0)"
            " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s",
            gone=gone,
            kept=kept,
        )
        for table in ("survey_answer", "contest_entry"):
            self._run(
                f"UPDATE {table} SET member_id = %(kept)s"
                " WHERE programme_id = %(programme_id)s AND member_id = %(gone)s",
                gone=gone,
                kept=kept,
            )
