"""Prize draws as rows: what was committed to, what was counted, and who won."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from app.domain.games.drawing import Holder
from app.domain.outgoing.happening import Happening
from app.storage.games import OfGames


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One draw."""

    game_id: str
    draw_id: UUID
    commitment: str
    sealed_seed: str
    seed: bytes | None
    terms: Mapping[str, Any]
    programme_version: int
    tickets_before: int
    committed_at: datetime
    closes_at: datetime
    state: str
    closed_at: datetime | None = None
    seq: int | None = None
    list_digest: str | None = None
    participants: int | None = None
    tickets: int | None = None
    left_out: Sequence[str] | None = None
    """Members with tickets who could not win."""


@dataclass(frozen=True, slots=True)
class DrawWinner:
    """Who won what."""

    round: int
    member_id: UUID
    ticket: int
    prize_id: str


DRAW = ", ".join(DrawRow.__dataclass_fields__)
COUNT = """
SELECT member_id, sum(moved)::bigint FROM (
  SELECT p.target_member_id AS member_id, p.amount AS moved
  FROM ledger_journal j JOIN ledger_posting p
    ON p.programme_id = j.programme_id AND p.transaction_id = j.transaction_id
  WHERE j.programme_id = %(programme_id)s AND j.seq <= %(seq)s
    AND p.asset = %(asset)s AND p.target IN ('available', 'shortfall')
    AND p.target_member_id IS NOT NULL
  UNION ALL
  SELECT p.source_member_id, -p.amount
  FROM ledger_journal j JOIN ledger_posting p
    ON p.programme_id = j.programme_id AND p.transaction_id = j.transaction_id
  WHERE j.programme_id = %(programme_id)s AND j.seq <= %(seq)s
    AND p.asset = %(asset)s AND p.source IN ('available', 'shortfall')
    AND p.source_member_id IS NOT NULL
) AS m GROUP BY member_id HAVING sum(moved) > 0 ORDER BY member_id
"""
"""What the sealed journal says that each member can use, less what they owe."""


def _won(draw: DrawRow, winner: DrawWinner) -> Happening:
    data = {"game": draw.game_id, "prize": winner.prize_id, "round": winner.round}
    at = draw.closed_at or draw.closes_at
    return Happening("draw.won", at, data, winner.member_id)


