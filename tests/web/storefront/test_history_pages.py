"""A long history is read page by page: a page costs what it shows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app.domain.ledger import Key, LotTerms
from app.storage.ledger import LedgerRepository
from app.storage.prove.history_pages import HistoryPages
from app.storage.unit_of_work import UnitOfWork
from app.web.storefront.history import PAGE
from tests.factories import line, order
from tests.web.storefront.shop import Shop

MANY = 3_000
MOST_STATEMENTS = 3
"""The entries of the page, their lots, and what those were earned with."""


def grant_many(shop: Shop, ref: str, times: int) -> None:
    """Let the shop add one point so often, a minute after another."""
    world, first = shop.world, shop.world.clock.now()
    member_id = world.member(ref)

    def write(uow: UnitOfWork) -> None:
        ledger = LedgerRepository(uow, world.env.ids)
        keys = [Key.of("many", n) for n in range(times)]
        book = ledger.open([(member_id, "points")], keys=keys)
        for n, key in enumerate(keys):
            at = first + timedelta(minutes=n)
            book.adjust(
                key,
                member_id=member_id,
                asset="points",
                amount=1,
                at=at,
                occurred_at=at,
                opening=LotTerms(
                    awarded_at=at,
                    zone="Asia/Jakarta",
                    available_from=at,
                    lapses_at=None,
                ),
                actor="x",
                rule_ref="reason:test",
            )
        ledger.flush(book)

    world.run(write)
    shop.later(minutes=times)


@contextmanager
def counted(shop: Shop, patch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Note how many rows each statement of a history gave."""
    found: list[int] = []
    plain = HistoryPages._rows  # noqa: SLF001 - watched, not changed

    def rows(self: HistoryPages, sql: str, **asked: object) -> Sequence[Any]:
        gave = plain(self, sql, **asked)
        found.append(len(gave))
        return gave

    with patch.context() as patched:
        patched.setattr(HistoryPages, "_rows", rows)
        yield found


def asked_of(shop: Shop, path: str) -> list[str]:
    """Return the statements that mention the ledger's postings."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if "ledger_posting" in sql:
            said.append(sql)

    engine = shop.world.env.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert shop.get(path, who="7001").status == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return said


def test_a_page_of_a_long_history_reads_only_what_it_shows(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.welcome("7001")
    assert shop.get("/member", who="7001").status == 200
    grant_many(shop, "7001", MANY)

    seen, cursor = [], ""
    with counted(shop, monkeypatch) as rows:
        for _ in range(3):
            page = shop.get(f"/history{cursor}", who="7001").json
            seen += [one["id"] for one in page["data"]]
            cursor = f"?cursor={page['next_cursor']}"
        line_id = seen[-1]
        why = shop.get(f"/history/{line_id}/explanation", who="7001")

    assert len(seen) == len(set(seen)) == 3 * PAGE
    assert why.status == 200
    assert len(rows) == 4 * MOST_STATEMENTS
    assert max(rows) <= PAGE + 1
    assert len(asked_of(shop, "/history")) == 1


def test_the_pages_of_a_history_are_all_of_it_once(shop: Shop) -> None:
    shop.welcome("7001")
    assert shop.get("/member", who="7001").status == 200
    grant_many(shop, "7001", 2 * PAGE)
    shop.world.settle(order(line("49000"), ref="1042", at=shop.world.clock.now()))
    shop.later(days=60)
    bought = shop.post("/redemptions", {"reward_id": "ten-thousand"}, who="7001")
    assert bought.status == 201, bought.text
    shop.post(f"/redemptions/{bought.json['id']}/cancel", who="7001")

    deltas: list[int] = []
    ends: list[str | None] = []
    cursor = ""
    while not ends or ends[-1] is not None:
        page = shop.get(f"/history{cursor}", who="7001").json
        assert len(page["data"]) <= PAGE
        deltas += [one["delta"]["value"] for one in page["data"]]
        ends.append(page["next_cursor"])
        cursor = f"?cursor={page['next_cursor']}"

    assert deltas == [100, -100, 49, *[1] * 2 * PAGE, 100]
    assert len(ends) == 3


def test_a_cursor_of_another_member_is_refused(shop: Shop) -> None:
    shop.welcome("7001")
    shop.welcome("7002", email="wati@mail.test")
    assert shop.get("/member", who="7001").status == 200
    grant_many(shop, "7001", PAGE)
    cursor = shop.get("/history", who="7001").json["next_cursor"]

    answer = shop.get(f"/history?cursor={cursor}", who="7002")

    assert (answer.status, answer.json["code"]) == (400, "bad_cursor")
