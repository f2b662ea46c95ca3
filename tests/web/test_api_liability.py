"""What points will cost, over the API."""

from collections.abc import Iterator

import pytest

from tests.servers import Shared
from tests.web.desk import Desk, desk_at


@pytest.fixture(scope="module")
def desk(shared_servers: Shared) -> Iterator[Desk]:
    with (
        shared_servers.copy() as url,
        desk_at(url, shared_servers.redis_url) as desk,
    ):
        yield desk


def test_the_liability_is_told_by_value_and_by_cost(desk: Desk) -> None:
    found = desk.get("/reports/liability").json

    assert found["asset"] == "points"
    assert found["share_expected"] == "1.0000"
    assert found["by_value"]["expected"] == found["by_cost"]["expected"]
    assert [one["cost_known"] for one in found["rewards"]] == [True]


def test_units_that_are_not_there_are_not_found(desk: Desk) -> None:
    answer = desk.get("/reports/liability?asset=stars")

    assert answer.status == 404
    assert answer.json["code"] == "asset_unknown"
