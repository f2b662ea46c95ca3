"""Whatever is sent to an address, it is refused with words and never breaks."""

import json
from collections.abc import Iterator

import pytest

from app.web.storefront.route import Route
from app.web.storefront.table import ROUTES
from tests.servers import Shared
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at

NAMES = (
    "nobody",
    "%2e%2e%2f",
    "vou_" + "Z" * 26,
    "txn_01KAZ3V7Q8H5M2N4P6R8T0V1W3",
    "ä",
)
VALUES: tuple[object, ...] = (
    None,
    True,
    -1,
    2**70,
    "",
    "x" * 5_000,
    "<script>alert(1)</script>{{ 7 * 7 }}",
    "\u0000",
    "\ud800",
    [],
    [[]],
    {"a": {"b": []}},
)
QUERIES = ("lang=%00", "lang=zz", "lang=id&lang=en", "cursor=x", "x=1", "preview=")


@pytest.fixture(scope="module")
def shop(shared_servers: Shared) -> Iterator[Shop]:
    with (
        shared_servers.copy() as url,
        shop_at(url, shared_servers.redis_url, document=RICH) as found,
    ):
        found.welcome()
        found.get("/member", who="7001")
        yield found


def bodies(route: Route) -> list[bytes]:
    """Bodies that are wrong in one place each, and some that are wrong as a whole."""
    example = dict(route.example or {})
    fields = [*example, "points", "choice"]
    spoilt: list[object] = [
        {**example, name: value} for name in fields for value in VALUES
    ]
    return [json.dumps(each).encode() for each in (*spoilt, *VALUES)]


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.method != "GET"],
    ids=lambda route: route.operation,
)
def test_no_body_breaks_an_address(shop: Shop, route: Route) -> None:
    path = route.path.format(**dict.fromkeys(route.names, "nobody"))
    token = shop.token("7001")

    for number, body in enumerate(bodies(route)):
        answer = shop.ask(
            route.method,
            path,
            token=token,
            once=f"2f1c6e4a-0000-4000-9000-{number:012d}",
            data=body,
            headers={"Content-Type": "application/json"},
        )

        assert answer.status < 500, (body, answer.text)
        if answer.status >= 400:
            assert answer.json["text"], answer.text


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.method == "GET"],
    ids=lambda route: route.operation,
)
def test_no_name_or_query_breaks_an_address(shop: Shop, route: Route) -> None:
    token = shop.token("7001")
    paths = [route.path.format(**dict.fromkeys(route.names, name)) for name in NAMES]

    for asked in [*paths, *(f"{paths[0]}?{query}" for query in QUERIES)]:
        answer = shop.get(asked, token=token)

        assert answer.status < 500, (asked, answer.text)
        assert "Traceback" not in answer.text
