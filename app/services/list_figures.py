"""Keeps members in the order that lists ask for: the timer behind the sorting columns.

Level-triggered: a turn counts anew whoever was marked or posted to since the one
before, and writes what differs. A turn too many writes nothing; one that was missed
is made up by the next.
"""

from typing import Final
from uuid import UUID

from app.services.back_office import office
from app.services.env import Env
from app.storage.list_figures import ListFigures, Turn
from app.storage.unit_of_work import UnitOfWork

AT_ONCE: Final = 500
MOST_TURNS: Final = 400
"""In one run of the timer; the next goes on where this one stood."""


def sweep(env: Env, programme_id: UUID) -> int:
    """Bring the columns up to date; return how many members stand elsewhere now."""
    changed = 0
    for _ in range(MOST_TURNS):
        turn = env.database.run(programme_id, lambda uow: take_turn(env, uow))
        changed += turn.changed
        if not turn.more:
            break
    return changed


def take_turn(env: Env, uow: UnitOfWork) -> Turn:
    """Count some members anew."""
    here = office(uow)
    if here.document is None:
        return Turn(0, more=False)
    return ListFigures(uow).turn(
        asset=here.document.main_points,
        currency=here.currency,
        at=env.clock.now(),
        most=AT_ONCE,
    )
