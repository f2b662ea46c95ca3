"""What starters would do in this store: fitted to it, tried on its own twelve months.

The orders are those that a backfill kept; nobody was credited for them. Where too
few are known, a usual store stands in, and whoever shows the figures says so.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from threading import Lock
from typing import Final
from uuid import UUID

from app.domain.onboarding.fitting import StoreFacts, fitted, usual_minor
from app.domain.onboarding.pricing import FEWEST, Price, price, usual_people
from app.domain.programme.document import ProgrammeDocument
from app.domain.simulation.people import Person, Placed, Shop
from app.domain.simulation.simulator import Simulator, Terms
from app.domain.words import Language
from app.recipes.starters import starter
from app.services.env import Env
from app.services.simulation import shop_of
from app.storage.backfills import Past, PastOrders
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork

BACK: Final = timedelta(days=365)
MOST_PLAYED: Final = 20_000
"""Orders; of more, a share of the buyers stands for all of them."""
ALL: Final = 256
MOST_KEPT: Final = 200
USUAL: Final = Shop(UUID(int=0), "usual", "UTC")
MALAY: Final = frozenset({"Asia/Kuala_Lumpur", "Asia/Kuching", "Asia/Brunei"})
INDONESIAN: Final = frozenset(
    {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Pontianak"}
)
_KEPT: OrderedDict[tuple[UUID, str, StoreFacts, int], Price] = OrderedDict()
_LOCK: Final = Lock()


@dataclass(frozen=True, slots=True)
class Offer:
    """A starter in the store's amounts, and what it would do there."""

    name: str
    document: ProgrammeDocument
    price: Price


def facts_of(env: Env, uow: UnitOfWork) -> StoreFacts:
    """Return what a programme takes over from its first store."""
    rows = [row for row in StoreRepository(uow).all() if row.currency]
    zone = StoreRepository(uow).programme().timezone
    if not rows:
        return StoreFacts("IDR", zone, Language.ID)
    first = next((row for row in rows if row.state == "connected"), rows[0])
    since = env.clock.now() - BACK
    past = PastOrders(uow)
    average = None
    if past.summary(since=since).orders >= FEWEST:
        average = past.average_minor(first.currency, since=since)
    return StoreFacts(
        first.currency,
        first.timezone,
        _language(first.timezone, first.currency),
        average,
    )


def _language(zone: str, currency: str) -> Language:
    """Return what is most likely spoken where a store is."""
    if zone in MALAY or currency in ("MYR", "BND"):
        return Language.MS
    if zone in INDONESIAN or currency == "IDR":
        return Language.ID
    return Language.EN


def past(env: Env, uow: UnitOfWork) -> Past:
    """Return how much of the last twelve months is known."""
    return PastOrders(uow).summary(since=env.clock.now() - BACK)


def offers(env: Env, uow: UnitOfWork, names: Sequence[str]) -> list[Offer]:
    """Return starters with their figures, in the order of *names*."""
    facts, known = facts_of(env, uow), past(env, uow)
    documents = {name: fitted(starter(name), facts) for name in names}
    prices = {
        name: found
        for name in names
        if (found := _remembered(uow.programme_id, name, facts, known.orders))
    }
    missing = [name for name in names if name not in prices]
    if missing:
        fresh = _played(env, uow, [documents[name] for name in missing], facts, known)
        for name, found in zip(missing, fresh, strict=True):
            prices[name] = found
            _remember((uow.programme_id, name, facts, known.orders), found)
    return [Offer(name, documents[name], prices[name]) for name in names]


def priced(env: Env, uow: UnitOfWork, document: ProgrammeDocument) -> Price:
    """Return what a document would do in this store."""
    facts, known = facts_of(env, uow), past(env, uow)
    return _played(env, uow, [document], facts, known)[0]


def _remembered(
    programme_id: UUID, name: str, facts: StoreFacts, orders: int
) -> Price | None:
    with _LOCK:
        return _KEPT.get((programme_id, name, facts, orders))


def _remember(key: tuple[UUID, str, StoreFacts, int], found: Price) -> None:
    with _LOCK:
        _KEPT[key] = found
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)


def _played(
    env: Env,
    uow: UnitOfWork,
    documents: Sequence[ProgrammeDocument],
    facts: StoreFacts,
    known: Past,
) -> list[Price]:
    now = env.clock.now()
    terms = Terms(now - BACK - timedelta(days=1), now, facts.timezone)
    simulators = [Simulator(document, terms) for document in documents]
    usual = known.orders < FEWEST
    of_256 = min(ALL, max(1, ALL * MOST_PLAYED // max(known.orders, 1)))
    for person in _usual(facts, now) if usual else _people(uow, now, of_256):
        for simulator in simulators:
            simulator.play(person)
    return [
        price(
            simulator.document,
            simulator.report(),
            usual=usual,
            sampled=not usual and of_256 < ALL,
        )
        for simulator in simulators
    ]


def _usual(facts: StoreFacts, now: datetime) -> Iterator[Person]:
    average = facts.average_minor or usual_minor(facts.currency)
    return usual_people(USUAL, facts.currency, average, until=now)


def _people(uow: UnitOfWork, now: datetime, of_256: int) -> Iterator[Person]:
    shops = {row.store_id: shop_of(row) for row in StoreRepository(uow).all()}
    rows = (
        row
        for page in PastOrders(uow).pages(since=now - BACK, of_256=of_256)
        for row in page
    )
    for buyer, mine in groupby(rows, key=lambda row: row[0]):
        yield Person(
            buyer.hex(), [Placed(shops[store_id], order) for _, store_id, order in mine]
        )
