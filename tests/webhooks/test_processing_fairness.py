"""Backlogs are shared, deliveries handled again, bodies erased in time."""

from dataclasses import replace
from threading import Barrier, Thread
from uuid import UUID

import pytest

from app.services import housekeeping
from app.services.env import Env
from app.storage.inbox import (
    DeliveryErased,
    DeliveryMissing,
    InboxRepository,
    InboxRow,
)
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.webhooks.applied import Applied, Crooked, Enough
from tests.webhooks.conftest import Stand, drain, order, states
from webhooks import processing


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
