"""Derived rows come out of the postings again, whatever happened to them."""

import pytest

from app.domain.ledger.errors import LedgerOutOfBalance
from app.services.prove import prove
from app.services.rebuild import rebuild
from tests.services.books import Books


def test_rebuilding_good_books_changes_nothing(books: Books) -> None:
    done = rebuild(books.env, books.programme_id)

    assert (done.differences, done.rows_changed) == ((), 0)
    assert done.lots > 0
    assert done.balances > 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE member_balance SET held = held + 5 WHERE {ours}",
        "DELETE FROM member_balance WHERE {ours}",
        "DELETE FROM ledger_lot_state WHERE {ours} AND home_is_holder",
        "UPDATE ledger_lot_state SET available = held, held = available",
        "UPDATE ledger_lot_state SET lapses_at = NULL, maturations = 9 WHERE {ours}",
        "UPDATE member_balance SET last_posted_at = NULL WHERE {ours}",
    ],
)
def test_damaged_rows_are_brought_back_to_what_was_posted(
    books: Books, damage: str
) -> None:
    # Who holds an empty lot after a merge is known to its state alone.
    at_home = (
        "EXISTS (SELECT FROM ledger_lot l WHERE l.lot_id = ledger_lot_state.lot_id"
        " AND l.home_member_id = ledger_lot_state.member_id)"
    )
    books.plant(damage.replace("home_is_holder", at_home))

    done = rebuild(books.env, books.programme_id)

    assert done.differences
    assert done.rows_changed > 0
    assert prove(books.env, books.programme_id) == []
    assert rebuild(books.env, books.programme_id).rows_changed == 0


def test_comparing_lists_the_differences_and_changes_nothing(books: Books) -> None:
    books.plant(
        "UPDATE member_balance SET available = available + 5 WHERE {ours}"
        " AND member_id = {ada}"
    )
    before = books.balance(books.ada)

    done = rebuild(books.env, books.programme_id, only_compare=True)

    assert [
        (one.subject, one.column, int(one.was or 0) - int(one.rebuilt or 0))
        for one in done.differences
    ] == [(f"balance:{books.ada}/points", "available", 5)]
    assert done.rows_changed == 0
    assert books.balance(books.ada) == before


def test_a_missing_row_is_listed_once(books: Books) -> None:
    books.plant("DELETE FROM member_balance WHERE {ours} AND member_id = {ada}")

    done = rebuild(books.env, books.programme_id, only_compare=True)

    assert [(one.column, one.was, one.rebuilt) for one in done.differences] == [
        ("row", "missing", "there")
    ]


def test_broken_postings_are_not_papered_over(books: Books) -> None:
    books.plant(
        "UPDATE ledger_posting SET amount = amount + 10000 WHERE {ours}"
        " AND source = 'available' AND source_member_id = {ada}"
    )

    with pytest.raises(LedgerOutOfBalance, match="no derived row may have"):
        rebuild(books.env, books.programme_id)


def test_a_member_can_go_on_after_a_rebuild(books: Books) -> None:
    books.plant("UPDATE member_balance SET version = version + 3 WHERE {ours}")

    rebuild(books.env, books.programme_id)

    books.give(10, books.ada)
    books.seal()
    assert prove(books.env, books.programme_id) == []
