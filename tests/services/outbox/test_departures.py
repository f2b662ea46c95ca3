"""What is learned of a store late does not undo what was noted of it since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import AccessRevoked
from app.services import stores
from app.services.outbox import Blocked, DebtOutcome, Settled
from app.services.store_rounds import problem_of, stores_to_visit
from app.storage.outbox import LeasedDebt, OutboxRepository
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork
from integrations.fake.platform import FakePlatform
from tests.services.outbox.books import Books

PRIVACY = ("redact_customer", "redact_store", "data_request")


def row(books: Books) -> StoreRow:
    found: StoreRow = books.world.run(
        lambda uow: StoreRepository(uow).get(books.stores[0])
    )
    return found


def leave(books: Books) -> None:
    books.world.run(
        lambda uow: stores.uninstalled(
            books.env, uow, books.stores[0], happened_at=None
        )
    )


def connect_anew(books: Books) -> None:
    books.world.clock.advance(seconds=1)

    def write(uow: UnitOfWork) -> None:
        now = books.env.clock.now()
        StoreRepository(uow).change(books.stores[0], connected_at=now)

    books.world.run(write)


def refused() -> None:
    raise AccessRevoked("HTTP 401")


def test_a_round_over_older_rows_leaves_a_store_that_left_as_it_is(
    books: Books,
) -> None:
    platforms = {"fake": FakePlatform(books.world.clock)}
    env = replace(books.env, platforms=platforms)
    listed = stores_to_visit(env, books.world.programme_id)
    leave(books)

    found = problem_of(env, listed[0], refused)

    assert found == "access_revoked"
    assert (row(books).state, row(books).problem) == ("uninstalled", None)


def test_a_round_over_older_rows_leaves_a_store_that_came_back_as_it_is(
    books: Books,
) -> None:
    listed = row(books)
    connect_anew(books)

    problem_of(books.env, listed, refused)

    assert row(books).state == "connected"


def test_a_store_that_refuses_us_is_marked_once(books: Books) -> None:
    def note(uow: UnitOfWork) -> list[bool]:
        return [stores.broken(uow, books.stores[0], each) for each in ("a", "b")]

    assert books.world.run(note) == [True, False]
    assert (row(books).state, row(books).problem) == ("blocked", "a")


def test_a_debt_that_fails_after_the_store_left_does_not_bring_it_back(
    books: Books,
) -> None:
    debt_id = books.owe("slow")

    def refuse(_debt: LeasedDebt) -> DebtOutcome:
        leave(books)
        return Blocked("access_revoked")

    books.does = refuse
    books.attempt(debt_id)

    assert row(books).state == "uninstalled"
    assert books.get(debt_id).state == "blocked"


def test_a_debt_that_fails_by_an_older_connection_is_tried_by_the_newer(
    books: Books,
) -> None:
    debt_id = books.owe("slow")

    def refuse(_debt: LeasedDebt) -> DebtOutcome:
        connect_anew(books)
        books.does = lambda _debt: Settled()
        return Blocked("access_revoked")

    books.does = refuse
    books.attempt(debt_id)
    books.drain()

    assert row(books).state == "connected"
    assert books.get(debt_id).state == "settled"
    assert books.seen == ["slow", "slow"]


@pytest.mark.parametrize("kind", PRIVACY)
def test_what_is_ordered_about_personal_data_waits_for_no_store(
    books: Books, kind: str
) -> None:
    ordered, other = books.owe("request", kind=kind), books.owe("tried")
    books.fails(AccessRevoked("401"))

    books.attempt(other)

    assert books.get(ordered).state == "waiting"
    assert books.get(other).state == "blocked"


def test_a_store_is_told_apart_by_the_moment_of_its_connection(books: Books) -> None:
    before = row(books).connected_at - timedelta(seconds=1)

    def note(uow: UnitOfWork) -> list[bool]:
        rows, store_id = StoreRepository(uow), books.stores[0]
        older = rows.block(store_id, "a", known_at=before)
        return [older, rows.block(store_id, "b", known_at=row(books).connected_at)]

    assert books.world.run(note) == [False, True]
    assert books.world.run(lambda uow: OutboxRepository(uow).listed(states=[])) == []
