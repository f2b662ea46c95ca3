"""Tells stores which goods they sell to some only, and knows which really do.

Level-triggered: whoever changes something owes the store a look, and the handler
sends what is true then. What is sent carries its instants, so nothing is owed when
an early access begins or ends. A store with our plugin refuses everybody else; in
one without it the perk is a tag on the customer, and ``states`` says so.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal
from uuid import UUID

from app.domain.errors import PlatformCannot, PlatformMissing
from app.domain.perks.closing import closed_goods, closes, digest_of_goods
from app.services.connections import live_connection
from app.services.env import Env
from app.services.outbox import Cancelled, DebtOutcome, Settled, owe
from app.storage.closed_goods import ClosedGoods, ToldGoods
from app.storage.outbox import LeasedDebt
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "write_closed_goods"
AFRESH: Final = timedelta(hours=24)
"""A shop that was restored from a copy holds something older than we know."""
NO_PLUGIN: Final = "no_plugin"
PAGES_ONLY: Final = "shopify"
"""Where the theme's block hides goods, and no checkout can be told."""

Held = Literal["refused", "hidden", "marked"]


@dataclass(frozen=True, slots=True)
class Closure:
    """How far one perk closes goods in one store."""

    perk: str
    store_id: UUID
    domain: str
    held: Held
    """``refused``: the store sells to nobody else; ``hidden``: its theme's block
    hides them, the checkout would take them; ``marked``: customers are tagged."""
    problem: str | None


def owe_look(env: Env, uow: UnitOfWork, store_id: UUID) -> None:
    """Owe one store what it should sell to some only."""
    owe(env, uow, KIND, str(store_id), store_id=store_id, key=str(store_id))


def owe_all(env: Env, uow: UnitOfWork) -> int:
    """Owe every store that may hold something else; return how many."""
    document = ProgrammeRepository(uow).live()[1]
    told, now, owed = ClosedGoods(uow).told(), env.clock.now(), 0
    for row in _reachable(env, uow):
        said = closed_goods(document, str(row.store_id), row.domain)
        known = told.get(row.store_id)
        if known is None and not said["rules"]:
            continue
        same = known is not None and known.digest == digest_of_goods(said)
        fresh = known is not None and now - known.told_at < AFRESH
        if not (same and (fresh or not said["rules"])):
            owe_look(env, uow, row.store_id)
            owed += 1
    return owed


def _reachable(env: Env, uow: UnitOfWork) -> list[StoreRow]:
    return [
        row
        for row in StoreRepository(uow).all()
        if row.platform in env.store_plugins and row.state == "connected"
    ]


def sweep(env: Env, programme_id: UUID) -> int:
    """Owe stores that were missed, came back or got the plugin since."""

    def look(uow: UnitOfWork) -> int:
        try:
            return owe_all(env, uow)
        except NothingPublished:
            return 0

    return env.database.run(programme_id, look)


def write(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Bring a store to what is true now. Safe to run late and twice."""
    if debt.store_id is None:
        return Cancelled("no_store")
    store_id = debt.store_id
    store = live_connection(env, debt.programme_id, store_id)
    plugin = env.store_plugins.get(store.platform)
    if plugin is None:
        return Cancelled("no_plugin")

    def read(uow: UnitOfWork) -> dict[str, Any]:
        document = ProgrammeRepository(uow).live()[1]
        return closed_goods(document, str(store_id), store.domain)

    try:
        said = env.database.run(debt.programme_id, read)
    except NothingPublished:
        return Cancelled("nothing_published")
    digest: bytes | None = digest_of_goods(said)
    problem = None
    try:
        plugin.close_goods(store, said)
    except PlatformMissing:
        digest, problem = None, NO_PLUGIN
    except PlatformCannot as error:
        digest, problem = None, error.code
    row = ToldGoods(store_id, digest, problem, env.clock.now())
    env.database.run(debt.programme_id, lambda uow: ClosedGoods(uow).note(row))
    return Settled()


HANDLERS: Final = {KIND: write}


def states(uow: UnitOfWork) -> list[Closure]:
    """Return how far each perk that closes goods does so, store by store."""
    document = ProgrammeRepository(uow).live()[1]
    told = ClosedGoods(uow).told()
    found = []
    for row in StoreRepository(uow).all():
        if row.state not in ("connected", "blocked"):
            continue
        names = (str(row.store_id), row.domain)
        held, problem = _held(row, told.get(row.store_id))
        found += [
            Closure(perk.id, row.store_id, row.domain, held, problem)
            for perk in document.perks
            if closes(perk, *names)
        ]
    return found


def _held(row: StoreRow, told: ToldGoods | None) -> tuple[Held, str | None]:
    if row.platform == PAGES_ONLY:
        return "hidden", None
    if told is not None and told.digest is not None:
        return "refused", None
    return "marked", None if told is None else told.problem
