"""Who has points that are about to lapse, who was silent, and who was told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.domain.outgoing.happening import Happening
from app.storage.unit_of_work import UnitOfWork

NO_MEMBER: Final = UUID(int=0)

_KINDS: Final = {
    "order": (
        "SELECT o.placed_at AS at FROM order_settlement o"
        " WHERE o.programme_id = %(programme_id)s AND o.member_id = m.member_id"
        " AND o.state IN ('paid', 'fulfilled')"
    ),
    "redemption": (
        "SELECT v.created_at AS at FROM voucher v"
        " WHERE v.programme_id = %(programme_id)s AND v.member_id = m.member_id"
        " AND v.source = 'points'"
    ),
    "activity": (
        "SELECT a.occurred_at AS at FROM activity a"
        " WHERE a.programme_id = %(programme_id)s AND a.member_id = m.member_id"
    ),
    "review": (
        "SELECT f.happened_at AS at FROM fact_award f"
        " WHERE f.programme_id = %(programme_id)s AND f.member_id = m.member_id"
        " AND f.source LIKE 'review:%%'"
    ),
}
"""What a member did, by the kind of activity that counts."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Units of one member that lapse on one day."""

    member_id: UUID
    asset: str
    lapses_on: date
    """The last day on which they can be used."""
    units: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What a member was told, and how."""

    ending: Ending
    days_before: int
    channel: str
    told_at: datetime


def _ends_soon(notice: Notice) -> Happening:
    ending = notice.ending
    data = {
        "asset": ending.asset,
        "points": ending.units,
        "lapses_on": ending.lapses_on.isoformat(),
        "days_before": notice.days_before,
    }
    return Happening("points.expiring", notice.told_at, data, ending.member_id)


class ExpiryRepository:
    """Reads what lapses; keeps the proof of notices."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def silent(
        self,
        assets: Collection[str],
        kinds: Collection[str],
        *,
        since: datetime,
        after: UUID | None,
        most: int,
    ) -> list[UUID]:
        """Return members with available units and no activity since *since*.

        In the order of their ids, from the one after *after*.
        """
        activity = " UNION ALL ".join(_KINDS[kind] for kind in kinds)
        rows = self._uow.connection.exec_driver_sql(
            "SELECT m.member_id FROM member m"
            " WHERE m.programme_id = %(programme_id)s AND m.member_id > %(after)s"
            " AND EXISTS (SELECT FROM member_balance b"
            "   WHERE b.programme_id = %(programme_id)s AND b.member_id = m.member_id"
            "   AND b.asset = ANY(%(assets)s) AND b.available > 0)"
            f" AND NOT EXISTS (SELECT FROM ({activity}) done WHERE done.at > %(since)s)"
            " ORDER BY m.member_id LIMIT %(most)s",
            self._with(
                assets=list(assets),
                since=since,
                after=after or NO_MEMBER,
                most=most,
            ),
        )
        return list(rows.scalars())

    def activity(
        self, members: Collection[UUID], kinds: Collection[str]
    ) -> dict[UUID, list[datetime]]:
        """Return when each of these members did something of these kinds."""
        activity = " UNION ALL ".join(_KINDS[kind] for kind in kinds)
        rows = self._uow.connection.exec_driver_sql(
            "SELECT m.member_id, done.at FROM member m, "
            f"LATERAL ({activity}) done WHERE m.programme_id = %(programme_id)s"
            " AND m.member_id = ANY(%(members)s)",
            self._with(members=list(members)),
        )
        found: dict[UUID, list[datetime]] = {}
        for member_id, at in rows:
            found.setdefault(member_id, []).append(at)
        return found

    def endings(
        self, members: Collection[UUID], *, before: datetime, zone: str
    ) -> list[Ending]:
        """Return what of these members has a last day before *before*, by day."""
        rows = self._uow.connection.exec_driver_sql(
            "SELECT s.member_id, s.asset, d.day, sum(s.available)::bigint"
            " FROM ledger_lot_state s, LATERAL (SELECT"
            "   ((s.expires_at - interval '1 microsecond')"
            "    AT TIME ZONE %(zone)s)::date AS day) d"
            " WHERE s.programme_id = %(programme_id)s AND s.expires_at < %(before)s"
            " AND s.member_id = ANY(%(members)s)"
            " GROUP BY s.member_id, s.asset, d.day"
            " ORDER BY s.member_id, s.asset, d.day",
            self._with(before=before, zone=zone, members=list(members)),
        )
        return [Ending(*row) for row in rows]

    def endless_lots(
        self, members: Collection[UUID], assets: Collection[str]
    ) -> list[UUID]:
        """Return the usable lots of these members that have no end of their own."""
        rows = self._uow.connection.exec_driver_sql(
            "SELECT s.lot_id FROM ledger_lot_state s"
            " WHERE s.programme_id = %(programme_id)s"
            " AND s.member_id = ANY(%(members)s) AND s.asset = ANY(%(assets)s)"
            " AND s.live IS NOT NULL AND s.available > 0 AND s.lapses_at IS NULL"
            " ORDER BY s.lot_id",
            self._with(members=list(members), assets=list(assets)),
        )
        return list(rows.scalars())

    def lots_ending(
        self, *, after: datetime, before: datetime
    ) -> list[tuple[UUID, UUID, str]]:
        """Return usable lots that end between two instants, with holder and asset."""
        rows = self._uow.connection.exec_driver_sql(
            "SELECT s.lot_id, s.member_id, s.asset FROM ledger_lot_state s"
            " WHERE s.programme_id = %(programme_id)s"
            " AND s.expires_at > %(after)s AND s.expires_at < %(before)s"
            " ORDER BY s.lot_id",
            self._with(after=after, before=before),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def tell(self, notice: Notice) -> bool:
        """Keep proof of a notice; return whether it is new."""
        ending = notice.ending
        kept = self._uow.connection.exec_driver_sql(
            "INSERT INTO expiry_notice (programme_id, member_id, asset, lapses_on,"
            " days_before, units, channel, told_at) VALUES (%(programme_id)s,"
            " %(member_id)s, %(asset)s, %(lapses_on)s, %(days_before)s, %(units)s,"
            " %(channel)s, %(told_at)s) ON CONFLICT DO NOTHING",
            self._with(
                member_id=ending.member_id,
                asset=ending.asset,
                lapses_on=ending.lapses_on,
                days_before=notice.days_before,
                units=ending.units,
                channel=notice.channel,
                told_at=notice.told_at,
            ),
        )
        if kept.rowcount > 0:
            self._uow.tell(lambda: [_ends_soon(notice)])
        return kept.rowcount > 0

    def told(
        self, members: Collection[UUID]
    ) -> dict[tuple[UUID, str, date], list[datetime]]:
        """Return when members were told of each ending."""
        rows = self._uow.connection.exec_driver_sql(
            "SELECT member_id, asset, lapses_on, array_agg(told_at ORDER BY told_at)"
            " FROM expiry_notice WHERE programme_id = %(programme_id)s"
            " AND member_id = ANY(%(members)s) GROUP BY member_id, asset, lapses_on",
            self._with(members=list(members)),
        )
        return {(row[0], row[1], row[2]): list(row[3]) for row in rows}

    def _with(self, **values: object) -> dict[str, object]:
        return {"programme_id": self._uow.programme_id, **values}
