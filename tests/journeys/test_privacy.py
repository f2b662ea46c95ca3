"""An erasure that the platform orders leaves whole books and no person."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import data_requests
from app.storage.members import MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.journeys.conftest import Journey, opened

EMAIL = "dewi@pelanggan.test"
COFFEE = [{"sku": "KOPI-01", "quantity": 1}]


@pytest.fixture
def shopify(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Journey]:
    with opened("shopify", fresh_database_url, redis_url, tmp_path) as made:
        yield made


def found(journey: Journey) -> bool:
    def read(uow: UnitOfWork) -> bool:
        return MemberRepository(uow).by_email(EMAIL) is not None

    there: bool = journey.run(read)
    return there


def count(journey: Journey, table: str, condition: str) -> int:
    def read(uow: UnitOfWork) -> int:
        rows: int = uow.connection.exec_driver_sql(
            f"SELECT count(*) FROM {table} WHERE programme_id = %s AND {condition}",  # noqa: S608
            (uow.programme_id,),
        ).scalar_one()
        return rows

    seen: int = journey.run(read)
    return seen


def member_with_points(journey: Journey) -> None:
    journey.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    order = journey.act("order", customer=EMAIL, email=EMAIL, lines=COFFEE)["order"]
    journey.act("complete", order_id=order["id"])


def test_an_ordered_erasure_is_met_and_not_undone_by_a_late_delivery(
    shopify: Journey,
) -> None:
    member_with_points(shopify)

    shopify.act("redact", topic="customers/redact", customer=EMAIL)
    shopify.settle()
    shopify.act("order", customer=EMAIL, email=EMAIL, lines=COFFEE)

    assert not found(shopify)
    assert count(shopify, "privacy_request", "done_at IS NULL") == 0
    assert count(shopify, "member", "email IS NOT NULL") == 0
    assert shopify.violations() == []


def test_a_request_for_data_waits_with_a_file_of_everything(shopify: Journey) -> None:
    member_with_points(shopify)

    shopify.act("redact", topic="customers/data_request", customer=EMAIL)

    [waiting] = data_requests.open_requests(shopify.env, shopify.programme_id)
    assert (waiting.due_at - waiting.received_at).days == 30
    file = data_requests.file_of(shopify.env, shopify.programme_id, waiting.request_id)
    told = json.loads(file.content)
    [member] = told["kept"]["member"]
    assert (member["email"], member["first_name"]) == (EMAIL, "Dewi")
    assert told["kept"]["customer_link"]
    assert sum(each["amount"] for each in told["points"]) > 0
    [fetched] = data_requests.open_requests(shopify.env, shopify.programme_id)
    assert fetched.fetched_at is not None


def test_data_of_nobody_we_know_is_asked_for_in_vain(shopify: Journey) -> None:
    stranger = {"id": 9_999_999, "email": "x@y.test", "phone": None}
    body = {"shop_id": 1, "customer": stranger, "data_request": {"id": 77}}
    shopify.act("deliver-topic", topic="customers/data_request", body=body)

    assert data_requests.open_requests(shopify.env, shopify.programme_id) == []
    assert count(shopify, "privacy_request", "outcome = 'unknown'") == 1
    assert count(shopify, "privacy_request", "about <> '{}'") == 0


def test_a_person_who_was_erased_leaves_no_file_and_no_trace_in_a_request(
    shopify: Journey,
) -> None:
    member_with_points(shopify)
    shopify.act("redact", topic="customers/data_request", customer=EMAIL)
    [waiting] = data_requests.open_requests(shopify.env, shopify.programme_id)

    shopify.act("redact", topic="customers/redact", customer=EMAIL)

    assert count(shopify, "privacy_request", "about <> '{}'") == 0
    with pytest.raises(data_requests.NoSuchRequest):
        data_requests.file_of(shopify.env, shopify.programme_id, waiting.request_id)


def test_an_erasure_that_is_ordered_twice_or_for_nobody_is_met_quietly(
    shopify: Journey,
) -> None:
    member_with_points(shopify)

    for _ in range(2):
        shopify.act("redact", topic="customers/redact", customer=EMAIL)
    stranger = {"id": 9_999_999, "email": "x@y.test", "phone": None}
    body = {"shop_id": 1, "customer": stranger, "orders_to_redact": [8_888_888]}
    shopify.act("deliver-topic", topic="customers/redact", body=body)

    assert count(shopify, "privacy_request", "done_at IS NULL") == 0
    assert shopify.violations() == []


def test_a_file_is_closed_when_its_thirty_days_are_over(shopify: Journey) -> None:
    member_with_points(shopify)
    shopify.act("redact", topic="customers/data_request", customer=EMAIL)
    [waiting] = data_requests.open_requests(shopify.env, shopify.programme_id)

    shopify.advance(days=30)

    assert data_requests.close_old(shopify.env, shopify.programme_id) == 1
    assert count(shopify, "privacy_request", "about <> '{}'") == 0
    with pytest.raises(data_requests.NoSuchRequest):
        data_requests.file_of(shopify.env, shopify.programme_id, waiting.request_id)


def test_an_erasure_of_a_shop_goes_on_after_it_had_to_stop(shopify: Journey) -> None:
    member_with_points(shopify)
    shopify.act("uninstall")
    shopify.advance(days=2)

    def half_done(uow: UnitOfWork) -> None:
        # As a worker leaves it that dies between the mark and the people.
        StoreRepository(uow).change(shopify.store_id, state="erased", credentials=None)

    shopify.run(half_done)
    shopify.act("redact", topic="shop/redact")

    assert not found(shopify)
    assert count(shopify, "privacy_request", "outcome = 'erased'") == 1


def test_a_shop_that_came_back_is_not_erased(shopify: Journey) -> None:
    member_with_points(shopify)

    shopify.act("redact", topic="shop/redact")

    assert found(shopify)
    assert count(shopify, "privacy_request", "outcome = 'shop_came_back'") == 1


def test_a_shop_that_left_is_erased_with_the_people_known_only_by_it(
    shopify: Journey,
) -> None:
    member_with_points(shopify)
    shopify.act("uninstall")

    shopify.act("redact", topic="shop/redact")

    assert found(shopify), "the shop may come back for two days"
    shopify.advance(days=2)
    assert not found(shopify)
    assert count(shopify, "store", "state = 'erased'") == 1
    assert shopify.violations() == []
