"""Races, forced: everybody connects first, then the gate opens for all at once."""

from collections import Counter as Tally
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.domain.errors import Busy, SetiaError
from tests.services.voucher_world import Counter

PATIENCE = 20


def patiently(act: Callable[[], object]) -> str:
    """Do *act* as a client does: again, under the same key, while we are busy."""
    for _ in range(PATIENCE):
        try:
            act()
        except (Busy, PoolTimeout):
            continue
        except SetiaError as error:
            return error.code
        return "ok"
    return "busy"


def at_once(counter: Counter, acts: Sequence[Callable[[], object]]) -> Tally[str]:
    """Let all *acts* run at the same moment; return how they ended."""
    gate = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        with counter.env.database.unbound() as connection:
            connection.exec_driver_sql("SELECT 1")
        gate.wait()
        return patiently(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return Tally(pool.map(one, acts))
