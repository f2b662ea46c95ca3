"""Whether a timer may act at all: the programme is in force, the clocks agree.

What a timer does by the clock cannot be undone by setting the clock back, so it
stops when the wall clock jumped or lies apart from the database's.
"""

from datetime import datetime
from typing import Final

from app.domain.ledger.brake import ClockGuard
from app.services.env import Env
from app.storage.ledger.due import programme_state
from app.storage.unit_of_work import UnitOfWork

GUARD: Final = ClockGuard()
"""One per process: it remembers where its clocks began."""


def refusal(env: Env, uow: UnitOfWork, at: datetime) -> str | None:
    """Return why nothing may be done by the clock now: a code, or None."""
    state, database_clock = programme_state(uow)
    if state == "frozen":
        return "programme_frozen"
    # A clock that a demonstration or a test moves is meant to be out of step.
    if not getattr(env.clock, "of_machine", False):
        return None
    return GUARD.refuses(
        wall=at, monotonic_us=env.clock.monotonic_us(), database=database_clock
    )
