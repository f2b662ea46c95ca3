"""Marks and consents of members, with since when; one query for many members."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

Kind = Literal["tag", "consent"]
Pair = tuple[UUID, datetime]


class MarkRepository:
    """Reads and writes ``member_mark``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def set(
        self,
        member_id: UUID,
        kind: Kind,
        store_id: UUID,
        names: Collection[str],
        *,
        at: datetime,
    ) -> bool:
        """Make *names* all that this store says of a member; return if it changed."""
        wanted = sorted({name.casefold() for name in names})
        key = (self._programme_id, member_id, kind, store_id)
        gone = self._connection.exec_driver_sql(
            "UPDATE member_mark SET until = greatest(since, %s)"
            " WHERE programme_id = %s AND member_id = %s AND kind = %s"
            " AND store_id = %s AND until IS NULL AND NOT name = ANY(%s)",
            (at, *key, wanted),
        )
        new = self._connection.exec_driver_sql(
            "INSERT INTO member_mark"
            " (programme_id, member_id, kind, store_id, since, name)"
            " SELECT %s, %s, %s, %s, %s, n FROM unnest(%s::text[]) AS n"
            " ON CONFLICT DO NOTHING",
            (*key, at, wanted),
        )
        return gone.rowcount + new.rowcount > 0

    def end(self, member_id: UUID, kind: Kind, name: str, *, at: datetime) -> None:
        """End a mark, whichever stores say it."""
        self._connection.exec_driver_sql(
            "UPDATE member_mark SET until = greatest(since, %s)"
            " WHERE programme_id = %s AND member_id = %s AND kind = %s"
            " AND name = %s AND until IS NULL",
            (at, self._programme_id, member_id, kind, name),
        )

    def of_store(self, member_id: UUID, kind: Kind, store_id: UUID) -> frozenset[str]:
        """Return the marks that one store says a member has now."""
        rows = self._connection.exec_driver_sql(
            "SELECT name FROM member_mark WHERE programme_id = %s AND member_id = %s"
            " AND kind = %s AND store_id = %s AND until IS NULL",
            (self._programme_id, member_id, kind, store_id),
        )
        return frozenset(row[0] for row in rows)

    def as_of(
        self, kind: Kind, pairs: Collection[Pair]
    ) -> Mapping[Pair, Mapping[str, datetime]]:
        """Return the marks of each pair, with since when by any store."""
        asked = list(pairs)
        if not asked:
            return {}
        rows = self._connection.exec_driver_sql(
            "SELECT m.member_id, p.at, m.name, min(m.since) FROM member_mark AS m"
            " JOIN unnest(%s::uuid[], %s::timestamptz[]) AS p(member_id, at)"
            " ON p.member_id = m.member_id"
            " WHERE m.programme_id = %s AND m.kind = %s AND m.since <= p.at"
            " AND (m.until IS NULL OR m.until > p.at) GROUP BY 1, 2, 3",
            (
                [pair[0] for pair in asked],
                [pair[1] for pair in asked],
                self._programme_id,
                kind,
            ),
        )
        found: dict[Pair, dict[str, datetime]] = {}
        for member_id, at, name, since in rows:
            found.setdefault((member_id, at), {})[name] = since
        return found

    def names(self, member_id: UUID, kind: Kind) -> list[str]:
        """Return the marks that a member has now."""
        rows = self._connection.exec_driver_sql(
            "SELECT DISTINCT name FROM member_mark WHERE programme_id = %s"
            " AND member_id = %s AND kind = %s AND until IS NULL ORDER BY name",
            (self._programme_id, member_id, kind),
        )
        return [row[0] for row in rows]

    def move(self, gone: UUID, kept: UUID) -> None:
        """Give the marks of *gone* to *kept*; the older of two stays."""
        self._connection.exec_driver_sql(
            "INSERT INTO member_mark"
            " (programme_id, member_id, kind, name, store_id, since, until)"
            " SELECT programme_id, %s, kind, name, store_id, since, until"
            " FROM member_mark WHERE programme_id = %s AND member_id = %s"
            " ON CONFLICT DO NOTHING",
            (kept, self._programme_id, gone),
        )
        self._connection.exec_driver_sql(
            "DELETE FROM member_mark WHERE programme_id = %s AND member_id = %s",
            (self._programme_id, gone),
        )
