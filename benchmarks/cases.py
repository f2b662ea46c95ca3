"""The measures themselves: what is done, and to which ceiling it is compared."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import requests

from app.cli.demo.processes import free_port
from app.domain.ledger import Key
from app.services import stores
from app.storage.ledger import LedgerRepository
from app.storage.unit_of_work import UnitOfWork
from benchmarks import load
from benchmarks.ceilings import drain as bare_drain
from benchmarks.ceilings import posting as bare_posting
from benchmarks.figures import Figure, measure, percentile
from benchmarks.rig import SECRET, Rig, memory_mib, wait_for
from integrations.sandbox.config import StoreConfig
from integrations.sandbox.serving import run_in_thread
from integrations.sandbox.woocommerce.app import create_woocommerce_store
from webhooks import processing

CLIENTS = 8
THREADS = 8
CROWD = 4
BATCH = 100
MEMORY_MIB = 160
CONSUMER_KEY, CONSUMER_SECRET = "ck_" + "5" * 40, "cs_" + "7" * 40


def acknowledgement(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-1: webhooks a second through the whole door, beside a bare one."""
    app_port, bare_port = free_port(8100), free_port(8140)
    web = _start_doors(rig, app_port, bare_port)
    speed = Figure(
        "P1-1",
        "acknowledged deliveries",
        "/s",
        "ratio >= 0.80, aim 1.5",
        met=lambda figure: median(figure.ratios) >= 0.8,
    )
    slow = Figure(
        "P1-1",
        "acknowledgement p99",
        "ms",
        "ratio <= 3",
        met=lambda figure: median(figure.ratios) <= 3,
    )
    for turn in range(rounds + 1):
        ours = _deliver(rig, app_port, "/webhooks/shopify", count)
        bare = _deliver(rig, bare_port, "/hook", count)
        if turn:
            speed.ours.append(ours.per_second)
            speed.ceiling.append(bare.per_second)
            slow.ours.append(ours.p99_ms)
            slow.ceiling.append(bare.p99_ms)
    return [speed, slow, _memory("web process, resident", web)]


def _start_doors(rig: Rig, app_port: int, bare_port: int) -> int:
    """Start the app and the bare door, served alike; return the app's pid."""
    with rig.connect() as owner:
        owner.execute(
            "CREATE TABLE bench_inbox (webhook_id text PRIMARY KEY, topic text,"
            " body bytea, received_at timestamptz DEFAULT now())"
        )
    web = rig.start(["app", "serve", "--port", str(app_port)], rig.environ(app_port))
    served = "granian --interface wsgi --workers 1 --blocking-threads 16"
    rig.start(
        [*served.split(), "--port", str(bare_port), "benchmarks.ceilings.door:bare"],
        {"BENCH_SECRET": SECRET, "BENCH_DATABASE_URL": rig.plain_url},
    )
    wait_for(f"http://127.0.0.1:{app_port}/healthz")
    wait_for(f"http://127.0.0.1:{bare_port}/")
    return web


def _deliver(rig: Rig, port: int, path: str, count: int) -> load.Result:
    target = rig.var / "requests.bin"
    load.write_requests(target, rig.requests_for(path, rig.next_bodies(count)))
    result = load.run(port, target, clients=CLIENTS)
    if result.failed:
        raise RuntimeError(
            f"{result.failed} refused at {path}: {result.statuses}\n{rig.said()}"
        )
    return result


def _memory(what: str, pid: int) -> Figure:
    figure = Figure(
        "memory",
        what,
        "MiB",
        f"< {MEMORY_MIB}",
        met=lambda figure: max(figure.ours) < MEMORY_MIB,
    )
    figure.ours.append(memory_mib(pid))
    return figure


