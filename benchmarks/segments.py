"""Everybody asked at once: a segment of five questions, and where tiers stand.

The ceiling is the one pass over the dated amounts that both can't do without, as a
bare statement of the owner.
"""

import time
from collections.abc import Callable
from statistics import median

from app.domain.programme.loading import load_document
from app.domain.tiers.ladder import ladder_of
from app.storage.segments import SegmentRepository
from app.storage.tier_preview import TierLevels
from app.storage.unit_of_work import UnitOfWork
from benchmarks.figures import Figure
from benchmarks.scale_data import SMALL, ScaleWorld

ZONE = "Asia/Jakarta"
SEGMENT_S, TIERS_S = 5, 30
SWEEP = (
    "SELECT count(*) FROM (SELECT member_id, max(day), sum(amount) FROM metric_entry"
    " WHERE programme_id = %s AND metric = ANY(%s) GROUP BY member_id) p"
)
FIVE = [
    {"fact": "orders", "at_least": 2},
    {"fact": "spend", "at_least": {"IDR": 300_000}, "within_days": 365},
    {"fact": "last_order", "at_least": 60},
    {"fact": "balance", "at_least": 50},
    {"fact": "language", "of": ["id"]},
]


def _tier(name: str, amount: int) -> dict[str, object]:
    reach = {"all_of": [{"metric": "spend", "amount": {"IDR": amount}}]}
    return {"id": name, "reach": reach}


TIERS = [{"id": "bronze"}, _tier("silver", 400_000), _tier("gold", 800_000)]


def everybody(world: ScaleWorld, rounds: int, _count: int) -> list[Figure]:
    """P1-10: a segment and the tiers of all members, each in one statement."""
    document = load_document(
        {
            "identity": {"name": "Uji", "timezone": ZONE},
            "segments": [{"id": "five", "who": {"match": "all", "items": FIVE}}],
            "tiers": TIERS,
        }
    )
    at = world.env.clock.now()

    def segment(uow: UnitOfWork) -> None:
        repository = SegmentRepository(uow)
        repository.ask(document, document.segments[0], zone=ZONE, at=at)

    def tiers(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql("SET LOCAL statement_timeout = '120s'")
        TierLevels(uow, ladder_of(document), zone=ZONE, at=at).moves()

    size = f" [{'QUICK: ' if world.members == SMALL else ''}{world.size}]"
    return [
        _measured(world, rounds, "segment of 5 questions" + size, SEGMENT_S, segment),
        _measured(world, rounds, "tiers of all members" + size, TIERS_S, tiers),
    ]


def _measured(
    world: ScaleWorld,
    rounds: int,
    what: str,
    most_s: int,
    ask: Callable[[UnitOfWork], None],
) -> Figure:
    figure = Figure(
        "P1-10",
        what,
        "s",
        f"<= {most_s} s",
        met=lambda found: median(found.ours) <= most_s,
    )
    with world.connect() as bare:
        bare.execute("SET work_mem = '256MB'; SET jit = off")
        for turn in range(rounds + 1):
            began = time.monotonic()
            world.env.database.run(world.programme_id, ask)
            middle = time.monotonic()
            bare.execute(SWEEP, (world.programme_id, ["orders", "spend"])).fetchall()
            if turn:
                figure.ours.append(middle - began)
                figure.ceiling.append(time.monotonic() - middle)
    return figure
