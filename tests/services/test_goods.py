"""What only a catalogue knows of an order's goods is read before it decides."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.domain.events import OrderSnapshot
from app.domain.events.products import ProductFacts
from app.domain.ledger import Balance
from app.services import debts, outbox
from app.services.reconciliation import settle_some
from integrations.fake.platform import FakePlatform
from tests.factories import NOON, line, order
from tests.world import POINTS_IDR, HandClock, World, opened

COFFEE: dict[str, Any] = {
    **POINTS_IDR,
    "earning": [
        {
            "id": "coffee",
            "trigger": "order",
            "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
            "amount": {"only": {"collections": ["3"]}},
        }
    ],
}
KOPI = ProductFacts("12", "Kopi", ("3",))


@pytest.fixture
def platform() -> FakePlatform:
    return FakePlatform(HandClock())


@pytest.fixture
def world(fresh_database_url: str, platform: FakePlatform) -> Iterator[World]:
    with opened(fresh_database_url, document=COFFEE, platform=platform) as made:
        platform.shop(made.store).products["12"] = KOPI
        yield made


def bare(*, minutes: int = 0, **more: Any) -> OrderSnapshot:  # noqa: ANN401 - parts
    """Return an order as a store delivers it: nothing of its goods."""
    made = order(version=NOON + timedelta(minutes=minutes), **more)
    return replace(made, goods_unsaid=True)


def test_a_delivery_that_says_nothing_of_its_goods_makes_the_order_be_read(
    world: World, platform: FakePlatform
) -> None:
    platform.shop(world.store).put_order(bare())

    (told,) = world.settle(bare())
    outbox.drain(world.env, debts.HANDLERS, most=10)

    assert told.reason == "goods_will_be_read"
    assert world.balance() == Balance(pending=257)


def test_a_later_delivery_takes_nothing_back_that_the_catalogue_said(
    world: World, platform: FakePlatform
) -> None:
    platform.shop(world.store).put_order(bare())
    world.settle(bare())
    outbox.drain(world.env, debts.HANDLERS, most=10)
    calls = list(platform.shop(world.store).calls)

    (later,) = world.settle(bare(minutes=5))

    assert later.state == "done"
    assert world.balance() == Balance(pending=257)
    assert platform.shop(world.store).calls == calls


def test_a_product_that_came_onto_the_order_is_looked_up(
    world: World, platform: FakePlatform
) -> None:
    platform.shop(world.store).put_order(bare())
    world.settle(bare())
    outbox.drain(world.env, debts.HANDLERS, most=10)
    both = replace(
        bare(minutes=5), lines=(line(), line("100000", ref="2", product="13"))
    )
    platform.shop(world.store).put_order(both)

    (later,) = world.settle(both)
    outbox.drain(world.env, debts.HANDLERS, most=10)

    assert later.reason == "goods_will_be_read"
    assert world.balance() == Balance(pending=257)


def test_a_programme_that_does_not_ask_leaves_the_catalogue_alone(
    world: World, platform: FakePlatform
) -> None:
    world.publish(POINTS_IDR)

    (told,) = world.settle(bare())

    assert told.reason != "goods_will_be_read"
    assert world.balance() == Balance(pending=257)
    assert platform.shop(world.store).calls == []


def test_a_backfill_reads_the_catalogue_once_for_a_share(
    world: World, platform: FakePlatform
) -> None:
    snapshots = [bare(), bare(ref="1002"), bare(ref="1003")]

    failed = settle_some(world.env, world.store, snapshots)

    assert failed == 0
    assert platform.shop(world.store).calls == ["products"]
    assert world.balance() == Balance(pending=257 * 3)
