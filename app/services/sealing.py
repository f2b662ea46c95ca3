"""Seals what was posted: the journal's chain of hashes, behind the write path.

Postings never wait for it. Losing a sealer loses nothing: the queue is a table,
and the next one takes it up where the last one committed.
"""

from typing import Final
from uuid import UUID

from app.services.crash import crash_point
from app.services.env import Env
from app.services.theme_marks import owe_all
from app.storage.ledger.sealing import seal_next
from app.storage.statistics import analyze_grown
from app.storage.unit_of_work import UnitOfWork

MOST_AT_ONCE: Final = 500


def seal(env: Env, programme_id: UUID) -> int:
    """Seal the next batch of a programme; return how many transactions.

    Zero when nothing waits, or another sealer of the programme is at work.
    """

    def work(uow: UnitOfWork) -> int:
        sealed = seal_next(uow, most=MOST_AT_ONCE)
        if sealed:
            owe_all(env, uow)
        crash_point("seal-before-commit")
        return sealed

    sealed = env.database.run(programme_id, work)
    crash_point("seal-after-commit")
    if sealed == MOST_AT_ONCE:
        # A queue this long means that tables grow faster than they are looked at.
        analyze_grown(env.database)
    return sealed
