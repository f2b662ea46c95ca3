"""A fact and its message are written together, or not at all."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.events import OrderState
from app.domain.ledger import Key
from app.domain.outgoing.happening import Happening
from app.services import (
    blocking,
    housekeeping,
    merging,
    programme_desk,
    redemption,
    sweeps,
)
from app.services.erasure import erase
from app.services.outgoing import desk
from app.services.rehearsal import rehearse
from app.services.settlement import settle
from app.services.settlement_work import SettleItem
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import Database, UnitOfWork
from tests.factories import NOON, customer, order
from tests.integrations.wire import says, serving
from tests.services.scripted_store import ScriptedStore
from tests.web.desk import DOCUMENT
from tests.webhooks.outgoing.conftest import Hooks, posts
from tests.world import HandClock, opened
from webhooks import outgoing

NOWHERE = "http://127.0.0.1:9/hook"
"""Nothing is sent in these tests unless a wire is there."""


class Lost(Exception):
    """What breaks a unit of work off."""


def settle_and_lose(hooks: Hooks) -> None:
    """Settle an order in a unit of work that never commits."""
    world = hooks.world

    def work(uow: UnitOfWork) -> None:
        settle(world.env, uow, [SettleItem(world.store, order(ref="lost"))])
        raise Lost

    world.run(work)


def test_a_programme_without_addresses_keeps_no_messages(hooks: Hooks) -> None:
    hooks.world.settle(order())

    assert hooks.messages() == []


def test_a_new_member_and_an_order_are_told_in_order(hooks: Hooks) -> None:
    hooks.listen(NOWHERE)

    hooks.world.settle(order())

    assert hooks.types() == ["member.joined", "points.earned"]
    bodies = [json.loads(row.body)["data"] for row in hooks.messages()]
    assert [data["sequence"] for data in bodies] == [1, 2]


def test_a_fact_that_was_rolled_back_is_not_told(hooks: Hooks) -> None:
    hooks.listen(NOWHERE)

    with pytest.raises(Lost):
        settle_and_lose(hooks)

    assert hooks.messages() == []


def test_a_fact_behind_a_savepoint_that_was_undone_is_not_told(hooks: Hooks) -> None:
    hooks.listen(NOWHERE)

    def inside(uow: UnitOfWork) -> None:
        with uow.savepoint():
            uow.tell(lambda: [Happening("programme.paused", NOON)])
            raise Lost

    def work(uow: UnitOfWork) -> None:
        uow.tell(lambda: [Happening("programme.resumed", NOON)])
        with pytest.raises(Lost):
            inside(uow)

    hooks.world.run(work)

    assert hooks.types() == ["programme.resumed"]


def test_a_rehearsal_tells_nothing(hooks: Hooks) -> None:
    world = hooks.world
    hooks.listen(NOWHERE)

    rehearse(
        world.env,
        world.programme_id,
        lambda uow: settle(world.env, uow, [SettleItem(world.store, order())]),
    )

    assert hooks.messages() == []


def test_a_message_survives_a_worker_that_never_came(hooks: Hooks) -> None:
    with serving(says()) as wire:
        hooks.listen(wire.url, "points.earned")
        hooks.world.settle(order())
        hooks.world.clock.advance(days=2)

        hooks.drain()

    assert len(wire.requests) == 1


def test_only_what_is_subscribed_to_is_owed_and_all_of_it_is_kept(hooks: Hooks) -> None:
    everything, _ = hooks.listen(NOWHERE)
    points, _ = hooks.listen(NOWHERE, "points.earned", "tier.lost")

    hooks.world.settle(order())

    assert len(hooks.deliveries(everything)) == 2
    assert [row.type for row in hooks.deliveries(points)] == ["points.earned"]


def test_what_happens_during_a_pause_goes_out_afterwards(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says()) as wire:
        endpoint_id, _ = hooks.listen(wire.url, "points.earned")
        world.settle(order())
        world.run(lambda uow: desk.pause(world.env, uow, endpoint_id))
        world.settle(order(ref="1002"))
        while_paused = hooks.drain()
        states = {row.state for row in hooks.deliveries()}
        world.run(lambda uow: desk.resume(world.env, uow, endpoint_id))
        hooks.drain()

    assert (while_paused, states) == (0, {"held"})
    assert len(posts(wire)) == 2


def test_a_deleted_address_is_sent_nothing_and_forgets_its_secret(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says()) as wire:
        endpoint_id, _ = hooks.listen(wire.url, "points.earned")
        world.settle(order())
        world.run(lambda uow: desk.remove(world.env, uow, endpoint_id))
        hooks.drain()

    [row] = hooks.deliveries(endpoint_id)
    assert wire.requests == []
    assert (row.state, row.reason) == ("failed", "webhook_deleted")
    secret = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT secret FROM webhook_endpoint"
        ).scalar_one()
    )
    assert secret is None


def test_a_programme_on_trial_says_so_in_every_message(hooks: Hooks) -> None:
    hooks.listen(NOWHERE)
    hooks.world.run(lambda uow: StoreRepository(uow).change_programme(mode="test"))

    hooks.world.publish(DOCUMENT)

    assert hooks.said("programme.published")[0]["test"] is True


def test_numbers_of_a_member_have_no_gap_when_two_units_of_work_race(
    hooks: Hooks,
) -> None:
    hooks.listen(NOWHERE)
    hooks.world.settle(order())
    gate = threading.Barrier(2)
    members = [hooks.world.member(), hooks.world.env.ids.new()]

    def tell(turn: int) -> None:
        gate.wait()
        for _ in range(10):
            told = [
                Happening("member.updated", NOON, {"fields": ["email"]}, member)
                for member in members[::turn]
            ]
            hooks.world.run(lambda uow, told=told: uow.tell(lambda: told))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(tell, 1), pool.submit(tell, -1)]:
            done.result()

    numbers = sorted(
        data["sequence"]
        for data in hooks.said("member.updated")
        if data["member"] == hooks.said("member.joined")[0]["member"]
    )
    assert numbers == list(range(3, 23))


def test_an_address_of_another_process_is_heard_of_after_two_seconds(
    hooks: Hooks,
) -> None:
    world = hooks.world
    world.settle(order())
    another = replace(
        world.env, database=Database(world.env.database.engine, world.env.ids)
    )
    Hooks(replace(world, env=another)).listen(NOWHERE, "points.earned")

    world.settle(order(ref="1002"))
    world.clock.advance(seconds=2)
    world.settle(order(ref="1003"))

    assert len(hooks.messages("points.earned")) == 1


def test_a_refund_and_the_end_of_waiting_are_told(hooks: Hooks) -> None:
    world = hooks.world
    hooks.listen(NOWHERE)
    world.settle(order())
    world.clock.advance(days=15)
    sweeps.mature(world.env, world.programme_id)
    world.settle(
        order(state=OrderState.REFUNDED, version=world.clock.now()), fetched=True
    )

    assert hooks.types()[1:] == [
        "points.earned",
        "points.available",
        "points.clawed_back",
    ]
    [back] = hooks.said("points.clawed_back")
    assert back["changes"]["usable"] == -257


def test_people_who_are_blocked_merged_and_erased_are_told_by_id(hooks: Hooks) -> None:
    world, env = hooks.world, hooks.world.env
    hooks.listen(NOWHERE)
    world.settle(order(), order(ref="2", who=customer("7002", email="sari@mail.test")))
    budi, sari = world.member(), world.member("7002")
    world.run(lambda uow: blocking.block(env, uow, budi, "odd orders"))
    world.run(lambda uow: blocking.unblock(env, uow, budi))
    world.run(lambda uow: merging.merge(env, uow, kept=budi, gone=sari, actor="staff"))
    erase(env, world.programme_id, budi)

    seen = [name for name in hooks.types() if name.startswith("member.")]
    assert seen[2:] == [
        "member.blocked",
        "member.updated",
        "member.merged",
        "member.erased",
        "member.erased",
    ]
    kept = "".join(row.body for row in hooks.messages()).lower()
    assert not any(word in kept for word in ("budi", "sari", "mail.test", "odd"))


def test_answers_about_a_person_are_emptied_with_the_person(hooks: Hooks) -> None:
    world = hooks.world
    with serving(says(b"hello Budi Santoso")) as wire:
        hooks.listen(wire.url, "points.earned")
        world.settle(order())
        hooks.drain()
    erase(world.env, world.programme_id, world.member())

    [row] = hooks.deliveries()
    assert [one.answer for one in hooks.attempts(row.delivery_id)] == [""]


def test_a_new_detail_names_its_field_and_not_what_is_in_it(hooks: Hooks) -> None:
    world = hooks.world
    world.settle(order())
    hooks.listen(NOWHERE)
    member_id = world.member()

    world.run(
        lambda uow: MemberRepository(uow).change(
            member_id, at=NOON, phone="+628123", first_name="Wulan"
        )
    )

    assert hooks.said("member.updated")[0]["fields"] == ["first_name", "phone"]


def test_a_pause_of_the_programme_is_told_once(hooks: Hooks) -> None:
    env = hooks.world.env
    hooks.listen(NOWHERE)
    for state in ("paused", "paused", "active"):
        hooks.world.run(
            lambda uow, state=state: programme_desk.set_state(env, uow, state)
        )

    assert hooks.types() == ["programme.paused", "programme.resumed"]


def test_a_redemption_is_told_from_its_making_to_its_code(
    fresh_database_url: str,
) -> None:
    store: Any = ScriptedStore(HandClock())
    with opened(fresh_database_url, document=DOCUMENT, platform=store) as world:
        hooks = Hooks(world)
        world.settle(order())
        world.clock.advance(days=15)
        sweeps.mature(world.env, world.programme_id)
        hooks.listen(NOWHERE)
        voucher = redemption.redeem(
            world.env,
            world.programme_id,
            member_id=world.member(),
            reward_id="ten-thousand",
            store_id=world.store_id,
            points=None,
            idempotency=Key.of("test", 1),
        )

        assert hooks.types() == [
            "redemption.created",
            "redemption.issued",
            "points.redeemed",
        ]
        [made] = hooks.said("redemption.created")
        assert (made["reward"], made["price"]) == ("ten-thousand", 100)
        assert voucher.code not in "".join(row.body for row in hooks.messages())


def test_messages_go_after_thirty_days_with_all_that_became_of_them(
    hooks: Hooks,
) -> None:
    world = hooks.world
    with serving(says()) as wire:
        endpoint_id, _ = hooks.listen(wire.url, "points.earned")
        world.settle(order())
        hooks.drain()
        world.run(lambda uow: desk.remove(world.env, uow, endpoint_id))
        world.clock.instant += timedelta(days=31)
        done = housekeeping.sweep(world.env, world.programme_id)

    tables = ("endpoint", "message", "delivery", "attempt")
    left = world.run(
        lambda uow: [
            uow.connection.exec_driver_sql(
                f"SELECT count(*) FROM webhook_{table}"  # noqa: S608 - our own names
            ).scalar_one()
            for table in tables
        ]
    )
    assert done.messages == 2
    assert left == [0, 0, 0, 0]


def test_without_a_sender_messages_wait(hooks: Hooks) -> None:
    silent = replace(hooks.world.env, webhook_sender=None)

    assert outgoing.drain(silent, most=5) == 0
