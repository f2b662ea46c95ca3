"""Between installing and publishing: the shop sells, nothing breaks or is earned."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.schedule import TIMERS, Timer
from tests.journeys.shop import Merchant, merchant_at
from tests.servers import Shared

EMAIL = "dewi@pelanggan.test"
COFFEE = [{"sku": "KOPI-01", "quantity": 1}]


@pytest.fixture(scope="module")
def merchant(
    shared_servers: Shared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Merchant]:
    var: Path = tmp_path_factory.mktemp("var")
    with (
        shared_servers.copy() as url,
        merchant_at(url, shared_servers.redis_url, var) as found,
    ):
        found.open()
        found.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
        order = found.act("order", customer=EMAIL, email=EMAIL, lines=COFFEE)["order"]
        found.act("complete", order_id=order["id"])
        yield found


def test_what_the_shop_tells_is_taken_and_nothing_is_set_aside(
    merchant: Merchant,
) -> None:
    def read(uow: Any) -> Any:  # noqa: ANN401 - a unit of work
        rows = uow.connection.exec_driver_sql(
            "SELECT topic, state, reason FROM inbox WHERE programme_id = %s"
            " AND state NOT IN ('done', 'superseded')",
            (uow.programme_id,),
        )
        return [tuple(row) for row in rows]

    assert merchant.run(read) == []


@pytest.mark.parametrize("timer", TIMERS, ids=lambda timer: timer.name)
def test_no_timer_breaks_in_a_programme_without_a_version(
    merchant: Merchant, timer: Timer
) -> None:
    place = merchant.place()
    assert place is not None

    timer.sweep(merchant.env, place[0])
