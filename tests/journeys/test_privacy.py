"""An erasure that the platform orders leaves whole books and no person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.members import MemberRepository
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


def test_a_request_for_data_is_recorded_once(shopify: Journey) -> None:
    member_with_points(shopify)

    for _ in range(2):
        shopify.act("redact", topic="customers/data_request", customer=EMAIL)

    assert count(shopify, "privacy_request", "kind = 'data_request'") >= 1
    assert found(shopify)


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

    assert not found(shopify)
    assert count(shopify, "store", "state = 'erased'") == 1
    assert shopify.violations() == []
