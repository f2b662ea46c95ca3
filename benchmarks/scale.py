"""Measures on a large programme: what people wait for, and the proof of its books.

Each read goes through the app's own unit of work (role, row security, objects) and
stands beside the bare statements of the same rows on one connection of the owner.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

import psycopg
from psycopg.sql import SQL, Identifier

from app.domain.ledger.brake import FEW_MEMBERS
from app.services import members, rollups
from app.services.member_page import member_page
from app.storage.ledger import LedgerRepository
from app.storage.ledger.due import due_lots, due_units
from app.storage.unit_of_work import UnitOfWork
from benchmarks.figures import Figure, percentile
from benchmarks.scale_data import SMALL, ScaleWorld

Act = Callable[[], object]
Read = Callable[[UnitOfWork], object]
Bare = psycopg.Connection[tuple[Any, ...]]

ASSET = "points"
SHARE = 100
"""One lot of so many members is due at the instant of the expiry sweep."""
DAYS = 365
FOUND = 20
RSS_MIB = 300
PROVE_S = 300

PAGE = (
    "SELECT * FROM member WHERE programme_id = %s AND member_id = %s",
    "SELECT * FROM customer_link WHERE programme_id = %s AND member_id = %s",
    "SELECT * FROM member_balance WHERE programme_id = %s AND member_id = %s",
    (
        "SELECT * FROM ledger_lot_state WHERE programme_id = %s AND member_id = %s"
        " AND asset = 'points' AND live IS NOT NULL"
    ),
    (
        "SELECT * FROM ledger_posting WHERE programme_id = %s AND target_member_id = %s"
        " ORDER BY posted_at DESC LIMIT 25"
    ),
    (
        "SELECT * FROM order_settlement WHERE programme_id = %s AND member_id = %s"
        " ORDER BY placed_at DESC LIMIT 10"
    ),
    (
        "SELECT * FROM voucher WHERE programme_id = %s AND member_id = %s"
        " ORDER BY voucher_id DESC LIMIT 10"
    ),
)
HISTORY = (
    "SELECT * FROM ledger_posting WHERE programme_id = %s AND target_member_id = %s"
    " AND posted_at < %s ORDER BY posted_at DESC LIMIT 5"
)
SEARCH = (
    "SELECT * FROM member WHERE programme_id = %s AND email IS NOT NULL"
    " AND lower(email) ~>=~ %s AND lower(email) ~<~ %s LIMIT 20"
)
SPAN = "SELECT * FROM rollup_day WHERE programme_id = %s AND day BETWEEN %s AND %s"
DUE = (
    "SELECT lot_id, member_id, asset, available FROM ledger_lot_state"
    " WHERE programme_id = %s AND expires_at <= %s ORDER BY expires_at LIMIT %s"
)
DUE_AT = (
    "SELECT expires_at FROM ledger_lot_state WHERE programme_id = %s"
    " AND expires_at IS NOT NULL ORDER BY expires_at OFFSET %s LIMIT 1"
)
LEDGER = (
    "ledger_transaction",
    "ledger_posting",
    "ledger_lot",
    "ledger_lot_date",
    "ledger_lot_state",
    "ledger_journal",
    "member_balance",
    "transaction_source",
    "order_settlement",
    "fact_award",
    "voucher",
)


def _said(world: ScaleWorld) -> str:
    return f" [QUICK: {world.size}]" if world.members == SMALL else f" [{world.size}]"


def _at_most(
    world: ScaleWorld, what: str, most_ms: int, unit: str = "ms p95"
) -> Figure:
    return Figure(
        "P1-9",
        what + _said(world),
        unit,
        f"<= {most_ms} ms",
        met=lambda figure: median(figure.ours) <= most_ms,
    )


def reading(world: ScaleWorld, rounds: int, count: int) -> list[Figure]:
    """P1-9: the reads that people and sweeps wait for."""
    _roll_up(world)
    with world.connect() as bare:
        people = _people(bare, world, count)
        due_at = bare.execute(
            DUE_AT, (world.programme_id, world.members // SHARE - 1)
        ).fetchall()[0][0]
        return [
            _measured(world, rounds, figure, ours, ceiling)
            for figure, ours, ceiling in (
                _page(world, bare, people),
                _history(world, bare, people),
                _search(world, bare, people),
                _dashboard(world, bare),
                _expiry(world, bare, due_at),
            )
        ]


def _roll_up(world: ScaleWorld) -> None:
    """Work the figures by day out, where that was not done with the rows."""
    today = world.env.clock.now().date()
    shown = world.env.database.run(
        world.programme_id, lambda uow: rollups.dashboard(uow, today, today)
    )
    if shown.rolled_at is None:
        rollups.rebuild(world.env, world.programme_id)
        with world.connect() as owner:
            owner.execute("VACUUM ANALYZE rollup_day, rollup_delta")


Case = tuple[Figure, Sequence[Read], Sequence[Act]]


def _measured(
    world: ScaleWorld,
    rounds: int,
    figure: Figure,
    ours: Sequence[Read],
    ceiling: Sequence[Act],
) -> Figure:
    def within(read: Read) -> Act:
        return lambda: world.env.database.run(world.programme_id, read)

    acts = [within(read) for read in ours]
    for turn in range(rounds + 1):
        took, bare = _p95(acts), _p95(ceiling)
        if turn:
            figure.ours.append(took)
            figure.ceiling.append(bare)
    return figure


def _p95(acts: Sequence[Act]) -> float:
    """Do each act once; return the milliseconds that 95 of 100 stayed within."""
    took = []
    for act in acts:
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return percentile(took, 0.95)


def _people(
    bare: Bare, world: ScaleWorld, count: int
) -> list[tuple[UUID, str, str, str, datetime]]:
    """Return members from everywhere: id, e-mail, names and when they joined."""
    return bare.execute(
        "SELECT member_id, email, first_name, last_name, joined_at FROM member"
        " WHERE programme_id = %s AND state = 'active' AND email IS NOT NULL"
        " ORDER BY hashtextextended(member_id::text, 11) LIMIT %s",
        (world.programme_id, count),
    ).fetchall()


def _page(world: ScaleWorld, bare: Bare, people: Sequence[Any]) -> Case:
    def ours(member_id: UUID) -> Read:
        return lambda uow: member_page(world.env, uow, member_id, ASSET)

    def ceiling(member_id: UUID) -> Act:
        def act() -> None:
            for statement in PAGE:
                bare.execute(
                    statement, (world.programme_id, member_id), prepare=True
                ).fetchall()

        return act

    return (
        _at_most(world, "member page data", 20),
        [ours(person[0]) for person in people],
        [ceiling(person[0]) for person in people],
    )


def _history(world: ScaleWorld, bare: Bare, people: Sequence[Any]) -> Case:
    def ours(member_id: UUID, before: datetime) -> Read:
        return lambda uow: LedgerRepository(uow, world.env.ids).statement(
            member_id, ASSET, (before, UUID(int=0)), 5
        )

    def ceiling(member_id: UUID, before: datetime) -> Act:
        return lambda: bare.execute(
            HISTORY, (world.programme_id, member_id, before), prepare=True
        ).fetchall()

    asked = [(person[0], person[4] + timedelta(days=200)) for person in people]
    return (
        _at_most(world, "history page by keyset", 10),
        [ours(*one) for one in asked],
        [ceiling(*one) for one in asked],
    )


def _search(world: ScaleWorld, bare: Bare, people: Sequence[Any]) -> Case:
    """Search as people do: some of an e-mail, of a name, a few letters."""

    def ours(said: str) -> Read:
        return lambda uow: members.search(uow, said, limit=FOUND)

    def ceiling(said: str) -> Act:
        low = said.lower()
        return lambda: bare.execute(
            SEARCH, (world.programme_id, low, low + chr(1114111)), prepare=True
        ).fetchall()

    said = [
        (email, email[:12], f"{first} {last[:3]}", last[:4], first[:2])[n % 5]
        for n, (_, email, first, last, _) in enumerate(people)
    ]
    return (
        _at_most(world, "member search", 50),
        [ours(one) for one in said],
        [ceiling(one) for one in said],
    )


def _dashboard(world: ScaleWorld, bare: Bare) -> Case:
    last = world.env.clock.now().date()
    first = last - timedelta(days=DAYS - 1)
    return (
        _at_most(world, "dashboard of 365 days", 100),
        [lambda uow: rollups.dashboard(uow, first, last)] * 5,
        [
            lambda: bare.execute(
                SPAN, (world.programme_id, first, last), prepare=True
            ).fetchall()
        ]
        * 5,
    )


def _expiry(world: ScaleWorld, bare: Bare, due_at: datetime) -> Case:
    wanted = world.members // SHARE

    def ours(uow: UnitOfWork) -> None:
        due_units(uow, at=due_at, few=FEW_MEMBERS)
        found = len(due_lots(uow, "expires_at", at=due_at, most=wanted))
        if found != wanted:
            raise RuntimeError(f"{found} lots are due, not {wanted}")

    return (
        _at_most(world, f"expiry sweep finding {wanted:,} due lots", 1000, "ms"),
        [ours],
        [
            lambda: bare.execute(
                DUE, (world.programme_id, due_at, wanted), prepare=True
            ).fetchall()
        ],
    )


def proof(world: ScaleWorld, _rounds: int, _count: int) -> list[Figure]:
    """P1-11: ``setia ledger prove`` beside a sequential scan of what it reads."""
    goal_s = PROVE_S * world.members // 1_000_000
    speed = Figure(
        "P1-11",
        "ledger prove" + _said(world),
        "s",
        f"<= {goal_s} s",
        met=lambda figure: max(figure.ours) <= goal_s,
    )
    memory = Figure(
        "P1-11",
        "its largest resident memory",
        "MiB",
        f"flat, < {RSS_MIB}",
        met=lambda figure: max(figure.ours) < RSS_MIB,
    )
    speed.ceiling.append(_scan(world))
    took_s, rss_mib = _prove(world)
    speed.ours.append(took_s)
    memory.ours.append(rss_mib)
    return [speed, memory]


def _scan(world: ScaleWorld) -> float:
    began = time.perf_counter()
    with world.connect() as bare:
        bare.execute("SET max_parallel_workers_per_gather = 0")
        for table in LEDGER:
            statement = SQL("SELECT count(t.*) FROM {} t").format(Identifier(table))
            bare.execute(statement).fetchall()
    return time.perf_counter() - began


def _prove(world: ScaleWorld) -> tuple[float, float]:
    """Prove in a process of its own; return its seconds and its largest MiB."""
    began = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own command
        [
            *(sys.executable, "-m", "app", "ledger", "prove", "--json"),
            *("--programme", str(world.programme_id)),
        ],
        env={
            **os.environ,
            "DATABASE_URL": world.servers.database_url,
            "REDIS_URL": world.servers.redis_url,
        },
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    said = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"the large programme breaks rules: {said[:2000]!r}")
    return time.perf_counter() - began, used.ru_maxrss / 1024
