"""The figures of goals: each one statement over the programme's own books."""

from datetime import date, datetime
from typing import Final

from app.domain.goals.progress import Figure
from app.storage.unit_of_work import UnitOfWork

ENTRIES = (
    "FROM metric_entry e WHERE e.programme_id = %(programme_id)s AND e.amount <> 0"
)
STATEMENTS: Final = {
    "repeat_rate": f"""
SELECT count(*) FILTER (WHERE days >= 2), count(*) FROM (
  SELECT count(DISTINCT e.day) AS days {ENTRIES} AND e.metric = 'orders'
  GROUP BY e.member_id HAVING max(e.day) >= %(since)s) b""",
    "enrolment_rate": """
SELECT count(*) FILTER (WHERE m.state = 'active'), count(*) FROM order_settlement o
LEFT JOIN member m ON m.programme_id = o.programme_id AND m.member_id = o.member_id
WHERE o.programme_id = %(programme_id)s AND o.state IN ('paid', 'fulfilled')
  AND o.placed_at >= %(since_at)s
  AND NOT coalesce((o.snapshot->>'test')::boolean, false)""",
    "redemption_rate": """
SELECT coalesce(sum(p.amount) FILTER (WHERE p.target = 'burned'), 0)::bigint,
  coalesce(sum(p.amount) FILTER (WHERE p.source = 'issued'), 0)::bigint
FROM ledger_posting p WHERE p.programme_id = %(programme_id)s
  AND p.posted_at >= %(since_at)s AND p.asset = %(asset)s""",
    "returning_revenue": f"""
SELECT coalesce(sum(e.amount) FILTER (WHERE e.day > f.first_day), 0)::bigint,
  coalesce(sum(e.amount), 0)::bigint
FROM metric_entry e JOIN (SELECT e.member_id, min(e.day) AS first_day {ENTRIES}
  AND e.metric = 'orders' GROUP BY e.member_id) f ON f.member_id = e.member_id
WHERE e.programme_id = %(programme_id)s AND e.metric = 'spend'
  AND e.unit = %(currency)s AND e.day >= %(since)s""",
    "average_order": f"""
SELECT coalesce(sum(e.amount), 0)::bigint, count(*) {ENTRIES}
  AND e.metric = 'spend' AND e.unit = %(currency)s AND e.day >= %(since)s""",
    "active_members": f"""
SELECT count(DISTINCT e.member_id), 1 FROM metric_entry e
JOIN member m ON m.programme_id = e.programme_id AND m.member_id = e.member_id
WHERE {ENTRIES.partition("WHERE ")[2]} AND e.metric = 'orders'
  AND e.day >= %(since)s AND m.state = 'active'""",
}


class GoalFigures:
    """Measures what goals are about."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def figure(
        self,
        aim: str,
        *,
        since: date,
        since_at: datetime,
        currency: str | None,
        asset: str,
    ) -> Figure:
        """Return what an aim counts from a day on.

        Args:
            aim: Which.
            since: The first day that counts, in the stores' zones.
            since_at: Its beginning in the programme's zone.
            currency: Of the money that is looked at.
            asset: The points that are looked at.
        """
        row = self._connection.exec_driver_sql(
            STATEMENTS[aim],
            {
                "programme_id": self._programme_id,
                "since": since,
                "since_at": since_at,
                "currency": currency,
                "asset": asset,
            },
        ).one()
        return Figure(int(row[0]), int(row[1]))
