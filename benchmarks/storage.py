"""P1-14: what a member and a settled order take up, tables and indexes together.

Members sign up and order through the inbox as everybody does; everything is
sealed. Raw deliveries are apart: their bodies go after thirty days.
"""

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median

from app.services import rollups, sealing
from benchmarks.cases import fill_inbox
from benchmarks.figures import Figure
from benchmarks.rig import Rig
from webhooks import processing

SIGN_UP = Path("tests/payloads/shopify/customers-create.json")
APART = ("inbox", "inbox_batch")
MEMBER_BYTES, ORDER_BYTES = 1_500, 3_000
FIRST_CUSTOMER = 7_700_000_000_000

SIZES = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
MOST_NAMED = 6


def storage(rig: Rig, _rounds: int, count: int) -> list[Figure]:
    """P1-14: bytes per member and per settled order."""
    before = _sizes(rig)
    _settle(rig, _sign_ups(count), "customers/create")
    joined = _sizes(rig)
    # Each member's first order makes the balance; the second is like all others.
    orders = [rig.order_body(n, customers=count) for n in range(2 * count)]
    _settle(rig, orders[:count], "orders/paid")
    ordered = _sizes(rig)
    _settle(rig, orders[count:], "orders/paid")
    after = _sizes(rig)
    balance = {"member_balance"}
    return [
        _figure(
            "bytes per member, with the balance",
            MEMBER_BYTES,
            _grown(before, joined, count, lambda name: name not in APART),
            _grown(joined, ordered, count, balance.__contains__),
        ),
        _figure(
            "bytes per settled order",
            ORDER_BYTES,
            _grown(ordered, after, count, lambda name: name not in {*APART, *balance}),
            {},
        ),
        _figure(
            "apart: bytes per delivery that stay when its body is gone",
            None,
            _grown(ordered, after, count, APART.__contains__),
            {},
        ),
    ]


def _figure(
    what: str, goal: int | None, grown: dict[str, float], more: dict[str, float]
) -> Figure:
    parts = grown | more
    largest = sorted(parts, key=lambda name: -parts[name])[:MOST_NAMED]
    named = ", ".join(f"{name} {parts[name]:.0f}" for name in largest if parts[name])
    figure = Figure(
        "P1-14",
        f"{what}: {named}",
        "B",
        "-" if goal is None else f"<= {goal:,} B",
        met=lambda figure: goal is None or median(figure.ours) <= goal,
    )
    figure.ours.append(sum(parts.values()))
    return figure


def _sign_ups(count: int) -> list[bytes]:
    body = json.loads(SIGN_UP.read_bytes())
    bodies = []
    for n in range(count):
        body["id"] = FIRST_CUSTOMER + n
        body["email"] = f"member{n}@bench.test"
        body["phone"] = f"+62812{10_000_000 + n}"
        bodies.append(json.dumps(body).encode())
    return bodies


def _settle(rig: Rig, bodies: list[bytes], topic: str) -> None:
    """Have deliveries handled, sealed and rolled up."""
    fill_inbox(rig, bodies)
    with rig.connect() as owner:
        owner.execute("UPDATE inbox SET topic = %s WHERE state = 'waiting'", (topic,))
    while processing.drain(rig.env, len(bodies)):
        pass
    while sealing.seal(rig.env, rig.programme_id):
        pass
    rollups.sweep(rig.env, rig.programme_id)


def _sizes(rig: Rig) -> dict[str, int]:
    """Return bytes by table, what is dead taken away, as it is found later."""
    with rig.connect() as owner:
        owner.execute("UPDATE inbox SET body = NULL WHERE state <> 'waiting'")
        owner.execute("VACUUM FULL inbox")
        owner.execute("VACUUM ANALYZE")
        return {row[0]: row[1] for row in owner.execute(SIZES).fetchall()}


def _grown(
    before: dict[str, int],
    after: dict[str, int],
    count: int,
    counts: Callable[[str], bool],
) -> dict[str, float]:
    return {
        name: (after[name] - before.get(name, 0)) / count
        for name in after
        if counts(name)
    }
