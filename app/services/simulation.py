"""Tries a document on the orders of the past, beside the live one. No effects.

Orders come from the settlements of the programme or from a file; what decides
is the same domain code that settles orders. Read once, each order is played by
every document that is tried.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Final
from uuid import UUID

from app.domain.earning.context import earn_on_of
from app.domain.earning.decisions import OrderDecision
from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.outcome import Earned
from app.domain.simulation.people import Person, Placed, Shop
from app.domain.simulation.report import Report
from app.domain.simulation.simulator import (
    DEFAULT_LEADERS,
    DEFAULT_RATE,
    Simulator,
    Terms,
)
from app.services.env import Env
from app.services.orders import OrderMissing
from app.services.simulation_facts import Beside
from app.services.simulation_memory import seldom_collected
from app.services.simulation_plays import Plays
from app.storage.order_files import FileOrder, order_file
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.simulation import StoredOrder, StoredOrders
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

NOWHERE: Final = UUID(int=0)
FROM_FILE: Final = "file"
EARNER: Final = {"active": "member", "shadow": "shadow"}
"""Our states of members as the rules know them."""
A_MOMENT: Final = timedelta(microseconds=1)
CHUNK: Final = 2_000
"""Orders whose people are looked up together."""
Told = Callable[[int, int], bool]
"""Told how many orders of how many are played; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is tried, on what."""

    document: ProgrammeDocument
    since: datetime | None = None
    """None: from the first order of the file, or all that is stored."""
    until: datetime | None = None
    """None: up to now, or to the last order of the file."""
    file: Path | None = None
    """Orders of a file instead of the stored ones."""
    redemption_rate: Fraction = DEFAULT_RATE
    leaders: int = DEFAULT_LEADERS
    beside_live: bool = True


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a document would have done, and what the live one does by the same."""

    since: datetime
    until: datetime
    tried: Report
    live: Report | None
    live_version: int | None
    stopped: bool
    """Not all orders were played: the figures are of those that were."""


@dataclass(frozen=True, slots=True)
class OneOrder:
    """What one stored order would earn by a document."""

    decision: OrderDecision
    earned: Sequence[Earned]
    """After refunds."""


def go_on(_done: int, _total: int) -> bool:
    """Tell nobody and never stop."""
    return True


def simulate(
    env: Env, programme_id: UUID, question: Question, *, told: Told = go_on
) -> Simulated:
    """Play every order of the span and return the figures; writes nothing.

    Raises:
        OrderFileUnreadable: Something in the file is no order.
    """
    with seldom_collected(), env.database.unit_of_work(programme_id) as uow:
        zone = StoreRepository(uow).programme().timezone
        with _orders(env, uow, question, zone) as source:
            return _play(uow, question, source, zone, told)


@dataclass(slots=True)
class _Source:
    """Orders to be played, and the span that they cover."""

    total: int
    since: datetime
    until: datetime
    people: Callable[[Sequence[ProgrammeDocument]], Iterator[Sequence[Person]]]


@contextmanager
def _orders(
    env: Env, uow: UnitOfWork, question: Question, zone: str
) -> Iterator[_Source]:
    shops = {row.store_id: shop_of(row) for row in StoreRepository(uow).all()}
    if question.file is not None:
        with order_file(question.file, zone=zone) as found:
            now = env.clock.now()
            first, last = found.span or (now - A_MOMENT, now)
            yield _Source(
                len(found),
                question.since or first,
                question.until or last + A_MOMENT,
                lambda _: _of_file(found, shops, zone),
            )
        return
    until = question.until or env.clock.now()
    total, begun = StoredOrders(uow).extent(until=until)
    yield _Source(
        total,
        question.since or begun or until - A_MOMENT,
        until,
        lambda documents: people_of(uow, documents, shops=shops, until=until),
    )


def _play(
    uow: UnitOfWork, question: Question, source: _Source, zone: str, told: Told
) -> Simulated:
    live_version, live = _live(uow) if question.beside_live else (None, None)
    terms = Terms(
        source.since,
        source.until,
        zone,
        redemption_rate=question.redemption_rate,
        leaders=question.leaders,
        beside_orders=question.file is None,
    )
    tried = Simulator(question.document, terms)
    beside = None if live is None else Simulator(live, terms)
    simulators = [tried] if beside is None else [tried, beside]
    done, going = 0, told(0, source.total)
    documents = [one.document for one in simulators]
    for people in source.people(documents) if going else ():
        for person in people:
            done += len(person.orders)
            for simulator in simulators:
                simulator.play(person)
        going = told(done, source.total)
        if not going:
            break
    return Simulated(
        since=source.since,
        until=source.until,
        tried=tried.report(),
        live=None if beside is None else beside.report(),
        live_version=live_version,
        stopped=not going,
    )


