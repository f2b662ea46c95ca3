"""What waits in one programme: figures for its own staff."""

from dataclasses import dataclass
from datetime import datetime

from app.storage.unit_of_work import UnitOfWork

IN_THE_WAY = """
SELECT
  (SELECT count(*) FROM inbox
   WHERE programme_id = %(programme)s AND state = 'waiting'),
  (SELECT min(due_at) FROM inbox
   WHERE programme_id = %(programme)s AND state = 'waiting'),
  (SELECT count(*) FROM inbox
   WHERE programme_id = %(programme)s AND state = 'set_aside'),
  (SELECT count(*) FROM outbox
   WHERE programme_id = %(programme)s AND state = 'waiting' AND due_at <= %(at)s),
  (SELECT min(due_at) FROM outbox
   WHERE programme_id = %(programme)s AND state = 'waiting' AND due_at <= %(at)s),
  (SELECT count(*) FROM outbox
   WHERE programme_id = %(programme)s AND state IN ('set_aside', 'blocked')),
  (SELECT count(*) FROM ledger_unsealed WHERE programme_id = %(programme)s),
  (SELECT coalesce(max(seq), 0) FROM ledger_journal WHERE programme_id = %(programme)s)
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits now, and since when."""

    inbox: int
    inbox_oldest: datetime | None
    inbox_set_aside: int
    outbox: int
    outbox_oldest: datetime | None
    outbox_set_aside: int
    unsealed: int
    sealed: int


def waiting(uow: UnitOfWork, at: datetime) -> Waiting:
    """Return what waits in the programme of a unit of work."""
    row = uow.connection.exec_driver_sql(
        IN_THE_WAY, {"programme": uow.programme_id, "at": at}
    ).one()
    return Waiting(*row)
