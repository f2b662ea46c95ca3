"""What waits for a person, and how healthy things are: counts from small indexes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app.storage.referral_doubts import UNDECIDED
from app.storage.unit_of_work import UnitOfWork

WAITING: Final = f"""
SELECT
  (SELECT count(*) FROM outbox WHERE programme_id = %(programme)s
    AND state = 'set_aside'),
  (SELECT count(*) FROM inbox WHERE programme_id = %(programme)s
    AND state = 'set_aside'),
  (SELECT count(*) FROM voucher WHERE programme_id = %(programme)s
    AND attention IS NOT NULL),
  (SELECT count(*) FROM approval WHERE programme_id = %(programme)s
    AND state = 'waiting')
  + (SELECT count(*) FROM bulk_run WHERE programme_id = %(programme)s
    AND state = 'waiting'),
  (SELECT count(*) FROM referral WHERE programme_id = %(programme)s
    AND state = 'held' AND {UNDECIDED}),
  (SELECT count(*) FROM support_claim WHERE programme_id = %(programme)s
    AND state = 'open'),
  (SELECT count(*) FROM support_claim WHERE programme_id = %(programme)s
    AND state = 'open' AND due_at <= %(at)s),
  (SELECT min(due_at) FROM inbox WHERE programme_id = %(programme)s
    AND state = 'waiting'),
  (SELECT min(due_at) FROM outbox WHERE programme_id = %(programme)s
    AND state = 'waiting' AND lease_token IS NULL),
  (SELECT min(next_at) FROM scheduled_task WHERE programme_id = %(programme)s),
  (SELECT count(*) FROM scheduled_task WHERE programme_id = %(programme)s
    AND failures > 0)
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of what waits, and since when work is due."""

    debts: int
    deliveries: int
    vouchers: int
    approvals: int
    """Deeds by hand, of one member or many, that a second person decides."""
    referrals: int
    claims: int
    claims_due: int
    inbox_since: datetime | None
    outbox_since: datetime | None
    timer_since: datetime | None
    timers_failing: int


class TodoRepository:
    """Counts what waits in the bound programme."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id: UUID = uow.programme_id

    def waiting(self, at: datetime) -> Waiting:
        """Return what waits at an instant."""
        row = self._connection.exec_driver_sql(
            WAITING, {"programme": self._programme_id, "at": at}
        ).one()
        return Waiting(*row)

    def differs(self) -> bool:
        """Tell whether there is a draft that is not what is live."""
        return bool(
            self._connection.exec_driver_sql(
                "SELECT EXISTS (SELECT FROM programme_draft d"
                " JOIN programme p ON p.programme_id = d.programme_id"
                " LEFT JOIN programme_version v ON v.programme_id = d.programme_id"
                " AND v.version = p.live_version"
                " WHERE d.programme_id = %(programme)s"
                " AND d.digest IS DISTINCT FROM v.digest)",
                {"programme": self._programme_id},
            ).scalar_one()
        )
