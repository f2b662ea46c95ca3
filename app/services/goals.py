"""Measures how far a programme is with what it set out to do."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.goals.progress import Figure, Progress, progress
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.goals import ProgrammeGoal
from app.services.env import Env
from app.storage.goals import GoalFigures
from app.storage.programmes import ProgrammeRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Measured:
    """One goal, what was counted, and where it stands."""

    goal: ProgrammeGoal
    figure: Figure
    progress: Progress


def measure(env: Env, uow: UnitOfWork) -> tuple[ProgrammeDocument, list[Measured]]:
    """Return where each goal of the live programme stands now."""
    _, document = ProgrammeRepository(uow).live()
    zone = ZoneInfo(StoreRepository(uow).programme().timezone)
    today = env.clock.now().astimezone(zone).date()
    figures, found = GoalFigures(uow), []
    for goal in document.goals:
        if not goal.enabled:
            continue
        since = today - timedelta(days=goal.within_days - 1)
        begins = datetime.combine(since, time.min, tzinfo=zone).astimezone(UTC)
        figure = figures.figure(
            goal.aim,
            since=since,
            since_at=begins,
            currency=goal.currency,
            asset=document.main_points,
        )
        found.append(Measured(goal, figure, progress(goal, figure, today)))
    return document, found