class DrawRepository(OfGames):
    """Reads and writes draws, and counts tickets in the journal."""

    def commit(self, draw: DrawRow) -> bool:
        """Keep a commitment; False when there is one of this name."""
        made = self._run(
            "INSERT INTO prize_draw (programme_id, game_id, draw_id, commitment,"
            " sealed_seed, terms, programme_version, tickets_before, committed_at,"
            " closes_at, state)"
            " VALUES (%(programme_id)s, %(game_id)s, %(draw_id)s, %(commitment)s,"
            " %(sealed_seed)s, %(terms)s, %(version)s, %(tickets_before)s,"
            " %(committed_at)s, %(closes_at)s, 'open') ON CONFLICT DO NOTHING",
            game_id=draw.game_id,
            draw_id=draw.draw_id,
            commitment=draw.commitment,
            sealed_seed=draw.sealed_seed,
            terms=Jsonb(dict(draw.terms)),
            version=draw.programme_version,
            tickets_before=draw.tickets_before,
            committed_at=draw.committed_at,
            closes_at=draw.closes_at,
        )
        return made.rowcount == 1

    def all(self) -> list[DrawRow]:
        """Return every draw, the first to close first."""
        rows = self._run(
            f"SELECT {DRAW} FROM prize_draw WHERE programme_id = %(programme_id)s"
            " ORDER BY closes_at, game_id"
        )
        return [DrawRow(*row) for row in rows]

    def get(self, game_id: str) -> DrawRow | None:
        """Return a draw, or None."""
        return next((one for one in self.all() if one.game_id == game_id), None)

    def due(self, at: datetime) -> list[str]:
        """Return the open draws whose time has come, the first to close first."""
        return [
            one.game_id
            for one in self.all()
            if one.state == "open" and one.closes_at <= at
        ]

    def lock(self, game_id: str) -> DrawRow:
        """Return a draw that exists, locked."""
        row = self._run(
            f"SELECT {DRAW} FROM prize_draw WHERE programme_id = %(programme_id)s"
            " AND game_id = %(game_id)s FOR UPDATE",
            game_id=game_id,
        ).one()
        return DrawRow(*row)

    def close(self, closed: DrawRow, winners: Sequence[DrawWinner]) -> None:
        """Publish the seed, what was counted, and who won."""
        self._run(
            "UPDATE prize_draw SET state = 'closed', seed = %(seed)s,"
            " closed_at = %(closed_at)s, seq = %(seq)s, list_digest = %(digest)s,"
            " participants = %(participants)s, tickets = %(tickets)s,"
            " left_out = %(left_out)s"
            " WHERE programme_id = %(programme_id)s AND game_id = %(game_id)s",
            game_id=closed.game_id,
            seed=closed.seed,
            closed_at=closed.closed_at,
            seq=closed.seq,
            digest=closed.list_digest,
            participants=closed.participants,
            tickets=closed.tickets,
            left_out=Jsonb(list(closed.left_out or ())),
        )
        for one in winners:
            self._run(
                "INSERT INTO draw_winner (programme_id, game_id, round, member_id,"
                " ticket, prize_id) VALUES (%(programme_id)s, %(game_id)s, %(round)s,"
                " %(member_id)s, %(ticket)s, %(prize_id)s)",
                game_id=closed.game_id,
                round=one.round,
                member_id=one.member_id,
                ticket=one.ticket,
                prize_id=one.prize_id,
            )
        self._tell(lambda: (_won(closed, one) for one in winners))

    def winners(self, game_id: str) -> list[DrawWinner]:
        """Return who won, in the order of the rounds."""
        rows = self._run(
            "SELECT round, member_id, ticket, prize_id FROM draw_winner"
            " WHERE programme_id = %(programme_id)s AND game_id = %(game_id)s"
            " ORDER BY round",
            game_id=game_id,
        )
        return [DrawWinner(*row) for row in rows]

    # The ledger

    def sealed(self) -> int:
        """Return the last number of the journal; 0 before the first."""
        found: int = self._run(
            "SELECT coalesce(max(seq), 0) FROM ledger_journal"
            " WHERE programme_id = %(programme_id)s"
        ).scalar_one()
        return found

    def unsealed(self, asset: str, before: datetime) -> bool:
        """Tell whether a posting of this asset from before waits to be sealed."""
        found = self._run(
            "SELECT 1 FROM ledger_unsealed u JOIN ledger_posting p"
            " ON p.programme_id = u.programme_id"
            " AND p.transaction_id = u.transaction_id"
            " WHERE u.programme_id = %(programme_id)s AND p.asset = %(asset)s"
            " AND u.posted_at <= %(before)s LIMIT 1",
            asset=asset,
            before=before,
        )
        return found.first() is not None

    def counted(self, asset: str, seq: int) -> list[Holder]:
        """Return who could use how many units when the journal was at *seq*."""
        return [Holder(*row) for row in self._run(COUNT, asset=asset, seq=seq)]

    def in_hands(self, asset: str) -> int:
        """Return how many units all members have, pending ones too."""
        found: int = self._run(
            "SELECT coalesce(sum(pending + available + held), 0)::bigint"
            " FROM member_balance WHERE programme_id = %(programme_id)s"
            " AND asset = %(asset)s",
            asset=asset,
        ).scalar_one()
        return found

    def able(self, member_ids: Sequence[UUID]) -> frozenset[UUID]:
        """Return those of these members who may win: enrolled and not frozen."""
        rows = self._run(
            "SELECT member_id FROM member WHERE programme_id = %(programme_id)s"
            " AND member_id = ANY(%(ids)s) AND state = 'active' AND frozen_at IS NULL",
            ids=list(member_ids),
        )
        return frozenset(row[0] for row in rows)
