"""What Home shows: figures, what waits, how things run, and what happened last."""

from dataclasses import dataclass

from app.services.activity_stream import Asked, Stream, stream
from app.services.analytics.page import Figures, figures
from app.services.analytics.reading import USUAL
from app.services.env import Env
from app.services.store_health import StoreHealth
from app.services.todo import (
    Health,
    Idea,
    Task,
    health,
    idea,
    stores_in_need,
    tasks,
)
from app.storage.unit_of_work import UnitOfWork

LATEST = 8


@dataclass(frozen=True, slots=True)
class HomePage:
    """Home, read in one unit of work."""

    figures: Figures
    tasks: list[Task]
    health: list[Health]
    stores: list[StoreHealth]
    """Those that need attention, worst first."""
    idea: Idea | None
    latest: Stream


def home_page(env: Env, uow: UnitOfWork) -> HomePage:
    """Return what Home shows now."""
    found = figures(env, uow, USUAL)
    return HomePage(
        figures=found,
        tasks=tasks(env, uow, found.reading),
        health=health(env, uow),
        stores=[each for group in stores_in_need(env, uow) for each in group],
        idea=idea(found.reading),
        latest=stream(uow, Asked(most=LATEST)),
    )
