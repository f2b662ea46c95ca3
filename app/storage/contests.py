"""Entries of contests, votes and scores, and who is seen on leaderboards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.errors import Missing
from app.domain.games.ranking import Ranked
from app.storage.games import OfGames


class EntryMissing(Missing):
    """The contest has no such entry."""

    code = "entry_missing"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry."""

    entry_id: UUID
    game_id: str
    member_id: UUID
    body: str
    state: str
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    entered_at: datetime
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Leader:
    """A member on a leaderboard."""

    member_id: UUID
    nickname: str | None
    first_name: str | None
    last_name: str | None
    amount: int


ENTRY = ", ".join(EntryRow.__dataclass_fields__)


class ContestRepository(OfGames):
    """Reads and writes entries, votes and scores."""

    def entries(
        self, game_id: str, *, member_id: UUID | None = None, state: str | None = None
    ) -> list[EntryRow]:
        """Return entries, the oldest first."""
        rows = self._run(
            f"SELECT {ENTRY} FROM contest_entry WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s"
            " AND (%(member_id)s::uuid IS NULL OR member_id = %(member_id)s::uuid)"
            " AND (%(state)s::text IS NULL OR state = %(state)s::text)"
            " ORDER BY entered_at, entry_id",
            game_id=game_id,
            member_id=member_id,
            state=state,
        )
        return [EntryRow(*row) for row in rows]

    def lock(self, game_id: str, entry_id: UUID) -> EntryRow:
        """Return an entry, locked.

        Raises:
            EntryMissing: The contest has no such entry.
        """
        row = self._run(
            f"SELECT {ENTRY} FROM contest_entry WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s AND entry_id = %(entry_id)s FOR UPDATE",
            game_id=game_id,
            entry_id=entry_id,
        ).first()
        if row is None:
            raise EntryMissing("there is no such entry in this contest")
        return EntryRow(*row)

    def save(self, entry: EntryRow) -> None:
        """Insert an entry, or write back what may change of it."""
        names = EntryRow.__dataclass_fields__
        self._run(
            f"INSERT INTO contest_entry (programme_id, {ENTRY}) VALUES"
            f" (%(programme_id)s, {', '.join(f'%({name})s' for name in names)})"
            " ON CONFLICT (programme_id, entry_id) DO UPDATE SET"
            " state = excluded.state, reason = excluded.reason,"
            " decided_by = excluded.decided_by, decided_at = excluded.decided_at,"
            " place = excluded.place",
            **{name: getattr(entry, name) for name in names},
        )

    def voted(self, game_id: str, member_id: UUID) -> UUID | None:
        """Return the entry that a member voted for."""
        found: UUID | None = self._run(
            "SELECT entry_id FROM contest_vote WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s AND member_id = %(member_id)s",
            game_id=game_id,
            member_id=member_id,
        ).scalar_one_or_none()
        return found

    def vote(
        self, game_id: str, member_id: UUID, entry_id: UUID, *, at: datetime
    ) -> None:
        """Keep a member's vote."""
        self._run(
            "INSERT INTO contest_vote (programme_id, game_id, member_id, entry_id,"
            " voted_at) VALUES (%(programme_id)s, %(game_id)s, %(member_id)s,"
            " %(entry_id)s, %(at)s)",
            game_id=game_id,
            member_id=member_id,
            entry_id=entry_id,
            at=at,
        )

    def score(self, entry_id: UUID, juror: str, score: int, *, at: datetime) -> None:
        """Keep a juror's score; a later one replaces it."""
        self._run(
            "INSERT INTO contest_score (programme_id, entry_id, juror, score,"
            " scored_at) VALUES (%(programme_id)s, %(entry_id)s, %(juror)s, %(score)s,"
            " %(at)s) ON CONFLICT (programme_id, entry_id, juror) DO UPDATE"
            " SET score = excluded.score, scored_at = excluded.scored_at",
            entry_id=entry_id,
            juror=juror,
            score=score,
            at=at,
        )

    def ranked(self, game_id: str) -> list[Ranked]:
        """Return the entries that are shown, with votes and scores."""
        rows = self._run(
            "SELECT e.entry_id, e.member_id, e.entered_at,"
            " (SELECT count(*) FROM contest_vote v"
            "  WHERE v.programme_id = e.programme_id AND v.game_id = e.game_id"
            "  AND v.entry_id = e.entry_id AND v.member_id <> e.member_id),"
            " (SELECT coalesce(array_agg(s.score ORDER BY s.juror), '{}')"
            "  FROM contest_score s WHERE s.programme_id = e.programme_id"
            "  AND s.entry_id = e.entry_id)"
            " FROM contest_entry e WHERE e.programme_id = %(programme_id)s"
            " AND e.game_id = %(game_id)s AND e.state = 'shown'"
            " ORDER BY e.entered_at, e.entry_id",
            game_id=game_id,
        )
        return [Ranked(row[0], row[1], row[2], row[3], tuple(row[4])) for row in rows]

    # Leaderboards

    def join_board(
        self, game_id: str, member_id: UUID, nickname: str | None, *, at: datetime
    ) -> None:
        """Let a member be seen, under a nickname or by initials."""
        self._run(
            "INSERT INTO board_member (programme_id, game_id, member_id, nickname,"
            " joined_at) VALUES (%(programme_id)s, %(game_id)s, %(member_id)s,"
            " %(nickname)s, %(at)s) ON CONFLICT (programme_id, game_id, member_id)"
            " DO UPDATE SET nickname = excluded.nickname",
            game_id=game_id,
            member_id=member_id,
            nickname=nickname,
            at=at,
        )

    def on_board(self, game_id: str, member_id: UUID) -> bool:
        """Tell whether a member asked to be seen."""
        row = self._run(
            "SELECT 1 FROM board_member WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s AND member_id = %(member_id)s",
            game_id=game_id,
            member_id=member_id,
        ).first()
        return row is not None

    def leave_board(self, game_id: str, member_id: UUID) -> None:
        """Let a member be seen no more."""
        self._run(
            "DELETE FROM board_member WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s AND member_id = %(member_id)s",
            game_id=game_id,
            member_id=member_id,
        )

    def leaders(
        self, game_id: str, metric: str, *, unit: str | None, since: date, most: int
    ) -> Sequence[Leader]:
        """Return those who want to be seen and have most, the first first."""
        rows = self._run(
            "SELECT b.member_id, b.nickname, m.first_name, m.last_name,"
            " sum(e.amount)::bigint FROM board_member b"
            " JOIN member m ON m.programme_id = b.programme_id"
            " AND m.member_id = b.member_id AND m.state = 'active'"
            " JOIN metric_entry e ON e.programme_id = b.programme_id"
            " AND e.member_id = b.member_id AND e.metric = %(metric)s"
            " AND e.day >= %(since)s"
            " AND (%(unit)s::text IS NULL OR e.unit = %(unit)s::text)"
            " WHERE b.programme_id = %(programme_id)s AND b.game_id = %(game_id)s"
            " GROUP BY 1, 2, 3, 4, b.joined_at HAVING sum(e.amount) > 0"
            " ORDER BY 5 DESC, b.joined_at, b.member_id LIMIT %(most)s",
            game_id=game_id,
            metric=metric,
            unit=unit,
            since=since,
            most=most,
        )
        return [Leader(*row) for row in rows]
