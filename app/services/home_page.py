"""What Home shows: figures, what waits, how things run, and what happened last."""

from dataclasses import dataclass

from app.services.activity_stream import Asked, Stream, stream
from app.services.analytics.page import Figures, figures
from app.services.analytics.reading import USUAL
from app.services.env import Env
from app.services.ideas import SET_UP, Idea, put_off, this_week
from app.services.onboarding import StepState, is_launched, way
from app.services.store_health import StoreHealth
from app.services.todo import Health, Task, health, stores_in_need, tasks
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

LATEST = 8


@dataclass(frozen=True, slots=True)
class SetUp:
    """How far setting up is."""

    steps: tuple[StepState, ...]
    put_off: bool

    @property
    def done(self) -> int:
        """How many steps have their answer."""
        return sum(each.done for each in self.steps)

    @property
    def next(self) -> str:
        """The first step without an answer."""
        return next((each.step for each in self.steps if each.current), "publish")


@dataclass(frozen=True, slots=True)
class HomePage:
    """Home, read in one unit of work."""

    figures: Figures
    tasks: list[Task]
    health: list[Health]
    stores: list[StoreHealth]
    """Those that need attention, worst first."""
    idea: Idea | None
    set_up: SetUp | None
    """None: members see the programme."""
    latest: Stream


def home_page(env: Env, uow: UnitOfWork) -> HomePage:
    """Return what Home shows now."""
    found = figures(env, uow, USUAL)
    return HomePage(
        figures=found,
        tasks=tasks(env, uow, found.reading),
        health=health(env, uow),
        stores=[each for group in stores_in_need(env, uow) for each in group],
        idea=this_week(env, uow, found.reading, found.about.document),
        set_up=_set_up(env, uow),
        latest=stream(uow, Asked(most=LATEST)),
    )


def _set_up(env: Env, uow: UnitOfWork) -> SetUp | None:
    if is_launched(StoreRepository(uow).programme()):
        return None
    return SetUp(way(env, uow).steps, put_off(env, uow, SET_UP))
