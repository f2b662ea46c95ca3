"""What a page of figures reads, in one unit of work."""

from dataclasses import dataclass

from app.domain.analytics.flows import RollForward
from app.services.analytics.points import Cost, Owed, cost, owed, roll_forward
from app.services.analytics.reading import Reading, Subject, read, subject
from app.services.analytics.returned import Aimed, Returned, goals, returned
from app.services.env import Env
from app.services.rollups import Dashboard, dashboard
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Figures:
    """A period's figures with what belongs to them."""

    about: Subject
    reading: Reading
    days: Dashboard
    """Of the period, day by day."""
    moved: RollForward
    owed: Owed | None
    cost: Cost
    cost_before: Cost
    returned: Returned
    goals: list[Aimed]


def figures(env: Env, uow: UnitOfWork, days: int) -> Figures:
    """Return the figures of the last *days* days and what a page shows beside them.

    Raises:
        ValueError: No period has so many days.
    """
    about, reading = subject(env, uow), read(env, uow, days)
    asset, span = reading.asset, reading.span
    moved = roll_forward(uow, asset, span)
    due = owed(about, reading, moved)
    spent = cost(about, reading, due)
    earlier = Reading(
        span.before, reading.currency, asset, reading.measured_at, reading.before
    )
    due_before = owed(about, reading, roll_forward(uow, asset, span.before))
    return Figures(
        about=about,
        reading=reading,
        days=dashboard(uow, span.since, span.until),
        moved=moved,
        owed=due,
        cost=spent,
        cost_before=cost(about, earlier, due_before),
        returned=returned(reading, spent),
        goals=goals(about, reading),
    )
