"""The storefront's doors: server time of what pages ask for, over a rich programme.

In one process, without a network: what is measured is the whole application, from
the request to the answer, on durable servers. The store answers at once.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.embedded import start_servers
from app.storage.migrate import upgrade
from benchmarks.figures import Figure, percentile
from tests.factories import line, order
from tests.web.desk import Answer
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at

MEMBERS = 40
ORDERS = 5
P95 = 0.95
CART = {
    "lines": [{"product_ref": "11", "quantity": 1, "amount_minor": 49_000}],
    "currency": "IDR",
    "page": "cart",
}
Call = Callable[[int], Answer]


def storefront(rounds: int, count: int) -> list[Figure]:
    """Measure the doors; *count* requests of each kind in a round."""
    with served() as shop:
        calls: dict[str, tuple[Call, int | None]] = {
            "bootstrap": (lambda _n: shop.get("/bootstrap?lang=id"), 30),
            "member": (lambda n: shop.get("/member?lang=id", token=tokens[n]), 80),
            "rewards": (lambda n: shop.get("/rewards", token=tokens[n]), None),
            "history": (lambda n: shop.get("/history", token=tokens[n]), None),
            "estimate": (
                lambda n: shop.post("/estimates", CART, token=tokens[n]),
                None,
            ),
            "redeem": (
                lambda n: shop.post(
                    "/redemptions",
                    {"reward_id": "slide", "points": 50},
                    token=tokens[n],
                ),
                60,
            ),
        }
        tokens = [shop.token(str(7000 + n)) for n in range(MEMBERS)]
        return [
            figure
            for name, (call, limit) in calls.items()
            for figure in _measured(f"door: {name}", call, rounds, count, limit)
        ]


def _measured(
    what: str, call: Call, rounds: int, count: int, limit: int | None
) -> list[Figure]:
    """Return the time to an answer, and what of it is this process's own work."""
    goal = f"p95 <= {limit} ms" if limit else ""
    met = (lambda one: max(one.ours) <= limit) if limit else (lambda _one: True)
    whole = Figure("STOREFRONT", what, "ms p95", goal, met=met)
    own = Figure("STOREFRONT", f"{what}, own CPU", "ms", "")
    call(0)
    for _ in range(rounds):
        took, began_cpu = [], time.process_time()
        for number in range(count):
            began = time.perf_counter()
            answer = call(number % MEMBERS)
            took.append((time.perf_counter() - began) * 1000)
            assert answer.status < 300, answer.text
        whole.ours.append(percentile(took, P95))
        own.ours.append((time.process_time() - began_cpu) * 1000 / count)
    return [whole, own]


@contextmanager
def served() -> Iterator[Shop]:
    """Open a store whose members have points and a history."""
    with (
        tempfile.TemporaryDirectory(prefix="setia-bench-") as folder,
        start_servers(Path(folder), durable=True) as servers,
    ):
        upgrade(servers.database_url)
        with shop_at(servers.database_url, servers.redis_url, document=RICH) as shop:
            for number in range(MEMBERS):
                ref = shop.welcome(
                    str(7000 + number), email=f"member{number}@bench.test"
                )
                shop.get("/member", who=ref)
                shop.give(ref, 1_000_000)
                for nth in range(ORDERS):
                    shop.world.settle(
                        order(
                            line("120000"),
                            ref=f"{ref}-{nth}",
                            at=shop.world.clock.now(),
                            who=shop.store.people[ref],
                        )
                    )
            yield shop
