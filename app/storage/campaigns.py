"""What campaigns gave to whom, and their draws."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import CursorResult

from app.storage.unit_of_work import UnitOfWork

NOBODY = UUID(int=0)
ENTERED = (
    "'entry:' || to_char(s.since AT TIME ZONE 'UTC',"
    ' \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')'
)
CANDIDATES = """
SELECT s.member_id, s.since FROM member_segment s
JOIN member m ON m.programme_id = s.programme_id AND m.member_id = s.member_id
WHERE s.programme_id = %(programme_id)s AND s.segment = %(segment)s
  AND s.until IS NULL AND s.member_id > %(after)s AND m.state IN ('active', 'shadow')
  AND NOT EXISTS (SELECT FROM campaign_gift g
    WHERE g.programme_id = s.programme_id AND g.campaign = %(campaign)s
      AND g.member_id = s.member_id
      AND (g.occasion = coalesce(%(occasion)s::text, {entered})
        OR g.given_at > %(since)s::timestamptz))
ORDER BY s.member_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw as it was held."""

    campaign: str
    occasion: str
    segment: str
    seed: bytes
    digest: bytes
    participants: bytes
    members: int
    winners: Sequence[UUID]
    programme_version: int
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a campaign was given, and when for the last time."""

    campaign: str
    gifts: int
    members: int
    last_at: datetime


class CampaignRepository:
    """Reads and writes ``campaign_gift`` and ``campaign_draw``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def candidates(
        self,
        campaign: str,
        segment: str,
        *,
        occasion: str | None,
        since: datetime | None,
        after: UUID = NOBODY,
        most: int,
    ) -> list[tuple[UUID, datetime]]:
        """Return members of the segment whom the campaign has not given to.

        Args:
            campaign: Which.
            segment: Whose members.
            occasion: For which; None for the member's coming into the segment.
            since: Whoever was given to after this instant has to wait.
            after: Members with later ids only.
            most: So many.
        """
        rows = self._run(
            CANDIDATES.format(entered=ENTERED),
            campaign=campaign,
            segment=segment,
            occasion=occasion,
            since=since,
            after=after,
            most=most,
        )
        return [(row[0], row[1]) for row in rows]

    def given(self, campaign: str) -> int:
        """Return how often a campaign was given in all."""
        found: int = self._run(
            "SELECT count(*) FROM campaign_gift WHERE programme_id = %(programme_id)s"
            " AND campaign = %(campaign)s",
            campaign=campaign,
        ).scalar_one()
        return found

    def tallies(self) -> list[Tally]:
        """Return how often each campaign was given."""
        rows = self._run(
            "SELECT campaign, count(*), count(DISTINCT member_id), max(given_at)"
            " FROM campaign_gift WHERE programme_id = %(programme_id)s"
            " GROUP BY campaign ORDER BY campaign"
        )
        return [Tally(*row) for row in rows]

    def note(
        self,
        campaign: str,
        member_id: UUID,
        occasion: str,
        *,
        drawn: bool,
        version: int,
        at: datetime,
    ) -> bool:
        """Write that a campaign gives; False when it did so before."""
        done = self._run(
            "INSERT INTO campaign_gift (programme_id, campaign, member_id, occasion,"
            " drawn, programme_version, given_at) VALUES (%(programme_id)s,"
            " %(campaign)s, %(member)s, %(occasion)s, %(drawn)s, %(version)s, %(at)s)"
            " ON CONFLICT DO NOTHING",
            campaign=campaign,
            member=member_id,
            occasion=occasion,
            drawn=drawn,
            version=version,
            at=at,
        )
        return done.rowcount == 1

    def winners_given(self, campaign: str, occasion: str) -> set[UUID]:
        """Return who was given to as a winner of a draw."""
        rows = self._run(
            "SELECT member_id FROM campaign_gift WHERE programme_id = %(programme_id)s"
            " AND campaign = %(campaign)s AND occasion = %(occasion)s AND drawn",
            campaign=campaign,
            occasion=occasion,
        )
        return {row[0] for row in rows}

    def add_draw(self, draw: Draw) -> None:
        """Write a draw; it never changes."""
        self._run(
            "INSERT INTO campaign_draw (programme_id, campaign, occasion, segment,"
            " seed, digest, participants, members, winners, programme_version,"
            " drawn_at) VALUES (%(programme_id)s, %(campaign)s, %(occasion)s,"
            " %(segment)s, %(seed)s, %(digest)s, %(participants)s, %(members)s,"
            " %(winners)s, %(version)s, %(at)s)",
            campaign=draw.campaign,
            occasion=draw.occasion,
            segment=draw.segment,
            seed=draw.seed,
            digest=draw.digest,
            participants=draw.participants,
            members=draw.members,
            winners=Jsonb([str(winner) for winner in draw.winners]),
            version=draw.programme_version,
            at=draw.drawn_at,
        )

    def draws(self, campaign: str | None = None) -> list[Draw]:
        """Return draws, the newest first."""
        rows = self._run(
            "SELECT campaign, occasion, segment, seed, digest, participants, members,"
            " winners, programme_version, drawn_at FROM campaign_draw"
            " WHERE programme_id = %(programme_id)s"
            " AND (%(campaign)s::text IS NULL OR campaign = %(campaign)s::text)"
            " ORDER BY drawn_at DESC, campaign, occasion",
            campaign=campaign,
        )
        return [
            Draw(
                campaign=row[0],
                occasion=row[1],
                segment=row[2],
                seed=row[3],
                digest=row[4],
                participants=row[5],
                members=row[6],
                winners=[UUID(text) for text in row[7]],
                programme_version=row[8],
                drawn_at=row[9],
            )
            for row in rows
        ]

    def everybody(self, segment: str) -> list[UUID]:
        """Return all who are in a segment now and can be given something."""
        rows = self._run(
            "SELECT s.member_id FROM member_segment s JOIN member m"
            " ON m.programme_id = s.programme_id AND m.member_id = s.member_id"
            " WHERE s.programme_id = %(programme_id)s AND s.segment = %(segment)s"
            " AND s.until IS NULL AND m.state IN ('active', 'shadow')",
            segment=segment,
        )
        return [row[0] for row in rows]

    def heirs(self, member_ids: Collection[UUID]) -> set[UUID]:
        """Return these members and those whom they were merged into since."""
        rows = self._run(
            "WITH RECURSIVE who AS (SELECT unnest(%(members)s::uuid[]) AS member_id"
            " UNION SELECT m.merged_into FROM member m JOIN who USING (member_id)"
            " WHERE m.programme_id = %(programme_id)s AND m.merged_into IS NOT NULL)"
            " SELECT member_id FROM who",
            members=list(member_ids),
        )
        return {row[0] for row in rows}

    def move(self, gone: UUID, kept: UUID) -> None:
        """Let *kept* have had what *gone* had; what both had stays counted twice."""
        self._run(
            "UPDATE campaign_gift g SET member_id = %(kept)s"
            " WHERE g.programme_id = %(programme_id)s AND g.member_id = %(gone)s"
            " AND NOT EXISTS (SELECT FROM campaign_gift o"
            "   WHERE o.programme_id = g.programme_id AND o.member_id = %(kept)s"
            "   AND o.campaign = g.campaign AND o.occasion = g.occasion)",
            gone=gone,
            kept=kept,
        )

    def _run(self, statement: str, **values: object) -> CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
