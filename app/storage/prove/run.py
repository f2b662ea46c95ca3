"""Runs all checks over one read-only snapshot of one programme."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine

from app.storage.prove import awards, balances, journal, lots, shape, vouchers
from app.storage.prove.findings import Anchor, Check, Progress, Violation
from app.storage.prove.replay import Replay
from app.storage.prove.streaming import streamed

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


def silent(_what: str, _done: int, _of: int) -> None:
    """Report no progress."""


@contextmanager
def snapshot(engine: Engine, programme_id: UUID) -> Iterator[Connection]:
    """Open a read-only view of one moment, bound to the programme.

    The time-outs of ordinary work are lifted: a proof of a large programme
    takes minutes, holds no lock that a writer needs, and writes nothing.
    """
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with (
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
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
    parameters = {
        "programme": programme_id,
        "anchor_seqs": [anchor.seq for anchor in anchors],
        "anchor_hashes": [anchor.hash for anchor in anchors],
    }
    for number, check in enumerate(CHECKS):
        progress(check.name, number, len(CHECKS))
        yield from islice(_violations(connection, check, parameters), MOST)
    postings = connection.exec_driver_sql(
        "SELECT count(*) FROM ledger_posting WHERE programme_id = %(programme)s",
        parameters,
    ).scalar_one()
    yield from Replay(connection, programme_id, progress, postings).run()


def _violations(
    connection: Connection, check: Check, parameters: Mapping[str, Any]
) -> Iterator[Violation]:
    with streamed(connection, check.sql, parameters) as rows:
        for row in rows:
            yield Violation(*row)
