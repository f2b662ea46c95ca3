"""The database and a model in plain Python mean the same people."""

from itertools import pairwise
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.servers import Shared
from tests.services.personal.shoppers import Shoppers, document, shopping

PEOPLE = ("7001", "7002", "7003")
HISTORIES = st.lists(st.lists(st.integers(0, 60), max_size=6), min_size=3, max_size=3)


def late(days_ago: list[int], times: int, least: int) -> bool:
    """Return what the rhythm asks, by the definition."""
    days = sorted(set(days_ago), reverse=True)
    if len(days) < least:
        return False
    gaps = [one - other for one, other in pairwise(days)]
    return days[-1] > times * median(gaps)


@pytest.fixture(scope="module")
def people(shared_servers: Shared) -> Any:  # noqa: ANN401 - a context
    with shared_servers.copy() as url, shopping(url, document()) as shoppers:
        yield shoppers


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(histories=HISTORIES, times=st.integers(1, 3), least=st.integers(2, 4))
def test_a_rhythm_is_the_median_of_the_gaps(
    people: Shoppers, histories: list[list[int]], times: int, least: int
) -> None:
    people.world.run(
        lambda uow: uow.connection.exec_driver_sql("DELETE FROM metric_entry")
    )
    for who in PEOPLE:
        people.buys(who, 0, amount=1)
    people.world.run(
        lambda uow: uow.connection.exec_driver_sql("DELETE FROM metric_entry")
    )
    for who, days in zip(PEOPLE, histories, strict=True):
        people.buys(who, *days, amount=1_000)

    fact = {"fact": "rhythm", "exceeds": times, "days_of_orders": least}
    found = people.meant(fact)

    assert found == {
        who
        for who, days in zip(PEOPLE, histories, strict=True)
        if late(days, times, least)
    }