def posting(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-2: single postings a second, eight at a time, beside four statements."""
    members = [rig.env.ids.new() for _ in range(THREADS)]
    with rig.connect() as owner:
        owner.execute(bare_posting.TABLES)
        for member in members:
            owner.execute("INSERT INTO bench_balance VALUES (%s, 0)", (member,))

    def ours(member: UUID) -> None:
        def write(uow: UnitOfWork) -> None:
            ledger = LedgerRepository(uow, rig.env.ids)
            identity = uuid4()
            key = Key.of("bench", identity)
            book = ledger.open([(member, "points")], keys=[key])
            now = rig.env.clock.now()
            book.accrue(
                key,
                member_id=member,
                asset="points",
                amount=7,
                award_id=identity,
                occurred_at=now,
                at=now,
                pending=False,
                available_from=now,
                lapses_at=None,
                zone="UTC",
            )
            ledger.flush(book)

        rig.env.database.run(rig.programme_id, write)

    def all_ours() -> float:
        return _in_threads(members, count, lambda member: lambda: ours(member))

    def all_bare() -> float:
        connections = [rig.connect() for _ in members]
        pairs = list(zip(connections, members, strict=True))
        try:
            return _in_threads(
                pairs,
                count,
                lambda pair: lambda: bare_posting.post_one(pair[0], str(pair[1]), 7),
            )
        finally:
            for connection in connections:
                connection.close()

    figure = Figure(
        "P1-2",
        "single postings, 8 at a time",
        "/s",
        "ratio >= 0.35",
        met=lambda figure: median(figure.ratios) >= 0.35,
    )
    return [measure(figure, rounds, lambda: (all_ours(), all_bare()), rig.analyze)]


def _in_threads(
    subjects: list[Any], count: int, make: Callable[[Any], Callable[[], None]]
) -> float:
    """Do *count* acts for each subject in a thread of its own; return acts a second."""
    ready, go = threading.Barrier(len(subjects) + 1), threading.Event()

    def work(act: Callable[[], None]) -> None:
        act()
        ready.wait()
        go.wait()
        for _ in range(count):
            act()

    threads = [threading.Thread(target=work, args=(make(each),)) for each in subjects]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    go.set()
    for thread in threads:
        thread.join()
    return count * len(subjects) / (time.perf_counter() - began)


def drain(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-3: deliveries settled a second by one process, beside a minimal drain."""
    with rig.connect() as owner:
        owner.execute(bare_drain.TABLES)

    def ours() -> float:
        fill_inbox(rig, rig.next_bodies(count))
        began = time.perf_counter()
        handled = processing.drain(rig.env, count)
        if handled < count:
            raise RuntimeError(f"only {handled} of {count} were handled")
        return count / (time.perf_counter() - began)

    def bare() -> float:
        bodies = rig.next_bodies(count)
        with rig.connect() as connection:
            connection.cursor().executemany(
                "INSERT INTO bench_queue (body) VALUES (%s)", [(b,) for b in bodies]
            )
            began = time.perf_counter()
            while bare_drain.drain(connection, BATCH):
                pass
            return count / (time.perf_counter() - began)

    figure = Figure(
        "P1-3",
        "deliveries settled by one process",
        "/s",
        "ratio >= 0.30 and >= 800",
        met=lambda figure: median(figure.ratios) >= 0.3 and median(figure.ours) >= 800,
    )
    done = measure(figure, rounds, lambda: (ours(), bare()), rig.analyze)
    with rig.connect() as owner:
        odd = owner.execute(
            "SELECT count(*) FROM inbox WHERE state <> 'done'"
        ).fetchone()
    if odd and odd[0]:
        raise RuntimeError(f"{odd[0]} deliveries did not end as done")
    return [done]


def fill_inbox(rig: Rig, bodies: list[bytes]) -> None:
    now = rig.env.clock.now()
    with rig.connect() as owner, owner.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO inbox (programme_id, inbox_id, store_id, provider, topic,"
            " dedupe_key, body, headers, late, received_at, due_at)"
            " VALUES (%s, %s, %s, 'shopify', 'orders/paid', %s, %s, '{}', false,"
            " %s, %s)",
            [
                (
                    rig.programme_id,
                    rig.env.ids.new(),
                    rig.store_id,
                    str(uuid4()),
                    body,
                    now,
                    now,
                )
                for body in bodies
            ],
        )


@contextmanager
def _shop() -> Iterator[str]:
    made = create_woocommerce_store(
        StoreConfig(
            platform="woocommerce",
            currency="IDR",
            queue="manual",
            pretend_https=True,
            consumer_key=CONSUMER_KEY,
            consumer_secret=CONSUMER_SECRET,
        )
    )
    with run_in_thread(made) as running:
        yield running.url


def redemption(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-4: redeem click to code through the API, beside the store called directly."""
    port = free_port(8180)
    rig.start(["app", "serve", "--port", str(port)], rig.environ(port))
    wait_for(f"http://127.0.0.1:{port}/healthz")
    with _shop() as url:
        store_id = stores.connect(
            rig.env,
            rig.programme_id,
            platform="woocommerce",
            base_url=url,
            proof={"consumer_key": CONSUMER_KEY, "consumer_secret": CONSUMER_SECRET},
            sandbox=True,
        ).store_id
        api = requests.Session()
        api.headers["Authorization"] = f"Bearer {rig.api_keys[0]}"
        base = f"http://127.0.0.1:{port}/api/v1"
        wishes = (rounds + 1) * (count + 1)
        member, *crowd = [_rich_member(api, base, wishes) for _ in range(CROWD + 1)]
        place = Place(base, url, store_id, member, tuple(crowd))
        return _click(api, place, rig.api_keys, rounds, count)


def _rich_member(api: requests.Session, base: str, wishes: int) -> str:
    made = api.post(
        f"{base}/members",
        json={"email": f"{uuid4().hex}@bench.test"},
        headers={"Idempotency-Key": str(uuid4())},
        timeout=10,
    )
    made.raise_for_status()
    member = str(made.json()["id"])
    granted = api.post(
        f"{base}/members/{member}/transactions",
        json={"points": 100 * wishes * 2, "reason_code": "goodwill"},
        headers={"Idempotency-Key": str(uuid4())},
        timeout=10,
    )
    granted.raise_for_status()
    return member


@dataclass(frozen=True, slots=True)
class Place:
    """Who redeems where."""

    base: str
    url: str
    store_id: UUID
    member: str
    crowd: tuple[str, ...]
    """Members who redeem at the same time."""


def _click(
    api: requests.Session,
    place: Place,
    keys: Sequence[str],
    rounds: int,
    count: int,
) -> list[Figure]:
    shop = requests.Session()
    shop.auth = (CONSUMER_KEY, CONSUMER_SECRET)
    extra = Figure(
        "P1-4",
        "click to code p95, over the store's own p95",
        "ms",
        "<= 60 ms over",
        met=lambda figure: (
            median([a - b for a, b in zip(figure.ours, figure.ceiling, strict=True)])
            <= 60
        ),
    )
    rate = Figure(
        "P1-4",
        "redemptions, 4 members at a time",
        "/s",
        ">= 50",
        met=lambda figure: median(figure.ours) >= 50,
    )
    for turn in range(rounds + 1):
        took = [_redeem(api, place, keys[n % len(keys)]) for n in range(count)]
        direct = [_create_directly(shop, place.url) for _ in range(count)]
        if turn:
            extra.ours.append(percentile(took, 0.95))
            extra.ceiling.append(percentile(direct, 0.95))
            rate.ours.append(_sustained(place, keys, count))
    return [extra, rate]


def _sustained(place: Place, keys: Sequence[str], count: int) -> float:
    """Redeem for several members at a time; return how many a second."""
    clients = [requests.Session() for _ in place.crowd]

    def act(n: int) -> Callable[[], None]:
        turn = itertools.count(n)
        at = replace(place, member=place.crowd[n])

        def redeem() -> None:
            _redeem(clients[n], at, keys[next(turn) % len(keys)])

        return redeem

    return _in_threads(list(range(len(clients))), count // len(clients), act)


def _redeem(api: requests.Session, place: Place, key: str) -> float:
    """Click once; return the milliseconds until the code was there."""
    began = time.perf_counter()
    answer = api.post(
        f"{place.base}/members/{place.member}/redemptions",
        json={"reward_id": "off", "store_id": str(place.store_id), "points": 100},
        # One key may ask so often a second and no more, so several take turns.
        headers={"Idempotency-Key": str(uuid4()), "Authorization": f"Bearer {key}"},
        timeout=20,
    )
    took_ms = (time.perf_counter() - began) * 1000
    if answer.status_code >= 400 or answer.json()["state"] != "issued":
        raise RuntimeError(f"no code: {answer.status_code} {answer.text[:300]}")
    return took_ms


def _create_directly(shop: requests.Session, url: str) -> float:
    """Create a coupon in the store; return the milliseconds it took."""
    began = time.perf_counter()
    shop.post(
        f"{url}/wp-json/wc/v3/coupons",
        json={"code": f"bare-{uuid4().hex}", "amount": "10000", "usage_limit": 1},
        timeout=20,
    ).raise_for_status()
    return (time.perf_counter() - began) * 1000
