"""A store's past, settled many orders at a time, ends as if each had come alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from app.domain.events import CustomerProfile, OrderSnapshot
from app.ports import Page, Platform, StoreConnection
from app.services.env import Env
from app.services.prove import prove
from app.services.reconciliation import Backfilled, backfill
from app.storage.members import MemberRepository
from app.storage.orders import OrderRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import DAY, NOON, customer, guest, line, order
from tests.services.books import Books

ON_A_PAGE = 7


@dataclass(frozen=True, slots=True)
class Listing:
    """A store that lists these orders and can do nothing else."""

    snapshots: Sequence[OrderSnapshot]

    def customers(
        self, _store: StoreConnection, *, cursor: str | None
    ) -> Page[CustomerProfile]:
        assert cursor is None
        return Page(())

    def orders(
        self,
        _store: StoreConnection,
        *,
        changed_since: datetime | None,
        cursor: str | None,
    ) -> Page[OrderSnapshot]:
        begin = int(cursor or 0)
        end = begin + ON_A_PAGE
        more = str(end) if end < len(self.snapshots) else None
        return Page(self.snapshots[begin:end], more)


def filled(books: Books, *snapshots: OrderSnapshot) -> Backfilled:
    """Backfill the store of the books from a listing of these orders."""
    row = books.counter.run(
        lambda uow: StoreRepository(uow).get(books.counter.store_id)
    )
    listing = cast("Platform", Listing(snapshots))
    env: Env = replace(
        books.env, platforms={**books.env.platforms, row.platform: listing}
    )
    return backfill(env, row, progress=lambda _what, _count: None)


def past(count: int, customers: int) -> list[OrderSnapshot]:
    """Return orders of many customers and guests, one a day."""
    return [
        order(
            ref=f"old-{n}",
            at=NOON - DAY * (count - n),
            who=customer(f"old-c{n % customers}", email=f"old{n % customers}@mail.test")
            if n % 5
            else guest(f"tamu{n % 3}@mail.test"),
        )
        for n in range(count)
    ]


def earned(books: Books, ref: str) -> int:
    def read(uow: UnitOfWork) -> int:
        row = OrderRepository(uow).get(books.counter.store_id, ref)
        return 0 if row is None else sum(award["keep"] for award in row.awards)

    return books.counter.run(read)


def test_every_order_of_a_listing_is_settled(books: Books) -> None:
    done = filled(books, *past(50, customers=6))

    assert (done.orders, done.failed) == (50, 0)
    assert {earned(books, f"old-{n}") for n in range(50)} == {257}
    books.seal()
    assert prove(books.env, books.programme_id) == []


def test_a_repeated_backfill_posts_nothing(books: Books) -> None:
    def transactions(uow: UnitOfWork) -> Any:  # noqa: ANN401 - a count
        return uow.connection.exec_driver_sql(
            "SELECT count(*) FROM ledger_transaction"
        ).scalar_one()

    filled(books, *past(20, customers=3))
    before = books.counter.run(transactions)

    done = filled(books, *past(20, customers=3))

    assert done.orders == 20
    assert books.counter.run(transactions) == before


def test_an_order_that_is_listed_twice_is_settled_as_it_was_shown_last(
    books: Books,
) -> None:
    first = order(ref="twice", at=NOON)
    later = replace(
        first, lines=(line("257900", refunded="200000"),), version=NOON + DAY
    )

    done = filled(books, first, later)

    assert (done.orders, done.failed) == (2, 0)
    assert earned(books, "twice") == 57


def test_an_order_that_cannot_be_settled_stops_no_other(books: Books) -> None:
    # A key of the ledger takes no such byte.
    spoilt = order(ref="spoilt\x1fref", at=NOON, who=customer("old-c0"))

    done = filled(books, *past(6, customers=2), spoilt)

    assert (done.orders, done.failed) == (7, 1)
    assert {earned(books, f"old-{n}") for n in range(6)} == {257}


def test_one_customer_is_one_member_however_many_hands_there_are(
    books: Books,
) -> None:
    filled(books, *past(40, customers=4))

    def members(uow: UnitOfWork) -> int:
        refs = [f"old-c{n}" for n in range(4)]
        known = MemberRepository(uow).links(books.counter.store_id, refs)
        return len(set(known.values()))

    assert books.counter.run(members) == 4
