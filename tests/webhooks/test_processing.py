"""From the inbox to events: batches, poison, failures."""

from datetime import timedelta

import pytest

from app.domain.errors import (
    Busy,
    Conflict,
    InvariantBroken,
    Missing,
)
from app.domain.events import OrderHint, OrderSeen
from app.services.intake import IntakeResult
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.applied import Applied, Crooked, Enough
from tests.webhooks.conftest import Stand, drain, order, states
from webhooks.processing import MOST_ATTEMPTS


def traces(stand: Stand) -> list[str]:
    def read(uow: UnitOfWork) -> list[str]:
        return (StoreRepository(uow).get(stand.stores["b"]).problem or "").split()

    found: list[str] = stand.world.run(read)
    return found


def test_deliveries_are_applied_together_oldest_first(
    stand: Stand, applied: Applied
) -> None:
    for ref in (3, 1, 2):
        stand.woo(order(ref))
        stand.world.clock.advance(seconds=1)

    assert drain(stand, applied) == 3

    assert applied.batches == [["3", "1", "2"]]
    assert {row["state"] for row in stand.rows()} == {"done"}
    assert all(
        row["handled_at"] == stand.world.clock.now() and row["attempts"] == 1
        for row in stand.rows()
    )
    assert applied.items[0].store.store_id == stand.stores["a"]
    assert applied.items[0].topic == "order.updated"


def test_nothing_is_applied_twice(stand: Stand, applied: Applied) -> None:
    stand.woo(order(1))

    assert [drain(stand, applied), drain(stand, applied)] == [1, 0]
    assert applied.batches == [["1"]]


def test_what_the_intake_says_is_written_down(stand: Stand, applied: Applied) -> None:
    applied.results = {
        "1": IntakeResult("superseded", "newer_snapshot"),
        "2": IntakeResult("set_aside", "no \x00such\ud800 thing"),
    }
    for ref in (1, 2, 3):
        stand.woo(order(ref))

    drain(stand, applied)

    assert states(stand) == {
        1: ("superseded", "newer_snapshot"),
        2: ("set_aside", "no such? thing"),
        3: ("done", None),
    }


POISON = {
    "no JSON": b"{",
    "empty": b"",
    "no UTF-8": b'{"id": "\xff"}',
    "100,000 brackets": b"[" * 100_000,
    "100,000 pairs": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "5,000 digits": b'{"id": ' + b"9" * 5_000 + b"}",
    "NaN": b'{"id": 1, "total": NaN}',
    "infinity": b'{"id": 1, "total": -Infinity}',
    "1e400": b'{"id": 1, "total": 1e400}',
    "name twice": b'{"id": 1, "id": 2}',
    "lone surrogate": b'{"id": "\\ud800"}',
    "beyond 64 bits": b'{"id": 36893488147419103232}',
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
def test_poison_is_set_aside_with_a_reason_and_delays_nobody(
    stand: Stand, applied: Applied, poison: bytes
) -> None:
    stand.woo(order(1))
    assert stand.woo(poison).status == 200
    stand.woo(order(2))

    assert drain(stand, applied) == 3

    (aside,) = [row for row in stand.rows() if row["state"] == "set_aside"]
    assert applied.batches == [["1", "2"]]
    assert aside["body"] == poison
    assert aside["reason"].startswith("unreadable_payload: ")


class Nowhere(Missing):
    code = "nowhere"


class Contradiction(Conflict):
    code = "contradiction"


class Unbalanced(InvariantBroken):
    code = "unbalanced"


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (Enough("no"), "done", "enough: no"),
        (Nowhere("where"), "done", "nowhere: where"),
        (Contradiction("but"), "set_aside", "contradiction: but"),
        (Crooked("bent"), "set_aside", "crooked: bent"),
        (Unbalanced("1 <> 2"), "set_aside", "unbalanced: 1 <> 2"),
        (RecursionError("deep"), "set_aside", "RecursionError"),
    ],
)
def test_a_family_decides_what_becomes_of_a_delivery(
    stand: Stand, applied: Applied, error: Exception, state: str, reason: str
) -> None:
    applied.trouble = {"2": error}
    for ref in (1, 2, 3):
        stand.woo(order(ref))

    assert drain(stand, applied) == 3

    assert states(stand) == {1: ("done", None), 2: (state, reason), 3: ("done", None)}


def test_a_batch_that_fails_is_undone_and_done_again_one_by_one(
    stand: Stand, applied: Applied
) -> None:
    applied.trouble = {"2": Crooked("bent")}
    for ref in (1, 2, 3):
        stand.woo(order(ref))

    drain(stand, applied)

    assert applied.batches == [["1", "2", "3"], ["1"], ["2"], ["3"]]
    assert traces(stand) == ["1", "3"]


@pytest.mark.parametrize("error", [KeyError("id"), MemoryError(), ZeroDivisionError()])
def test_a_failure_that_nobody_foresaw_is_tried_again_and_then_given_up(
    stand: Stand, applied: Applied, error: Exception
) -> None:
    applied.trouble = {"1": error}
    stand.woo(order(1))
    stand.woo(order(2))

    waits: list[timedelta] = []
    for _ in range(MOST_ATTEMPTS - 1):
        drain(stand, applied)
        row = stand.rows()[0]
        assert (row["state"], drain(stand, applied)) == ("waiting", 0)
        waits.append(row["due_at"] - stand.world.clock.now())
        stand.world.clock.instant = row["due_at"]
    drain(stand, applied)

    name = type(error).__name__
    assert states(stand) == {
        1: ("set_aside", f"gave_up:unexpected:{name}"),
        2: ("done", None),
    }
    assert stand.rows()[0]["attempts"] == MOST_ATTEMPTS
    assert all(timedelta() < wait <= timedelta(hours=1, seconds=1) for wait in waits)
    assert traces(stand) == ["2"]


def test_an_adapter_that_fails_is_tried_again_and_spoils_no_batch(
    stand: Stand, applied: Applied
) -> None:
    stand.woo(order(1, trouble="in reading"))
    stand.woo(order(2))

    assert drain(stand, applied) == 2

    assert states(stand) == {
        1: ("waiting", "unexpected:KeyError"),
        2: ("done", None),
    }


def test_a_frozen_programme_keeps_its_deliveries_and_their_attempts(
    stand: Stand, applied: Applied
) -> None:
    applied.trouble = {"1": Busy("the programme is frozen")}
    stand.woo(order(1))

    assert [drain(stand, applied), drain(stand, applied)] == [0, 0]

    (row,) = stand.rows()
    assert (row["state"], row["attempts"]) == ("waiting", 0)
    assert applied.batches == [["1"], ["1"]]


def test_a_late_delivery_makes_us_ask_the_store(stand: Stand, applied: Applied) -> None:
    week_ago = (stand.world.clock.now() - timedelta(days=8)).isoformat()
    late = {"X-Shopify-Triggered-At": week_ago}
    stand.shopify(order(1, whole=True), webhook_id="1", more=late)
    stand.shopify(order(2, whole=True), webhook_id="2")

    drain(stand, applied)

    old, new = (item.events[0] for item in applied.items)
    assert old == OrderHint("1", "late_delivery")
    assert isinstance(new, OrderSeen)
