"""Home's to-do and the health line.

Everything here is a count with a place to go; nothing is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.domain.store_exam import CheckState
from app.services import alike
from app.services.analytics.reading import Reading
from app.services.env import Env
from app.services.onboarding import is_launched
from app.services.store_health import StoreHealth, panels, store_health
from app.services.stores import REPAIRED
from app.storage.outgoing.endpoints import EndpointRepository
from app.storage.stores import StoreRepository
from app.storage.todo import TodoRepository, Waiting
from app.storage.unit_of_work import UnitOfWork

LATE: Final = timedelta(minutes=5)
VERY_LATE: Final = timedelta(minutes=30)


class Tone(StrEnum):
    """How a thing stands."""

    GOOD = "good"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for a person."""

    name: str
    """Of the words: ``home.todo.<name>``."""
    count: int
    tone: Tone
    path: str
    """Where it is done, below ``/admin``."""
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """How one thing runs."""

    name: str
    tone: Tone
    late: timedelta = timedelta(0)
    count: int = 0


def tasks(env: Env, uow: UnitOfWork, reading: Reading) -> list[Task]:
    """Return what waits for a person, the most pressing first."""
    book = TodoRepository(uow)
    waits = book.waiting(env.clock.now())
    failing, doubtful = stores_in_need(env, uow)
    expiring = reading.now.get(("expiring", reading.asset))
    found = [
        Task("stores", len(failing), Tone.BAD, "/settings/stores"),
        Task("stores_look", len(doubtful), Tone.WARN, "/settings/stores"),
        Task("debts", waits.debts, Tone.WARN, "/members/activity?failed=yes"),
        Task(
            "vouchers", waits.vouchers, Tone.WARN, "/members/redemptions?state=failed"
        ),
        Task("deliveries", waits.deliveries, Tone.WARN, "/settings/deliveries"),
        Task("webhooks", EndpointRepository(uow).off(), Tone.BAD, "/settings/webhooks"),
        Task("claims_due", waits.claims_due, Tone.WARN, "/members/support"),
        Task("claims", waits.claims - waits.claims_due, Tone.INFO, "/members/support"),
        Task("approvals", waits.approvals, Tone.WARN, "/members/review"),
        Task("referrals", waits.referrals, Tone.INFO, "/members/review"),
        Task("alike", alike.waiting(uow, reading), Tone.INFO, "/members/review"),
        Task("panel", unplaced(env, uow), Tone.WARN, "/home/panel"),
        Task("draft", int(book.differs()), Tone.INFO, "/programme"),
        Task(
            "expiring",
            expiring.whole if expiring else 0,
            Tone.INFO,
            "/analytics/points",
            {"units": expiring.part if expiring else 0},
        ),
    ]
    return [task for task in found if task.count]


def stores_in_need(
    env: Env, uow: UnitOfWork
) -> tuple[list[StoreHealth], list[StoreHealth]]:
    """Return the stores that can't be used as they are, and those to look at.

    What was repaired by itself is told with the store, and asks nothing of anybody.
    """
    failing, doubtful = [], []
    for each in store_health(env, uow):
        open_ones = [one for one in each.problems if one.code != REPAIRED]
        if each.store.state == "uninstalled":
            continue
        if each.state is CheckState.FAILED or each.store.problem is not None:
            failing.append(each)
        elif open_ones:
            doubtful.append(each)
    return failing, doubtful


def unplaced(env: Env, uow: UnitOfWork) -> int:
    """Return how many stores of a running programme never showed the panel."""
    if not is_launched(StoreRepository(uow).programme()):
        return 0
    return sum(seen is None for _, seen in panels(env, uow))


def health(env: Env, uow: UnitOfWork) -> list[Health]:
    """Return how deliveries, stores, debts and the timers run."""
    now = env.clock.now()
    waits = TodoRepository(uow).waiting(now)
    failing, doubtful = stores_in_need(env, uow)
    connection = Tone.WARN if doubtful else Tone.GOOD
    return [
        _lag("deliveries", now, waits.inbox_since),
        Health(
            "stores",
            Tone.BAD if failing else connection,
            count=len(failing) + len(doubtful),
        ),
        _lag("debts", now, waits.outbox_since),
        _timers(now, waits),
    ]


def _lag(name: str, now: datetime, since: datetime | None) -> Health:
    late = max(now - since, timedelta(0)) if since else timedelta(0)
    if late < LATE:
        return Health(name, Tone.GOOD)
    return Health(name, Tone.BAD if late >= VERY_LATE else Tone.WARN, late)


def _timers(now: datetime, waits: Waiting) -> Health:
    found = _lag("schedule", now, waits.timer_since)
    if found.tone is Tone.GOOD and waits.timers_failing:
        return Health("schedule", Tone.WARN, count=waits.timers_failing)
    return found


def worst(found: list[Health]) -> Tone:
    """Return the one tone that stands for all."""
    order = (Tone.BAD, Tone.WARN, Tone.INFO, Tone.GOOD)
    return next(
        (tone for tone in order if any(h.tone is tone for h in found)), Tone.GOOD
    )
