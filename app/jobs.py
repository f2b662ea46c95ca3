"""The four things that a queue may ask a worker for, and nothing else.

A job carries no work: the database does. It only says that some is waiting, and
rings the lane of this process that drains it. Losing a job loses nothing.
"""

from threading import Event
from typing import Final

from rq import get_current_job

from app.wiring.wake import flag_of

LANES: Final[dict[str, Event]] = {
    "inbox": Event(),
    "outbox": Event(),
    "seal": Event(),
    "webhooks": Event(),
}
"""The bells of this process; a worker's lanes wait for them."""


def drain_inbox() -> None:
    """Say that deliveries wait."""
    _ring("inbox")


def drain_outbox() -> None:
    """Say that debts are due."""
    _ring("outbox")


def send_webhooks() -> None:
    """Say that developers are to be told something."""
    _ring("webhooks")


def seal() -> None:
    """Say that transactions wait for their place in the journal."""
    _ring("seal")


ALLOWED: Final = {
    f"app.jobs.{job.__name__}": job
    for job in (drain_inbox, drain_outbox, seal, send_webhooks)
}
"""Full name to function: what a worker executes. Everything else is refused."""


def _ring(lane: str) -> None:
    # The flag goes before the drain looks: what comes in from now on asks anew.
    job = get_current_job()
    if job is not None:
        job.connection.delete(flag_of(lane))
    LANES[lane].set()
