"""Moving time, where everything is a store to play with.

Only while developing, and only while every store of the programme is a sandbox:
a real store goes by its own clock.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from app.services.connecting import SandboxOnly
from app.services.env import Env
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

LONGEST_DAYS: Final = 400


def can_move_time(env: Env, uow: UnitOfWork) -> bool:
    """Tell whether time may be moved: development, and nothing but sandboxes."""
    rows = [row for row in StoreRepository(uow).all() if row.state == "connected"]
    return env.playground is not None and bool(rows) and all(r.sandbox for r in rows)


def move_time(env: Env, uow: UnitOfWork, days: int) -> list[str]:
    """Return the stores whose clocks are to be moved with ours; ``go`` does it.

    Raises:
        SandboxOnly: Something here is real.
    """
    if not 1 <= days <= LONGEST_DAYS or not can_move_time(env, uow):
        raise SandboxOnly("time is moved among sandbox stores only, while developing")
    return [row.base_url for row in StoreRepository(uow).all()]


def go(env: Env, days: int, stores: Sequence[str]) -> None:
    """Move every clock ahead."""
    if env.playground is None:
        raise SandboxOnly("there is no playground here")
    env.playground.advance(timedelta(days=days), stores)
