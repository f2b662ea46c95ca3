"""How many statements the shopper's two busiest calls take, and no more."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from psycopg.pq.abc import PGresult
from sqlalchemy import Connection, event

from app.storage.statements import Link, Prepared
from tests.web.desk import Answer
from tests.web.storefront.rich import RICH
from tests.web.storefront.shop import Shop, shop_at

MEMBER = 14
"""Of a programme with everything: the door, who it is, and what they see."""
REDEEM = 29
"""The door and the member, the purchase, the turn at the debt, and the answer; once
under the locks the books ask who was merged or erased meanwhile (decision 0041)."""


@pytest.fixture
def rich(fresh_database_url: str, redis_url: str) -> Iterator[Shop]:
    with shop_at(fresh_database_url, redis_url, document=RICH) as found:
        found.welcome("7001")
        found.get("/member", who="7001")
        found.give("7001", 1000)
        yield found


def said(
    shop: Shop, patch: pytest.MonkeyPatch, ask: Callable[[], Answer]
) -> tuple[list[str], Answer]:
    """Return the statements of one call, of either way to the database."""
    found: list[str] = []
    plain = Prepared._execute  # noqa: SLF001 - watched, not changed

    def prepared(
        self: Prepared,
        connection: Connection,
        link: Link,
        parameters: Mapping[str, object],
    ) -> PGresult:
        found.append(self._text)
        return plain(self, connection, link, parameters)

    def note(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        found.append(sql)

    engine = shop.world.env.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.context() as patched:
            patched.setattr(Prepared, "_execute", prepared)
            return found, ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_first_view_takes_few_statements(
    rich: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = rich.token("7001")
    rich.get("/member", token=token)

    found, answer = said(rich, monkeypatch, lambda: rich.get("/member", token=token))

    assert answer.json["state"] == "member"
    assert len(found) <= MEMBER, "\n".join(found)


def test_a_redemption_takes_few_statements(
    rich: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = rich.token("7001")
    wish = {"reward_id": "ten-thousand"}

    found, answer = said(
        rich, monkeypatch, lambda: rich.post("/redemptions", wish, token=token)
    )

    assert (answer.status, answer.json["state"]) == (201, "ready")
    assert len(found) <= REDEEM, "\n".join(found)
