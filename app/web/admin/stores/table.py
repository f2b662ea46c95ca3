"""The stores of the programme: health, the past being read, disconnecting, time."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from pydantic import BaseModel, Field

from app.domain.earning.context import EARN_ON, EarnOn, earn_on_of
from app.domain.errors import PlatformError
from app.domain.staff import Right
from app.services import backfills, connecting, playground, stores
from app.services.staff import sessions
from app.services.store_health import StoreHealth, store_health
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.route import Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("stores")

AT: Final = "/settings/stores"
JUMPS: Final = (1, 14, 30)
LONGEST_DAYS: Final = 400


class TimeForm(BaseModel):
    """How far to move."""

    days: int = Field(ge=1, le=LONGEST_DAYS)


class CountsForm(BaseModel):
    """When an order of a store counts."""

    earn_on: EarnOn


@pages.page("GET", AT, right=Right.READ)
def stores_table(ask: Ask) -> View:
    """Show every store."""

    def read(uow: UnitOfWork) -> dict[str, object]:
        return {
            "stores": store_health(ask.env, uow),
            "progress": backfills.progress(ask.env, uow),
            "earn_on_of": earn_on_of,
            "movable": playground.can_move_time(ask.env, uow),
        }

    return View("admin/stores/list.html", {**ask.run(read), "jumps": JUMPS})


@pages.page("POST", f"{AT}/<id>/check", right=Right.STORES)
def store_check(ask: Ask) -> Redirect:
    """Look at the store again, webhooks too."""
    store_id = ask.id_of("id")
    connecting.examine(ask.env, ask.programme_id, store_id, write=True)
    try:
        stores.check_webhooks(ask.env, ask.programme_id, store_id)
    except PlatformError:
        # What is wrong stands with the store by now.
        return _back(ask, "connect.failed")
    return _back(ask, "stores.checked_now")


@pages.page("POST", f"{AT}/<id>/counts", right=Right.STORES)
def store_counts(ask: Ask) -> Redirect:
    """Choose when an order counts: paid, or only when it was sent."""
    store_id, typed = ask.id_of("id"), ask.form(CountsForm)
    said = typed.value
    if said is None:
        return _back(ask, "stores.counts_unknown")

    def write(uow: UnitOfWork) -> None:
        before = earn_on_of(StoreRepository(uow).get(store_id).options)
        stores.set_option(uow, store_id, EARN_ON, said.earn_on)
        ask.audit(
            uow,
            "store.counts",
            f"store:{store_id}",
            before={"earn_on": before},
            after={"earn_on": said.earn_on},
        )

    ask.run(write)
    return _back(ask, "say.saved")


@pages.page("POST", f"{AT}/<id>/history", right=Right.STORES)
def store_history(ask: Ask) -> Redirect:
    """Read the store's past."""
    store_id = ask.id_of("id")

    def write(uow: UnitOfWork) -> None:
        by = ask.staff.actor
        backfills.begin(ask.env, uow, store_id, purpose="history", by=by)
        ask.audit(uow, "store.history_read", f"store:{store_id}")

    ask.run(write)
    return _back(ask, "stores.history_begun")


@pages.page("POST", f"{AT}/history/<run>/stop", right=Right.STORES)
def history_stop(ask: Ask) -> Redirect:
    """Stop a reading."""
    run_id = ask.id_of("run")
    ask.run(lambda uow: backfills.stop(ask.env, uow, run_id))
    return _back(ask, "stores.history_stopped")


@pages.page("POST", f"{AT}/history/<run>/resume", right=Right.STORES)
def history_resume(ask: Ask) -> Redirect:
    """Go on with a reading."""
    run_id = ask.id_of("run")
    ask.run(lambda uow: backfills.resume(ask.env, uow, run_id))
    return _back(ask, "stores.history_begun")


@pages.page("GET", f"{AT}/<id>/disconnect", right=Right.STORES)
def disconnect_form(ask: Ask) -> View:
    """Say what disconnecting does."""
    return View("admin/stores/disconnect.html", {"health": _one(ask, ask.id_of("id"))})


@pages.page("POST", f"{AT}/<id>/disconnect", right=Right.STORES)
def disconnect(ask: Ask) -> Redirect:
    """Take our webhooks out of the store and forget its keys."""
    store_id = ask.id_of("id")
    row = ask.run(lambda uow: StoreRepository(uow).get(store_id))
    witness = ask.witness("store.disconnected", f"store:{store_id}")
    stores.disconnect(ask.env, ask.programme_id, store_id, witness)
    told = ask.say("stores.disconnected", name=row.name)
    return Redirect(address_of(AT), told=told)


@pages.page("POST", f"{AT}/time", right=Right.STORES)
def move_time(ask: Ask) -> Redirect:
    """Move every clock ahead, where all of it is a sandbox."""
    typed = ask.form(TimeForm)
    days = typed.value.days if typed.value else 0
    addresses = ask.run(lambda uow: playground.move_time(ask.env, uow, days))
    sessions.carry(ask.env, ask.staff.merchant_id, timedelta(days=days))
    playground.go(ask.env, days, addresses)
    return _back(ask, "time.moved")


def _back(ask: Ask, key: str) -> Redirect:
    return Redirect(address_of(AT), told=ask.say(key))


def _one(ask: Ask, store_id: UUID) -> StoreHealth:
    found = ask.run(lambda uow: store_health(ask.env, uow))
    kept = [each for each in found if each.store.store_id == store_id]
    if not kept:
        ask.run(lambda uow: StoreRepository(uow).get(store_id))
    return kept[0]
