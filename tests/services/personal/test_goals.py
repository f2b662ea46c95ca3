"""Each aim is measured from the books as they stand."""

from typing import Any

import pytest

from app.domain.goals.progress import Figure
from app.services.goals import measure
from tests.factories import guest, line, order
from tests.services.personal.shoppers import Shoppers, document, shopping


def aim(name: str, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a goal
    kind = {"average_order": "amount", "active_members": "count"}.get(name, "percent")
    figure = {"amount": {"IDR": 1}, "count": 1, "percent": "1%"}[kind]
    return {
        "id": name.replace("_", "-"),
        "aim": name,
        "baseline": {kind: figure},
        "target": {kind: figure},
        "until": "2026-12-31",
        "within_days": 30,
        "currency": "IDR",
        **values,
    }


def measured(shoppers: Shoppers) -> dict[str, Figure]:
    world = shoppers.world
    _, found = world.run(lambda uow: measure(world.env, uow))
    return {one.goal.id: one.figure for one in found}


AIMS = [
    "repeat_rate",
    "enrolment_rate",
    "redemption_rate",
    "returning_revenue",
    "average_order",
    "active_members",
]


@pytest.fixture
def shoppers(fresh_database_url: str) -> Any:  # noqa: ANN401 - a context
    goals = [aim(name) for name in AIMS]
    off = aim("active_members", id="off", enabled=False)
    with shopping(fresh_database_url, document(goals=[*goals, off])) as found:
        yield found


def test_nothing_happened_yet(shoppers: Shoppers) -> None:
    assert measured(shoppers) == {
        "repeat-rate": Figure(0, 0),
        "enrolment-rate": Figure(0, 0),
        "redemption-rate": Figure(0, 0),
        "returning-revenue": Figure(0, 0),
        "average-order": Figure(0, 0),
        "active-members": Figure(0, 1),
    }


def test_orders_of_thirty_days_decide(shoppers: Shoppers) -> None:
    shoppers.buys("7001", 100, 29, amount=40_000)
    shoppers.buys("7002", 5, amount=60_000)
    shoppers.buys("7003", 30, amount=90_000)
    shoppers.buys("7004", 3, ref="back")
    shoppers.buys("7004", 3, ref="back", refunded=100_000)
    shown = order(line("20000"), ref="guest", who=guest())
    shoppers.world.settle(shown)

    found = measured(shoppers)

    assert found["repeat-rate"] == Figure(1, 3)
    assert found["active-members"] == Figure(2, 1)
    assert found["returning-revenue"] == Figure(40_000, 120_000)
    assert found["average-order"] == Figure(120_000, 3)
    assert found["enrolment-rate"] == Figure(3, 4)
    assert found["redemption-rate"].part == 0
    assert found["redemption-rate"].of > 0
