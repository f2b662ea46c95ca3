"""Runs all checks over one read-only snapshot of one programme.

On two connections at once where that is possible: the statements keep the server
busy, the replay keeps us busy.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from app.storage.prove import awards, balances, journal, lots, shape, vouchers
from app.storage.prove.findings import Anchor, Check, Progress, Violation
from app.storage.prove.replay import Replay
from app.storage.prove.streaming import answered, interrupt

CHECKS: tuple[Check, ...] = (
    *lots.CHECKS,
    *balances.CHECKS,
    *awards.CHECKS,
    *vouchers.CHECKS,
    *journal.CHECKS,
    *shape.CHECKS,
)
MOST = 1_000
"""Violations that one check returns at most: enough to act on."""
TOLD_EVERY_S = 1


def silent(_what: str, _done: int, _of: int) -> None:
    """Report no progress."""


@contextmanager
def snapshot(
    engine: Engine, programme_id: UUID, *, moment: str | None = None
) -> Iterator[Connection]:
    """Open a read-only view of one moment, bound to the programme.

    The time-outs of ordinary work are lifted: a proof of a large programme
    takes minutes, holds no lock that a writer needs, and writes nothing.

    Args:
        engine: Of the database.
        programme_id: Whose rows.
        moment: What another view exported: this one shows the same.
    """
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with (
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        if moment is not None:
            connection.exec_driver_sql(f"SET TRANSACTION SNAPSHOT '{moment}'")
        connection.exec_driver_sql(
            "SELECT set_config('setia.programme_id', %s, true),"
            " set_config('statement_timeout', '0', true),"
            " set_config('idle_in_transaction_session_timeout', '0', true),"
            " set_config('work_mem', '64MB', true),"
            # Every row of an answer is read: plan for the last, not the first.
            " set_config('cursor_tuple_fraction', '1', true)",
            (str(programme_id),),
        )
        yield connection


def find_violations(
    connection: Connection,
    programme_id: UUID,
    *,
    anchors: Sequence[Anchor] = (),
    progress: Progress = silent,
) -> Iterator[Violation]:
    """Yield every place where the books of a programme break one of the rules.

    Changes nothing. The connection must show one moment (``snapshot``).

    Args:
        connection: A snapshot, or a test's own transaction.
        programme_id: Whose books.
        anchors: Hashes that were written down outside; the journal must agree.
        progress: Told what is being checked and how far it is.
    """
    yield from _checked(connection, programme_id, anchors, progress)
    yield from _replayed(connection, programme_id, progress, Event())


def find_violations_at_once(
    engine: Engine,
    programme_id: UUID,
    *,
    anchors: Sequence[Anchor] = (),
    progress: Progress = silent,
) -> Iterator[Violation]:
    """Do what ``find_violations`` does, on two views of one moment at a time."""
    stopping, far = Event(), [("replay", 0, 1)]

    def note(what: str, done: int, of: int) -> None:
        far[0] = (what, done, of)

    with snapshot(engine, programme_id) as view:
        moment = view.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        with (
            snapshot(engine, programme_id, moment=moment) as beside,
            ThreadPoolExecutor(1) as pool,
        ):
            replay = pool.submit(
                lambda: list(_replayed(beside, programme_id, note, stopping))
            )
            try:
                yield from _checked(view, programme_id, anchors, progress)
                while not wait([replay], timeout=TOLD_EVERY_S).done:
                    progress(*far[0])
                progress(*far[0])
                yield from replay.result()
            finally:
                if not replay.done():
                    stopping.set()
                    interrupt(beside)


def _checked(
    connection: Connection,
    programme_id: UUID,
    anchors: Sequence[Anchor],
    progress: Progress,
) -> Iterator[Violation]:
    parameters = {
        "programme": programme_id,
        "anchor_seqs": [anchor.seq for anchor in anchors],
        "anchor_hashes": [anchor.hash for anchor in anchors],
    }
    for number, check in enumerate(CHECKS):
        progress(check.name, number, len(CHECKS))
        yield from _violations(connection, check, parameters)


def _violations(
    connection: Connection, check: Check, parameters: Mapping[str, Any]
) -> Iterator[Violation]:
    for number, row in enumerate(answered(connection, check.sql, parameters)):
        if number < MOST:
            yield Violation(*row)


def _replayed(
    connection: Connection, programme_id: UUID, progress: Progress, stopping: Event
) -> Iterator[Violation]:
    postings = connection.exec_driver_sql(
        "SELECT count(*) FROM ledger_posting WHERE programme_id = %(programme)s",
        {"programme": programme_id},
    ).scalar_one()
    yield from Replay(connection, programme_id, progress, postings, stopping).run()
