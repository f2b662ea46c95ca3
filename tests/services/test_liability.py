"""The report at an entry of the journal equals the ledger at that entry."""

from datetime import timedelta
from fractions import Fraction

import pytest

from app.domain.liability import ManagementEstimate
from app.services.liability import AssetUnknown, UnitWorthUnknown, report
from app.storage.unit_of_work import UnitOfWork
from tests.services.book_history import spend
from tests.services.books import EARNING, POINTS, Books
from tests.services.traces import outstanding


def last_seq(books: Books) -> int:
    def read(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(
            "SELECT max(seq) FROM ledger_journal"
        ).scalar_one()
        return found

    return books.counter.run(read)


def owed(books: Books) -> int:
    """Return what members owe; it is no asset of theirs and no liability of ours."""

    def read(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(
            "SELECT sum(shortfall)::bigint FROM member_balance"
        ).scalar_one()
        return found

    return books.counter.run(read)


def test_the_report_equals_the_balances_at_the_last_entry(books: Books) -> None:
    found = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))

    assert found.seq == last_seq(books)
    assert found.outstanding == outstanding(books) + owed(books)
    assert found.estimate.gross_minor == found.outstanding * 5


def test_a_report_at_an_earlier_entry_does_not_change(books: Books) -> None:
    seq = last_seq(books)
    before = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))
    books.give(1_000, books.ada)
    books.seal()

    again = report(
        books.env, books.programme_id, POINTS, value_minor=Fraction(5), seq=seq
    )
    now = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))

    assert again == before
    assert now.outstanding == before.outstanding + 1_000


def test_a_young_programme_counts_every_point_as_used(books: Books) -> None:
    found = report(books.env, books.programme_id, POINTS, value_minor=Fraction(1, 2))

    assert found.share == 1
    assert found.estimate.expected_minor == found.estimate.gross_minor


def test_what_was_used_by_age_is_counted_from_the_month_of_issue(
    books: Books,
) -> None:
    found = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))

    november = found.months[0]
    # Granted 1,000; orders A, B and L gave 257 each, C 100. Spent at once: 500 and
    # 200 of which 200 came back; 257 in December.
    assert november.issued == 1_000 + 3 * 257 + 100
    assert november.redeemed_by_age[:3] == (500, 757, 757)


def test_nothing_sealed_is_nothing_owed(books: Books) -> None:
    books.plant("DELETE FROM ledger_journal WHERE {ours}")

    found = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))

    assert (found.seq, found.outstanding, found.months) == (0, 0, ())
    assert found.costs.expected_minor == 0
    assert found.estimate == ManagementEstimate(0, 0)
    assert found.as_of == books.now


def test_credit_counts_in_full(books: Books) -> None:
    books.counter.publish(
        {
            **EARNING,
            "assets": [
                {"kind": "points", "id": POINTS},
                {"kind": "credit", "id": "credit", "currency": "IDR"},
            ],
        }
    )

    found = report(books.env, books.programme_id, "credit", value_minor=Fraction(5))

    assert found.outstanding == 0
    assert found.share == 1


LONG_AGO = (
    "UPDATE ledger_lot SET awarded_at = awarded_at - interval '3 years' WHERE {ours}"
)
WRITTEN_LONG_AGO = (
    "UPDATE ledger_transaction SET posted_at = posted_at - interval '3 years'"
    " WHERE {ours} AND transaction_id IN (SELECT opened_by FROM ledger_lot)"
)


def test_points_for_orders_of_the_past_make_no_programme_old(books: Books) -> None:
    books.plant(LONG_AGO)

    found = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))

    assert found.share == 1
    assert found.estimate.expected_minor == found.estimate.gross_minor


def test_after_a_year_the_estimate_is_trusted(books: Books) -> None:
    books.plant(LONG_AGO, WRITTEN_LONG_AGO)
    books.counter.clock.advance(days=1)
    voucher_id = books.env.ids.new()
    books.post(lambda book: spend(book, books, books.ada, 100, voucher_id), books.ada)
    books.seal()

    found = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))

    assert len(found.months[0].redeemed_by_age) > 12
    assert found.share < 1
    assert found.estimate.expected_minor < found.estimate.gross_minor
    assert books.now - found.as_of > timedelta(0)


def test_a_reward_costs_what_its_vouchers_cost(books: Books) -> None:
    found = report(books.env, books.programme_id, POINTS, value_minor=Fraction(5))

    assert found.currency == "IDR"
    assert sum(one.used for one in found.costs.rewards) > 0
    assert all(one.priced for one in found.costs.rewards)
    assert found.costs.expected_minor == sum(
        one.expected_minor for one in found.costs.rewards
    )
    assert found.costs.gross_minor > found.estimate.gross_minor


def test_the_flat_value_is_that_of_the_dearest_reward(books: Books) -> None:
    found = report(books.env, books.programme_id, POINTS)

    assert found.value_minor == 10
    assert found.estimate.gross_minor == found.outstanding * 10


def test_units_that_nobody_knows_or_prices_are_refused(books: Books) -> None:
    with pytest.raises(AssetUnknown):
        report(books.env, books.programme_id, "pionts")
    books.counter.publish({**EARNING, "rewards": []})
    with pytest.raises(UnitWorthUnknown):
        report(books.env, books.programme_id, POINTS)