def _live(uow: UnitOfWork) -> tuple[int | None, ProgrammeDocument | None]:
    try:
        return ProgrammeRepository(uow).live()
    except NothingPublished:
        return None, None


def shop_of(row: StoreRow) -> Shop:
    """Return a store as rules see it."""
    return Shop(
        row.store_id,
        row.platform,
        row.timezone,
        row.domain,
        earn_on_of(row.options),
    )


def people_of(
    uow: UnitOfWork,
    documents: Sequence[ProgrammeDocument],
    *,
    shops: Mapping[UUID, Shop],
    until: datetime,
    member_id: UUID | None = None,
) -> Iterator[Sequence[Person]]:
    """Return the programme's members with their stored orders, some at a time."""
    zone = StoreRepository(uow).programme().timezone
    plays = Plays(uow, documents, shops=shops, zone=zone, until=until)
    beside = Beside(uow, documents, plays)
    waiting: list[StoredOrder] = []
    for page in StoredOrders(uow).pages(until=until, member_id=member_id):
        waiting += page
        last = waiting[-1].member_id
        cut = len(waiting)
        while cut and waiting[cut - 1].member_id == last:
            cut -= 1
        if cut:
            yield _persons(waiting[:cut], shops, beside)
            waiting = waiting[cut:]
    if waiting:
        yield _persons(waiting, shops, beside)
    if member_id is None:
        yield from beside.bystanders()


def _persons(
    orders: Sequence[StoredOrder], shops: Mapping[UUID, Shop], beside: Beside
) -> list[Person]:
    found = []
    for member_id, mine in groupby(orders, key=lambda one: one.member_id):
        stored = list(mine)
        found.append(
            Person(
                str(member_id),
                [Placed(shops[one.store_id], one.snapshot) for one in stored],
                EARNER.get(stored[0].member_state, stored[0].member_state),
                stored[0].joined_at,
            )
        )
    beside.complete(found)
    return found


def _of_file(
    orders: Iterable[FileOrder], shops: Mapping[UUID, Shop], zone: str
) -> Iterator[Sequence[Person]]:
    by_name = {str(shop.store_id): shop for shop in shops.values()}
    by_name |= {shop.domain: shop for shop in shops.values()}
    nowhere = Shop(NOWHERE, FROM_FILE, zone)
    chunk: list[Person] = []
    weight = 0
    for name, mine in groupby(orders, key=lambda one: one.member):
        placed = [Placed(by_name.get(one.store, nowhere), one.snapshot) for one in mine]
        chunk.append(Person(name, placed))
        weight += len(placed)
        if weight >= CHUNK:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


def one_order(
    env: Env,
    programme_id: UUID,
    document: ProgrammeDocument,
    store_id: UUID,
    order_ref: str,
) -> OneOrder:
    """Return what one stored order would earn, after all that came before it.

    Raises:
        OrderMissing: No such order of any member was settled.
    """
    with env.database.unit_of_work(programme_id) as uow:
        member_id = StoredOrders(uow).member_of(store_id, order_ref)
        now, programme = env.clock.now(), StoreRepository(uow).programme()
        shops = {row.store_id: shop_of(row) for row in StoreRepository(uow).all()}
        _, first = StoredOrders(uow).extent(until=now)
        since = first or now - A_MOMENT
        simulator = Simulator(document, Terms(since, now, programme.timezone))
        pages = people_of(
            uow, [document], shops=shops, until=now, member_id=member_id or NOWHERE
        )
        for people in pages:
            for person in people:
                outcome = simulator.play(person)
                for place, placed in enumerate(person.orders):
                    here = placed.shop.store_id == store_id
                    if here and placed.snapshot.order_ref == order_ref:
                        return OneOrder(
                            outcome.decisions[place],
                            [one for one in outcome.earned if one.place == place],
                        )
    raise OrderMissing(f"no order {order_ref[:40]!r} of a member was settled there")
