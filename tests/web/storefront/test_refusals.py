"""A flood of proofs that do not hold costs a counter, and nobody else notices."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from app.web.storefront.refusals import MOST
from tests.web.storefront.shop import Shop, shop_at

AWAY = "redis://127.0.0.1:1/0"


@pytest.fixture(params=["counted in redis", "while redis is away"])
def flooded(
    request: pytest.FixtureRequest, fresh_database_url: str, redis_url: str
) -> Iterator[Shop]:
    where = AWAY if request.param == "while redis is away" else redis_url
    with shop_at(fresh_database_url, where, paced=True) as found:
        yield found


def statements(
    shop: Shop, address: str, token: str, times: int
) -> tuple[int, set[int]]:
    """Return how often the database was connected to, and what was answered."""
    taken: list[object] = []

    def note(*_: object) -> None:
        taken.append(None)

    engine = shop.world.env.database.engine
    event.listen(engine, "checkout", note)
    try:
        statuses = {asked(shop, address, token) for _ in range(times)}
    finally:
        event.remove(engine, "checkout", note)
    return len(taken), statuses


def asked(shop: Shop, address: str, token: str | None) -> int:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return shop.get(
        "/member", headers=headers, environ_overrides={"REMOTE_ADDR": address}
    ).status


def test_a_flood_of_bad_tokens_is_refused_without_a_look(flooded: Shop) -> None:
    flooded.welcome("7001")
    good, bad = flooded.token("7001"), "bm8.bm8"
    one, other = "10.1.0.7", "10.1.0.8"

    first, _ = statements(flooded, one, bad, MOST.amount)
    looks, refused = statements(flooded, one, bad, 20)

    assert first > 0
    assert (looks, refused) == (0, {429})
    assert asked(flooded, other, good) == 200


def test_tokens_that_hold_are_not_counted(flooded: Shop) -> None:
    flooded.welcome("7001")
    for number in range(MOST.amount + 5):
        flooded.welcome(f"8{number:03d}", email=f"a{number}@mail.test")

    token = flooded.token("7001")
    assert asked(flooded, "10.1.0.9", token) == 200
    for number in range(MOST.amount // 4):
        assert asked(flooded, "10.1.0.9", flooded.token(f"8{number:03d}")) == 200
