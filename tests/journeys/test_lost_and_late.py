"""What webhooks lose, delay or never say is settled all the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.ledger import Balance
from app.services import review_rounds
from app.services.reconciliation import backfill, sweep
from app.services.stores import check_webhooks
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.journeys.conftest import Journey, opened

EMAIL = "dewi@pelanggan.test"
COFFEE = [{"sku": "KOPI-01", "quantity": 1}]
EARNED = Balance(pending=150, available=100)


@pytest.fixture
def woo(fresh_database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Journey]:
    with opened("woocommerce", fresh_database_url, redis_url, tmp_path) as made:
        yield made


@pytest.fixture
def shopify(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Journey]:
    with opened("shopify", fresh_database_url, redis_url, tmp_path) as made:
        yield made


def bought(journey: Journey, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    journey.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    answer = journey.act("order", customer=EMAIL, email=EMAIL, lines=COFFEE, **more)
    order: dict[str, Any] = answer["order"]
    journey.act("complete", order_id=order["id"])
    return order


def lose_everything(journey: Journey) -> None:
    journey.ask("faults", {"on": "delivery", "match": {}, "effect": {"lose": True}})


def reconcile(journey: Journey) -> None:
    sweep(journey.env, journey.programme_id)
    journey.settle()


def test_an_order_whose_messages_were_lost_is_settled_by_reading(
    journey: Journey,
) -> None:
    journey.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    lose_everything(journey)
    order = journey.act("order", customer=EMAIL, email=EMAIL, lines=COFFEE)["order"]
    journey.act("complete", order_id=order["id"])
    before = journey.balance(EMAIL)

    reconcile(journey)

    assert before == Balance(available=100)
    assert journey.balance(EMAIL) == EARNED


def test_a_refund_whose_message_was_lost_is_settled_by_reading(
    journey: Journey,
) -> None:
    order = bought(journey)
    lose_everything(journey)

    journey.act("refund", order_id=order["id"], everything=True)
    reconcile(journey)

    assert journey.balance(EMAIL) == Balance(available=100)


def test_doubled_and_reordered_messages_change_nothing(journey: Journey) -> None:
    rules = [
        {"on": "delivery", "match": {}, "effect": {"duplicate": 2}},
        {"on": "delivery", "match": {}, "effect": {"reorder_ms": 30}},
    ]
    journey.ask("faults", {"rules": rules})

    order = bought(journey)
    journey.act("refund", order_id=order["id"], everything=True)

    assert journey.balance(EMAIL) == Balance(available=100)
    assert journey.violations() == []


def test_a_cancelled_order_keeps_nothing(journey: Journey) -> None:
    order = bought(journey)

    journey.act("cancel", order_id=order["id"])

    assert journey.balance(EMAIL) == Balance(available=100)


def test_an_order_that_moves_takes_its_points_along(journey: Journey) -> None:
    order = bought(journey)
    journey.act("signup", email="sari@pelanggan.test", first_name="Sari")

    journey.act("move-order", order_id=order["id"], customer="sari@pelanggan.test")
    reconcile(journey)

    assert journey.balance(EMAIL) == Balance(available=100)
    assert journey.balance("sari@pelanggan.test") == EARNED


def test_a_test_order_earns_nothing(shopify: Journey) -> None:
    bought(shopify, test=True)

    assert shopify.balance(EMAIL) == Balance(available=100)


def test_a_guest_earns_for_a_shadow(journey: Journey) -> None:
    answer = journey.act("order", email="tamu@pelanggan.test", lines=COFFEE)
    journey.act("complete", order_id=answer["order"]["id"])

    assert journey.balance("tamu@pelanggan.test") == Balance(pending=150)


def test_a_silently_deleted_refund_is_found_and_undone(woo: Journey) -> None:
    order = bought(woo)
    woo.act("refund", order_id=order["id"], amount="50000")
    refunded = woo.balance(EMAIL)

    woo.act("delete-refund", order_id=order["id"])
    woo.advance(1)
    reconcile(woo)

    # Rp50.000 of Rp165.000 with shipping: the goods' share is Rp45.454.
    assert refunded == Balance(pending=104, available=100)
    assert woo.balance(EMAIL) == EARNED


def test_an_order_deleted_for_good_is_found_gone(woo: Journey) -> None:
    order = bought(woo)

    woo.act("delete-order", order_id=order["id"])
    woo.advance(1)
    reconcile(woo)

    assert woo.balance(EMAIL) == Balance(available=100)


def test_a_trashed_order_keeps_nothing_until_it_is_restored(woo: Journey) -> None:
    order = bought(woo)
    woo.act("trash", order_id=order["id"])
    trashed = woo.balance(EMAIL)

    woo.act("restore", order_id=order["id"])
    woo.act("set-status", order_id=order["id"], status="completed")
    reconcile(woo)

    assert trashed == Balance(available=100)
    assert woo.balance(EMAIL) == EARNED


def test_points_wait_from_the_day_on_which_the_money_came(shopify: Journey) -> None:
    shopify.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    answer = shopify.act(
        "order", customer=EMAIL, email=EMAIL, lines=COFFEE, gateway="Bank Deposit"
    )
    shopify.advance(days=10)
    shopify.act("pay", order_id=answer["order"]["id"])
    shopify.advance(days=10)
    waiting = shopify.balance(EMAIL)
    shopify.advance(days=5)

    assert waiting == EARNED
    assert shopify.balance(EMAIL) == Balance(available=250)


def test_a_review_of_what_was_bought_earns_once_it_is_approved(woo: Journey) -> None:
    order = bought(woo)
    product = order["lines"][0]["product_id"]
    review = woo.act("review", product=product, customer=EMAIL, email=EMAIL)["review"]
    held = woo.balance(EMAIL)

    woo.act("approve-review", review_id=review["id"])
    approved = woo.balance(EMAIL)
    # Messages of one second with one content are one message to us: what they
    # hide is found by the round.
    woo.act("approve-review", review_id=review["id"], status="hold")
    review_rounds.sweep(woo.env, woo.programme_id)

    assert held == EARNED
    assert approved == Balance(pending=150, available=150)
    assert woo.balance(EMAIL) == EARNED


def test_a_merge_in_the_store_joins_the_members(shopify: Journey) -> None:
    bought(shopify)
    shopify.act("signup", email="dewi2@pelanggan.test", first_name="Dewi")

    shopify.act("merge", kept="dewi2@pelanggan.test", gone=EMAIL)

    assert shopify.balance("dewi2@pelanggan.test") == EARNED
    assert shopify.violations() == []


def test_an_edit_counts_what_is_left_and_what_was_added(shopify: Journey) -> None:
    order = bought(shopify)

    shopify.act(
        "edit", order_id=order["id"], add=[{"product": "TAS-01", "quantity": 1}]
    )
    shopify.act("pay", order_id=order["id"])
    added = shopify.balance(EMAIL)
    shopify.act("edit", order_id=order["id"], remove=[{"index": 0, "quantity": 1}])

    assert added == Balance(pending=249, available=100)
    assert shopify.balance(EMAIL) == Balance(pending=99, available=100)


def test_an_uninstalled_store_stops_and_a_late_message_about_it_does_no_harm(
    shopify: Journey,
) -> None:
    bought(shopify)
    shopify.act("uninstall")

    def state(uow: UnitOfWork) -> str:
        return StoreRepository(uow).get(shopify.store_id).state

    assert shopify.run(state) == "uninstalled"
    assert shopify.balance(EMAIL) == EARNED


def test_a_disabled_subscription_is_repaired(woo: Journey) -> None:
    report = check_webhooks(woo.env, woo.programme_id, woo.store_id)

    assert report.failed == ()
    assert len(report.present) >= 7
    assert report.created == ()


def test_a_backfill_reads_a_whole_store_and_can_be_repeated(journey: Journey) -> None:
    journey.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    lose_everything(journey)
    order = journey.act("order", customer=EMAIL, email=EMAIL, lines=COFFEE)["order"]
    journey.act("complete", order_id=order["id"])

    def row(uow: UnitOfWork) -> Any:  # noqa: ANN401 - a store row
        return StoreRepository(uow).get(journey.store_id)

    told: list[tuple[str, int]] = []
    held = journey.run(row)
    first = backfill(journey.env, held, progress=lambda *each: told.append(each))
    second = backfill(journey.env, held, progress=lambda *each: told.append(each))

    assert first.orders == second.orders >= 1
    assert first.customers >= 1
    assert told
    assert journey.balance(EMAIL) == EARNED
