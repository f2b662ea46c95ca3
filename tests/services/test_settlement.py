"""Orders end where their snapshots say, whatever came in which order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from app.domain.events import OrderSnapshot, OrderState
from app.domain.ledger import Balance
from app.storage.ledger import LedgerRepository
from tests.factories import NOON, customer, guest, line, order
from tests.world import POINTS_IDR, World, opened


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as made:
        yield made


def refunded(amount: str, *, minutes: int = 1) -> OrderSnapshot:
    """The usual order with *amount* of it refunded."""
    return order(line(refunded=amount), version=NOON + timedelta(minutes=minutes))


def test_a_paid_order_earns_pending_points(world: World) -> None:
    (result,) = world.settle(order())

    assert result.state == "done"
    assert world.balance() == Balance(pending=257)


def test_refunds_take_back_exactly_what_the_rest_no_longer_earns(
    world: World,
) -> None:
    world.settle(order())

    world.settle(refunded("57900"))
    after_first = world.balance()
    world.settle(refunded("257899", minutes=2))

    assert after_first == Balance(pending=200)
    assert world.balance() == Balance(pending=0)


def test_the_same_snapshot_again_changes_nothing(world: World) -> None:
    world.settle(order())

    (result,) = world.settle(order())

    assert result.reason == "same_snapshot"
    assert world.balance() == Balance(pending=257)


def test_an_older_snapshot_is_superseded(world: World) -> None:
    world.settle(refunded("57900"))

    (result,) = world.settle(order())

    assert result.state == "superseded"
    assert world.balance() == Balance(pending=200)


def test_a_twin_with_other_content_is_read_from_the_store(world: World) -> None:
    world.settle(order())

    (result,) = world.settle(order(line("100000")))

    assert result.reason == "same_stamp_other_content"
    assert "outbox" in world.wake.woken


def test_what_the_store_says_now_beats_its_own_stamp(world: World) -> None:
    world.settle(refunded("57900", minutes=0))

    world.settle(order(), fetched=True)

    assert world.balance() == Balance(pending=257)


SNAPSHOTS = [
    order(state=OrderState.OPEN),
    order(version=NOON + timedelta(minutes=1)),
    refunded("57900", minutes=2),
    refunded("100000", minutes=3),
]


@pytest.mark.parametrize("arrival", list(permutations(range(4))))
def test_every_order_of_arrival_ends_the_same(
    world: World, arrival: tuple[int, ...]
) -> None:
    for index in arrival:
        world.settle(SNAPSHOTS[index])

    assert world.balance() == Balance(pending=157)


def test_a_batch_of_versions_settles_like_one_after_the_other(world: World) -> None:
    others = [order(line("10000"), ref=f"20{n}") for n in range(5)]

    world.settle(refunded("57900"), *others)

    assert world.balance() == Balance(pending=200 + 5 * 10)


def test_a_cancelled_order_keeps_nothing(world: World) -> None:
    world.settle(order())

    world.settle(order(state=OrderState.CANCELLED, version=NOON + timedelta(minutes=1)))

    assert world.balance() == Balance()


def test_an_order_that_is_unpaid_again_keeps_nothing_until_it_is_paid(
    world: World,
) -> None:
    world.settle(order())
    world.settle(
        order(state=OrderState.OPEN, version=NOON + timedelta(minutes=1), paid=False)
    )
    between = world.balance()

    world.settle(order(version=NOON + timedelta(minutes=2)))

    assert between == Balance()
    assert world.balance() == Balance(pending=257)


def test_an_order_that_moved_earns_for_its_new_owner(world: World) -> None:
    world.settle(order())

    world.settle(
        order(
            who=customer("7002", email="sari@mail.test"),
            version=NOON + timedelta(minutes=1),
        )
    )

    assert world.balance(world.member("7001")) == Balance()
    assert world.balance(world.member("7002")) == Balance(pending=257)


def test_a_guest_earns_as_a_shadow(world: World) -> None:
    (result,) = world.settle(order(who=guest()))

    assert result.member_id is not None
    assert world.balance(result.member_id) == Balance(pending=257)


def test_two_guests_with_one_address_are_one_shadow(world: World) -> None:
    first, second = world.settle(
        order(who=guest()), order(line("10000"), ref="1002", who=guest())
    )

    assert first.member_id == second.member_id


def test_a_test_order_earns_nothing(world: World) -> None:
    world.settle(order(test=True))

    assert world.balance() == Balance()


def test_an_order_of_nobody_earns_nothing_until_somebody_is_named(
    world: World,
) -> None:
    (first,) = world.settle(order(nobody=True))

    world.settle(order(version=NOON + timedelta(minutes=1)))

    assert first.member_id is None
    assert world.balance() == Balance(pending=257)


def test_what_an_edit_adds_earns_by_the_first_rates(world: World) -> None:
    world.settle(order(line("100000")))
    world.publish(
        POINTS_IDR
        | {
            "earning": [
                POINTS_IDR["earning"][0]
                | {"award": {"kind": "rate", "rates": {"IDR": "5 per 1000"}}}
            ]
        }
    )

    world.settle(
        order(
            line("100000"),
            line("50000", ref="2"),
            version=NOON + timedelta(minutes=1),
        )
    )

    assert world.balance() == Balance(pending=150)


def test_an_incomplete_snapshot_is_read_from_the_store(world: World) -> None:
    (result,) = world.settle(order(complete=False))

    assert result.reason == "order_will_be_read"
    assert result.member_id is None


def test_a_draft_and_an_unknown_status_change_nothing(world: World) -> None:
    world.settle(order())

    results = [
        *world.settle(
            order(state=OrderState.UNKNOWN, version=NOON + timedelta(minutes=1))
        ),
        *world.settle(order(state=OrderState.DRAFT, ref="1009")),
    ]

    assert [result.state for result in results] == ["done", "done"]
    assert world.balance() == Balance(pending=257)


def test_a_payment_that_nobody_dated_is_read_and_then_remembered(world: World) -> None:
    paid_at = NOON + timedelta(days=3)
    late = replace(order(version=paid_at), paid_at=None, payment_unsaid=True)
    world.settle(order(state=OrderState.OPEN, paid=False))

    (unsaid,) = world.settle(late)
    world.settle(replace(order(version=paid_at), paid_at=paid_at), fetched=True)
    (later,) = world.settle(replace(late, version=paid_at + timedelta(days=1)))

    assert unsaid.reason == "payment_will_be_read"
    assert later.state == "done"
    assert world.balance() == Balance(pending=257)
    (lot,) = world.run(
        lambda uow: LedgerRepository(uow, world.env.ids).lots(world.member(), "points")
    )
    assert lot.available_from == paid_at + timedelta(days=14)
