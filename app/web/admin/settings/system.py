"""The state of the system: what waits, what failed, which timers run, which version."""

from datetime import timedelta
from typing import Final

from app.domain.staff import Right
from app.services import trying_again
from app.storage.backlog import schema_version
from app.storage.migrate import newest_revision
from app.storage.outbox import DebtRow, OutboxRepository
from app.storage.schedule import ScheduleRepository, TaskRow
from app.storage.unit_of_work import UnitOfWork
from app.storage.waiting import Waiting, waiting
from app.web.admin.coded import did, named, reason
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of
from app.web.admin.team.doing import by

pages = Pages("system")

AT: Final = "/settings/system"
LONG: Final = timedelta(minutes=5)
MOST: Final = 50


@pages.page("GET", AT, right=Right.READ)
def system(ask: Ask) -> View:
    """Show what waits and what failed."""

    def read(uow: UnitOfWork) -> tuple[Waiting, list[TaskRow], list[DebtRow]]:
        debts = OutboxRepository(uow).listed(states=("set_aside", "blocked"), most=MOST)
        return waiting(uow, ask.now), ScheduleRepository(uow).listed(), debts

    now_waiting, timers, debts = ask.run(read)
    with ask.env.database.unbound() as look:
        schema = schema_version(look)
    late = ask.now - LONG
    oldest = (now_waiting.inbox_oldest, now_waiting.outbox_oldest)
    return View(
        "admin/settings/system.html",
        {
            "waiting": now_waiting,
            "behind": any(each is not None and each < late for each in oldest),
            "timers": [
                (timer, timer.next_at < late, _did(ask, timer)) for timer in timers
            ],
            "debts": debts,
            "schema": schema,
            "current": schema == newest_revision(),
            "stores": {store.store_id: store.name for store in ask.office.stores},
            "reason": lambda code: reason(ask, code),
            "named": lambda prefix, code: named(ask, prefix, code),
        },
    )


def _did(ask: Ask, timer: TaskRow) -> str:
    return did(ask, timer.result, failed=timer.failures > 0)


@pages.page("POST", f"{AT}/debts/<id>/retry", right=Right.SERVE)
def retry(ask: Ask) -> Redirect:
    """Try again what could not be done in a store."""
    debt_id = ask.id_of("id")
    ask.run(lambda uow: trying_again.try_again(ask.env, uow, by(ask), debt_id))
    return Redirect(address_of(AT), told=ask.say("system.retried"))
