"""What ails the stores of a programme, for a merchant to read: a list, no calls.

The looks themselves are made by the timer and when a merchant asks; here is only
read what they left behind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.domain.store_exam import CheckState
from app.services.connecting import examine
from app.services.env import Env
from app.services.store_rounds import problem_of, stores_to_visit
from app.services.stores import REPAIRED
from app.storage.store_checks import CheckRepository, CheckRow
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

UNCHECKED: Final = "webhooks_unchecked"
ACCESS_LOST: Final = "access_lost"
PANEL: Final = "panel"
"""A page of the store showed our panel: ``checked_at`` says when it last did."""
TOLD_FOR: Final = timedelta(days=7)
CHECKED_WITHIN: Final = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class StoreProblem:
    """One thing that a merchant should know of a store."""

    code: str
    state: CheckState
    figures: Mapping[str, str]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """A store, everything that was looked at, and what is wrong, worst first."""

    store: StoreRow
    checks: tuple[CheckRow, ...]
    problems: tuple[StoreProblem, ...]

    @property
    def state(self) -> CheckState:
        """The worst of it."""
        states = {problem.state for problem in self.problems}
        worst = (CheckState.FAILED, CheckState.WARNING)
        return next((each for each in worst if each in states), CheckState.PASSED)


def panels(env: Env, uow: UnitOfWork) -> list[tuple[StoreRow, datetime | None]]:
    """Return the connected stores, and when each last showed our panel."""
    seen = {
        row.store_id: row.checked_at
        for row in CheckRepository(uow).all()
        if row.code == PANEL
    }
    return [
        (row, seen.get(row.store_id))
        for row in StoreRepository(uow).all()
        if row.state == "connected" and row.platform in env.platforms
    ]


def store_health(env: Env, uow: UnitOfWork) -> list[StoreHealth]:
    """Return every store of the programme that did not leave for good.

    A channel of programs is none: it has nothing that could be looked at.
    """
    now = env.clock.now()
    checks: dict[UUID, list[CheckRow]] = {}
    for row in CheckRepository(uow).all():
        checks.setdefault(row.store_id, []).append(row)
    return [
        StoreHealth(
            row,
            tuple(checks.get(row.store_id, ())),
            tuple(_problems(row, checks.get(row.store_id, []), now)),
        )
        for row in StoreRepository(uow).all()
        if row.state != "erased" and row.platform in env.platforms
    ]


def _problems(
    row: StoreRow, checks: list[CheckRow], now: datetime
) -> list[StoreProblem]:
    if row.state == "uninstalled":
        return []
    found = [
        StoreProblem(check.code, CheckState(check.state), check.figures, check.since)
        for check in checks
        if check.state != CheckState.PASSED
        and (check.code != REPAIRED or now - check.checked_at <= TOLD_FOR)
    ]
    if row.state == "blocked":
        found.append(StoreProblem(ACCESS_LOST, CheckState.FAILED, {}, row.checked_at))
    # A store that was connected a minute ago was not forgotten by anybody.
    checked = row.checked_at or row.connected_at
    if now - checked > CHECKED_WITHIN:
        found.append(StoreProblem(UNCHECKED, CheckState.WARNING, {}, checked))
    return sorted(found, key=lambda each: each.state is not CheckState.FAILED)


def sweep(env: Env, programme_id: UUID) -> str:
    """The timer: look at every connected store again, without changing it."""
    rows = stores_to_visit(env, programme_id)
    for row in rows:
        problem_of(env, row, lambda row=row: _look(env, row))  # type: ignore[misc]  # bound now
    return f"{len(rows)} stores"


def _look(env: Env, row: StoreRow) -> None:
    examine(env, row.programme_id, row.store_id, write=False)
