"""A delivery that kills its worker does not kill workers for ever."""

import os
from collections.abc import Sequence
from datetime import timedelta

import pytest

from app.services.env import Env
from app.services.intake import Intake, IntakeResult
from app.storage.inbox import (
    MOST_BYTES_IN_A_BATCH,
    InboxRepository,
    Waiting,
)
from app.storage.mailbox import Mailbox
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.applied import Applied, ref_of
from tests.webhooks.conftest import Stand, order, states
from webhooks import processing
from webhooks.processing import DEAD_AFTER, MOST_ATTEMPTS

KILLED = 9
FORKS = pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")


def drain(stand: Stand, apply: processing.Apply) -> int:
    return processing.drain(stand.world.env, 1000, apply=apply)


def dies_in_a_child(stand: Stand, deadly: str) -> bool:
    """Drain in a forked worker that the delivery *deadly* kills; tell if it died."""

    def apply(env: Env, uow: UnitOfWork, items: Sequence[Intake]) -> list[IntakeResult]:
        for item in items:
            if ref_of(item) == deadly:
                os._exit(KILLED)
        return [IntakeResult("done", "") for _ in items]

    child = os.fork()
    if child == 0:
        # The parent's connections are the parent's.
        stand.world.env.database.engine.dispose(close=False)
        drain(stand, apply)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


def batches(stand: Stand) -> int:
    found: int = stand.world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM inbox_batch"
        ).scalar_one()
    )
    return found


@FORKS
def test_what_a_dead_worker_had_in_hand_is_left_alone_for_a_minute(
    stand: Stand,
) -> None:
    for ref in (1, 2):
        stand.woo(order(ref))
    assert dies_in_a_child(stand, "2")
    stand.woo(order(3))

    others = Applied()
    drain(stand, others)

    assert others.batches == [["3"]]
    assert batches(stand) == 1


@FORKS
def test_the_others_of_a_deadly_batch_are_handled_after_a_minute(stand: Stand) -> None:
    for ref in (1, 2, 3):
        stand.woo(order(ref))
    assert dies_in_a_child(stand, "2")

    # The next worker dies of it, too, when its turn comes …
    stand.world.clock.advance(seconds=61)
    assert dies_in_a_child(stand, "2")
    # … and the one after that has those first that were tried least.
    stand.world.clock.advance(seconds=1)
    assert dies_in_a_child(stand, "2")

    assert {ref: state for ref, (state, _) in states(stand).items()} == {
        1: "done",
        2: "waiting",
        3: "done",
    }


@FORKS
def test_a_deadly_delivery_is_set_aside_after_its_attempts(stand: Stand) -> None:
    stand.woo(order(1))
    deaths = 0
    while dies_in_a_child(stand, "1"):
        deaths += 1
        stand.world.clock.advance(seconds=61)
        assert deaths <= MOST_ATTEMPTS + 1

    assert deaths == MOST_ATTEMPTS + 1
    assert states(stand) == {1: ("set_aside", "gave_up:worker_died")}
    assert batches(stand) == 0


def test_a_batch_that_ends_leaves_no_trace(stand: Stand) -> None:
    applied = Applied()
    applied.trouble = {"2": KeyError("x")}
    for ref in (1, 2, 3):
        stand.woo(order(ref))

    drain(stand, applied)

    assert batches(stand) == 0


def test_a_worker_that_is_only_slow_keeps_what_it_has_in_hand(stand: Stand) -> None:
    env = stand.world.env
    stand.woo(order(1))
    seen: list[int] = []

    def slow(
        _env: Env, _uow: UnitOfWork, items: Sequence[Intake]
    ) -> list[IntakeResult]:
        stand.world.clock.instant += DEAD_AFTER + timedelta(seconds=1)
        other = Applied()
        seen.append(processing.drain(env, 1, apply=other))
        seen.append(len(other.items))
        return [IntakeResult("done", "slow") for _ in items]

    drain(stand, slow)

    # The other looked, found nothing that it could lock, and left it at that.
    assert seen == [1, 0]
    assert states(stand) == {1: ("done", "slow")}


def test_a_batch_holds_no_more_bytes_than_a_worker_should(stand: Stand) -> None:
    large = "x" * (MOST_BYTES_IN_A_BATCH - 1000)
    for ref in (1, 2, 3):
        stand.woo(order(ref, note=large if ref < 3 else "small"))

    def claim(uow: UnitOfWork) -> list[Waiting]:
        return InboxRepository(uow).claim(stand.world.clock.now())

    assert len(stand.world.run(claim)) == 1
    applied = Applied()
    assert drain(stand, applied) == 3
    assert applied.batches == [["1"], ["2", "3"]]


def test_a_delivery_at_the_limit_is_handled_alone(stand: Stand) -> None:
    stand.woo(order(1, note="x" * (5 * 1024 * 1024 - 100)))
    stand.woo(order(2))
    applied = Applied()

    drain(stand, applied)

    assert applied.batches == [["1"], ["2"]]


def test_a_mailbox_is_closed_twice_without_harm() -> None:
    box = Mailbox("postgresql://127.0.0.1:1/none")
    box.close()
    box.close()
