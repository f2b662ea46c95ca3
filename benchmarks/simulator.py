"""P1-7: a draft on a million stored orders, beside a loop that only reads them."""

import resource
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.services import simulation
from app.services.simulation import Question
from app.storage.simulation import StoredOrders
from app.storage.unit_of_work import UnitOfWork
from benchmarks.figures import Figure
from benchmarks.rig import Rig

EACH = 10
"""Orders of a member in the year."""
MOST_ROUNDS = 2
MOST_S, MOST_MIB, MOST_US = 60, 1024, 50
WHOLE = 1_000_000
BEGAN = datetime(2025, 11, 1, tzinfo=UTC)
ENDED = BEGAN + timedelta(days=366)
MEMBERS = """
INSERT INTO member (programme_id, member_id, state, joined_at, created_at, updated_at)
SELECT %(programme)s, lpad(to_hex(n * 7919), 32, '0')::uuid, 'active', %(began)s,
  %(began)s, %(began)s
FROM generate_series(1, %(members)s) AS n
"""
ORDERS = """
INSERT INTO order_settlement (programme_id, store_id, order_ref, member_id, state,
  version, snapshot, placed_at)
SELECT %(programme)s, %(store)s, 'b' || s, lpad(to_hex(n * 7919), 32, '0')::uuid,
  'paid', placed_at, jsonb_build_object(
    'order_ref', 'b' || s, 'number', '#' || s, 'state', 'paid', 'currency', 'EUR',
    'version', placed_at, 'placed_at', placed_at, 'paid_at', placed_at,
    'total_minor', a + b + 500, 'shipping_minor', 500,
    'customer', jsonb_build_object('customer_ref', n::text, 'has_account', true),
    'lines', jsonb_build_array(
      jsonb_build_object('line_ref', '1', 'title', 'Coffee', 'quantity', 1,
        'quantity_left', 1, 'amount_minor', a, 'product_ref', '12'),
      jsonb_build_object('line_ref', '2', 'title', 'Filter', 'quantity', 2,
        'quantity_left', 2, 'amount_minor', b, 'product_ref', '15',
        'refunded_minor', CASE WHEN s %% 20 = 0 THEN b ELSE 0 END))), placed_at
FROM (
  SELECT s, 1 + s %% %(members)s AS n, 1000 + s * 7919 %% 4000 AS a,
    500 + s * 104729 %% 2500 AS b,
    %(began)s::timestamptz + s * 31 %% 31536000 * interval '1 s' AS placed_at
  FROM generate_series(1, %(orders)s::bigint) AS s) AS made
"""


def _document(*, tiers: bool = True) -> ProgrammeDocument:
    """Return a rate and a reward; or a bonus for the first order and tiers as well."""
    whole = _whole()
    if not tiers:
        del whole["earning"][1], whole["tiers"]
    return load_document(whole)


def _whole() -> dict[str, Any]:
    return {
        "identity": {"name": {"id": "Uji", "ms": "Uji", "en": "Bench"}},
        "terms": {"expiry": {"kind": "life", "months": 12}},
        "earning": [
            {
                "id": "spend",
                "trigger": "order",
                "award": {"kind": "rate", "rates": {"EUR": "1 per 1"}},
            },
            {
                "id": "first",
                "trigger": "order",
                "when": {"field": "order.first", "op": "is", "value": True},
                "award": {"kind": "fixed", "points": 50},
            },
        ],
        "tiers": [
            {"id": "bronze"},
            *(
                {
                    "id": name,
                    "reach": {
                        "all_of": [{"metric": "spend", "amount": {"EUR": amount}}]
                    },
                }
                for name, amount in (("silver", 450), ("gold", 900))
            ),
        ],
        "rewards": [
            {
                "id": "off",
                "kind": "fixed_amount",
                "title": {"id": "P", "ms": "P", "en": "Off"},
                "price": 100,
                "amount": {"EUR": 5},
            }
        ],
    }


def simulator(rig: Rig, rounds: int, count: int) -> list[Figure]:
    """P1-7: everything from the first page to the report, in one process."""
    _fill(rig, count)
    return [
        *_tried(rig, rounds, count, "a rate", _document(tiers=False)),
        *_tried(rig, rounds, count, "a rate, a bonus, tiers", _document()),
    ]


def _tried(
    rig: Rig, rounds: int, count: int, what: str, document: ProgrammeDocument
) -> list[Figure]:
    goal_s = MOST_S * count / WHOLE
    wall = Figure(
        "P1-7",
        f"simulate {count:,} orders: {what}",
        "s",
        f"<= {goal_s:g} s",
        met=lambda figure: median(figure.ours) <= goal_s,
    )
    cpu = Figure(
        "P1-7",
        f"CPU for one order: {what}",
        "us",
        f"<= {MOST_US} us",
        met=lambda figure: median(figure.ours) <= MOST_US,
    )
    memory = Figure(
        "P1-7",
        "memory of this process at most",
        "MiB",
        f"<= {MOST_MIB} MiB",
        met=lambda figure: median(figure.ours) <= MOST_MIB,
    )
    question = Question(document, since=BEGAN, until=ENDED, beside_live=False)
    for _ in range(min(rounds, MOST_ROUNDS)):
        began, began_cpu = time.perf_counter(), time.process_time()
        found = simulation.simulate(rig.env, rig.programme_id, question)
        wall.ours.append(time.perf_counter() - began)
        cpu.ours.append((time.process_time() - began_cpu) * 1_000_000 / count)
        memory.ours.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        if found.tried.orders != count:
            raise RuntimeError(f"{found.tried.orders} orders of {count} were played")
        began = time.perf_counter()
        began_cpu = time.process_time()
        rig.env.database.run(rig.programme_id, _loop)
        wall.ceiling.append(time.perf_counter() - began)
        cpu.ceiling.append((time.process_time() - began_cpu) * 1_000_000 / count)
    return [wall, cpu, memory]


def _loop(uow: UnitOfWork) -> None:
    """Read the same rows and do nothing with them."""
    reader = StoredOrders(uow)
    for rows in reader.rows(until=ENDED):
        for _row in rows:
            pass


def _fill(rig: Rig, count: int) -> None:
    values = {
        "programme": rig.programme_id,
        "store": rig.store_id,
        "members": count // EACH,
        "orders": count,
        "began": BEGAN,
    }
    with rig.connect() as owner:
        owner.execute(
            "SELECT set_config('setia.programme_id', %s, false)",
            (str(rig.programme_id),),
        )
        owner.execute(MEMBERS, values)
        owner.execute(ORDERS, values)
    rig.analyze()
