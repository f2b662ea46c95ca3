"""Figures by day are what ledger, orders and members add up to, whoever runs when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from app.services import rollups
from app.services.rollups import Dashboard, dashboard, differences, rebuild, sweep
from app.storage.unit_of_work import UnitOfWork
from tests.services.books import Books

FIRST, LAST = date(2020, 1, 1), date(2040, 1, 1)


def shown(books: Books) -> Dashboard:
    return books.counter.run(lambda uow: dashboard(uow, FIRST, LAST))


def rows(books: Books, statement: str) -> int:
    def read(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(statement).scalar_one()
        return found

    return books.counter.run(read)


def test_a_sweep_adds_up_what_the_ledger_did(books: Books) -> None:
    sweep(books.env, books.programme_id)

    found = shown(books)
    assert differences(books.env, books.programme_id) == []
    assert found.of("issued", "points").total == rows(
        books,
        "SELECT sum(amount * ((source = 'issued')::int - (target = 'issued')::int))"
        "::bigint FROM ledger_posting",
    )
    assert found.of("burned", "points").total > 0
    assert found.of("redemptions", "count").total == rows(
        books, "SELECT count(*) FROM ledger_transaction WHERE kind = 'burn'"
    )


def test_orders_spend_and_joining_are_counted(books: Books) -> None:
    sweep(books.env, books.programme_id)

    found = shown(books)
    assert found.of("orders", "count").total == rows(
        books, "SELECT sum(amount)::bigint FROM metric_entry WHERE metric = 'orders'"
    )
    assert found.of("spend", "IDR").total > 0


def test_a_repeated_sweep_adds_nothing_twice(books: Books) -> None:
    sweep(books.env, books.programme_id)
    before = shown(books).series

    assert sweep(books.env, books.programme_id) == 0
    assert shown(books).series == before


def test_two_sweeps_at_once_add_each_entry_once(books: Books) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: sweep(books.env, books.programme_id), range(4)))

    assert sum(done) == rows(books, "SELECT count(*) FROM ledger_journal")
    assert differences(books.env, books.programme_id) == []


def test_a_late_sweep_comes_to_the_same_as_a_rebuild(books: Books) -> None:
    sweep(books.env, books.programme_id)
    books.give(70, books.ada)
    books.seal()
    books.counter.clock.advance(days=3)
    books.give(30, books.ada)
    books.seal()

    sweep(books.env, books.programme_id)

    late = shown(books).series
    rebuild(books.env, books.programme_id)
    assert shown(books).series == late


def test_what_changes_afterwards_is_taken_back_from_its_day(books: Books) -> None:
    sweep(books.env, books.programme_id)
    before = shown(books).of("spend", "IDR").total
    taken = rows(books, "SELECT max(amount) FROM metric_entry WHERE metric = 'spend'")

    def refund(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(
            "UPDATE metric_entry SET amount = 0"
            " WHERE metric = 'spend' AND (member_id, store_id, source) ="
            " (SELECT member_id, store_id, source FROM metric_entry"
            "  WHERE metric = 'spend' ORDER BY amount DESC LIMIT 1)"
        )

    books.counter.run(refund)
    sweep(books.env, books.programme_id)

    assert shown(books).of("spend", "IDR").total == before - taken
    assert differences(books.env, books.programme_id) == []


def test_a_member_counts_on_the_day_of_joining_wherever_that_moves(
    books: Books,
) -> None:
    def join(day: str) -> None:
        def write(uow: UnitOfWork) -> None:
            uow.connection.exec_driver_sql(
                "UPDATE member SET joined_at = %s WHERE member_id = %s",
                (f"{day}T20:00:00Z", books.ada),
            )

        books.counter.run(write)
        sweep(books.env, books.programme_id)

    join("2030-03-01")
    join("2030-04-01")

    found = shown(books).of("joined", "count").amounts
    # Eight in the evening in London is the next day in Jakarta.
    assert found[(date(2030, 3, 2) - FIRST).days] == 0
    assert found[(date(2030, 4, 2) - FIRST).days] == 1
    assert differences(books.env, books.programme_id) == []


def test_a_figure_that_somebody_edited_is_named_and_worked_out_again(
    books: Books,
) -> None:
    sweep(books.env, books.programme_id)
    books.plant(
        "UPDATE rollup_day SET amount = amount + 5 WHERE {ours} AND figure = 'issued'"
    )

    found = differences(books.env, books.programme_id)
    rebuild(books.env, books.programme_id)

    assert {one.column for one in found} == {"issued/points"}
    assert differences(books.env, books.programme_id) == []


def test_a_dashboard_before_the_first_sweep_is_empty_and_says_so(
    books: Books,
) -> None:
    found = shown(books)

    assert (found.series, found.rolled_at) == ((), None)
    assert found.of("issued", "points").total == 0


def test_a_span_that_ends_before_it_begins_is_refused(books: Books) -> None:
    with pytest.raises(ValueError, match="a span ends on its first day or later"):
        books.counter.run(lambda uow: rollups.dashboard(uow, LAST, FIRST))
