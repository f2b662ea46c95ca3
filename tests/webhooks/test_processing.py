"""From the inbox to events: batches, poison, failures, fairness."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest

from app.domain.errors import (
    Busy,
    Conflict,
    InvariantBroken,
    Malformed,
    Missing,
    Refused,
)
from app.domain.events import OrderHint, OrderSeen
from app.services import housekeeping
from app.services.env import Env
from app.services.intake import Intake, IntakeResult
from app.storage.inbox import (
    DeliveryErased,
    DeliveryMissing,
    InboxRepository,
    InboxRow,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.conftest import Stand, order
from webhooks import processing
from webhooks.processing import MOST_ATTEMPTS


@dataclass(slots=True)
class Applied:
    """Stands in for the intake: remembers what it got, fails where it is told."""

    batches: list[list[str]] = field(default_factory=list)
    items: list[Intake] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)
    results: dict[str, IntakeResult] = field(default_factory=dict)

    def __call__(
        self, env: Env, uow: UnitOfWork, items: Sequence[Intake]
    ) -> list[IntakeResult]:
        refs = [ref_of(item) for item in items]
        self.batches.append(refs)
        for ref in refs:
            # What is written before an error must be gone after it.
            write_trace(uow, ref)
            if ref in self.trouble:
                raise self.trouble[ref]
        self.items += items
        return [self.results.get(ref, IntakeResult("done", "")) for ref in refs]


def ref_of(item: Intake) -> str:
    (event,) = item.events
    if isinstance(event, OrderSeen):
        return event.snapshot.order_ref
    assert isinstance(event, OrderHint)
    return event.order_ref


def write_trace(uow: UnitOfWork, ref: str) -> None:
    uow.connection.exec_driver_sql(
        "UPDATE store SET problem = coalesce(problem, '') || %s"
        " WHERE programme_id = %s AND domain = 'b.test'",
        (f"{ref} ", uow.programme_id),
    )


def traces(stand: Stand) -> list[str]:
    def read(uow: UnitOfWork) -> list[str]:
        return (StoreRepository(uow).get(stand.stores["b"]).problem or "").split()

    found: list[str] = stand.world.run(read)
    return found


@pytest.fixture
def applied(stand: Stand) -> Applied:
    def clear(uow: UnitOfWork) -> None:
        StoreRepository(uow).change(stand.stores["b"], problem=None)

    stand.world.run(clear)
    return Applied()


def drain(stand: Stand, applied: Applied, most: int = 1000) -> int:
    return processing.drain(stand.world.env, most, apply=applied)


def states(stand: Stand) -> dict[int, tuple[str, str | None]]:
    return {
        json.loads(row["body"])["id"]: (row["state"], row["reason"])
        for row in stand.rows()
    }


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


class Enough(Refused):
    code = "enough"


class Nowhere(Missing):
    code = "nowhere"


class Contradiction(Conflict):
    code = "contradiction"


class Crooked(Malformed):
    code = "crooked"


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


def test_a_provider_that_was_removed_leaves_its_deliveries_visible(
    stand: Stand, applied: Applied
) -> None:
    stand.woo(order(1))
    stand.world.env = replace(stand.world.env, platforms={})

    drain(stand, applied)

    (row,) = stand.rows()
    assert row["state"] == "set_aside"
    assert row["reason"].startswith("nobody_reads")


def test_a_drain_stops_between_batches_when_told(
    stand: Stand, applied: Applied
) -> None:
    stand.woo(order(1))

    handled = processing.drain(
        stand.world.env, 1000, stopping=lambda: True, apply=applied
    )

    assert (handled, applied.batches) == (0, [])


def test_a_batch_is_at_most_a_hundred(stand: Stand, applied: Applied) -> None:
    for ref in range(120):
        stand.woo(order(ref))

    assert drain(stand, applied) == 120
    assert [len(batch) for batch in applied.batches] == [100, 20]


def test_a_programme_with_a_backlog_does_not_starve_another(
    stand: Stand, applied: Applied
) -> None:
    env = stand.world.env
    other = _second_programme(stand)
    for ref in range(250):
        stand.woo(order(ref))
    stand.world.clock.advance(minutes=5)
    _receive(env, *other, ref=9999)

    drain(stand, applied)

    assert [len(batch) for batch in applied.batches] == [100, 1, 100, 50]


def _second_programme(stand: Stand) -> tuple[UUID, UUID]:
    env, ids = stand.world.env, stand.world.env.ids
    programme_id, store_id, merchant_id = ids.new(), ids.new(), ids.new()

    def write(uow: UnitOfWork) -> None:
        stores = StoreRepository(uow)
        stores.add_merchant(merchant_id, "Dua", at=env.clock.now())
        stores.add_programme(
            merchant_id=merchant_id,
            name="Dua",
            timezone="UTC",
            pepper=bytes(32),
            at=env.clock.now(),
        )
        stores.add(
            store_id=store_id,
            platform="woocommerce",
            domain=f"{store_id}.test",
            base_url="https://dua.test",
            name="Dua",
            currency="MYR",
            timezone="UTC",
            connected_at=env.clock.now(),
            options={},
        )

    env.database.run(programme_id, write)
    return programme_id, store_id


def _receive(env: Env, programme_id: UUID, store_id: UUID, ref: int) -> None:
    def write(uow: UnitOfWork) -> None:
        InboxRepository(uow).receive(
            inbox_id=env.ids.new(),
            store_id=store_id,
            provider="woocommerce",
            topic="order.updated",
            dedupe_key=f"key-{ref}",
            body=order(ref),
            headers={},
            late=False,
            received_at=env.clock.now(),
        )

    env.database.run(programme_id, write)


def test_two_workers_share_a_backlog_and_handle_each_delivery_once(
    stand: Stand, applied: Applied
) -> None:
    for ref in range(300):
        stand.woo(order(ref))
    gate, counts = Barrier(4), list[int]()

    def work() -> None:
        mine = Applied()
        with stand.world.env.database.unbound():
            gate.wait()
        counts.append(drain(stand, mine))
        applied.batches += mine.batches

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    seen = [ref for batch in applied.batches for ref in batch]
    assert (len(seen), len(set(seen))) == (300, 300)
    assert sum(counts) == 300


def test_a_delivery_can_be_handled_again(stand: Stand, applied: Applied) -> None:
    applied.trouble = {"1": Crooked("bent")}
    stand.woo(order(1))
    drain(stand, applied)
    inbox_id = stand.rows()[0]["inbox_id"]

    applied.trouble.clear()
    stand.world.run(
        lambda uow: InboxRepository(uow).replay(inbox_id, stand.world.clock.now())
    )
    drain(stand, applied)

    assert states(stand) == {1: ("done", None)}


def test_only_what_is_there_can_be_handled_again(stand: Stand) -> None:
    unknown = stand.world.env.ids.new()

    with pytest.raises(DeliveryMissing):
        stand.world.run(
            lambda uow: InboxRepository(uow).replay(unknown, stand.world.clock.now())
        )


def test_a_body_is_erased_after_thirty_days_and_its_key_lives_on(
    stand: Stand, applied: Applied
) -> None:
    env, programme_id = stand.world.env, stand.world.programme_id
    stand.woo(order(1), more={"X-WC-Webhook-Source": "https://a.test/"})
    drain(stand, applied)
    stand.woo(order(2))

    stand.world.clock.advance(days=30)
    assert housekeeping.sweep(env, programme_id).bodies == 0
    stand.world.clock.advance(seconds=1)
    assert housekeeping.sweep(env, programme_id).bodies == 1

    handled, waiting = stand.rows()
    assert (handled["body"], handled["headers"]) == (None, {})
    assert waiting["body"] == order(2)
    assert stand.woo(order(1)).status == 200
    assert len(stand.rows()) == 2
    with pytest.raises(DeliveryErased):
        stand.world.run(
            lambda uow: InboxRepository(uow).replay(
                handled["inbox_id"], env.clock.now()
            )
        )
    stand.world.clock.advance(days=400)
    assert housekeeping.sweep(env, programme_id).deliveries == 1


def test_listed_deliveries_come_newest_first_and_page_on(
    stand: Stand, applied: Applied
) -> None:
    for ref in range(5):
        stand.woo(order(ref))
        stand.world.clock.advance(seconds=1)

    def listed(before: UUID | None = None) -> list[InboxRow]:
        found: list[InboxRow] = stand.world.run(
            lambda uow: InboxRepository(uow).listed(
                states=["waiting"], before=before, most=3
            )
        )
        return found

    first = listed()
    rest = listed(first[-1].inbox_id)

    times = [row.received_at for row in (*first, *rest)]
    assert len(times) == 5
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize("error", [Enough("x"), KeyError("secret@mail.test")])
def test_the_reason_of_a_bug_does_not_repeat_its_words(
    stand: Stand, applied: Applied, error: Exception
) -> None:
    applied.trouble = {"1": error}
    stand.woo(order(1))

    drain(stand, applied)

    assert "secret" not in (stand.rows()[0]["reason"] or "")
