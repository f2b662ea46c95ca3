"""What a book refuses, whatever the caller: the production assertions."""

from uuid import UUID

import pytest

from app.domain.ledger import (
    Account,
    Balance,
    Book,
    Key,
    Kind,
    Place,
    Posting,
    Transaction,
)
from app.domain.ledger.errors import (
    AmountOutOfRange,
    LedgerOutOfBalance,
)
from app.domain.ledger.limits import MAX_BALANCE, MAX_POSTING
from app.domain.ledger.lots import Lot
from tests.domain.ledger.books import (
    ADA,
    AVAILABLE,
    BEN,
    BURNED,
    ISSUED,
    KEY,
    NOON,
    TERMS,
    book,
    grant,
    posting,
)
from tests.domain.ledger.worlds import POINTS


def post(made: Book, *postings: Posting, opening: tuple[Lot, ...] = ()) -> Transaction:
    fact, _ = made._fact(Kind.ADJUSTMENT, Key.of("raw"), NOON, {}, {})  # noqa: SLF001 - the assertions under test
    return made._post(fact, postings, opening=opening)  # noqa: SLF001 - as above


def test_a_transaction_without_postings_is_out_of_balance() -> None:
    with pytest.raises(LedgerOutOfBalance, match="at least one"):
        post(book())


def test_a_lot_of_another_asset_is_out_of_balance() -> None:
    made = book()
    lot = grant(made)
    made.admit(ADA, "credit:IDR")

    with pytest.raises(LedgerOutOfBalance, match="is of points"):
        post(made, posting(AVAILABLE, BURNED, 1, lot, asset="credit:IDR"))


def test_a_lot_of_another_holder_is_out_of_balance() -> None:
    made = book()
    lot = grant(made)

    with pytest.raises(LedgerOutOfBalance, match="not held by"):
        post(made, posting(Account(Place.AVAILABLE, BEN), BURNED, 1, lot))


def test_a_member_whose_row_is_not_locked_takes_no_part() -> None:
    made = book()

    with pytest.raises(LedgerOutOfBalance, match="not locked"):
        grant(made, member_id=UUID(int=5))


def test_a_lot_that_is_not_in_the_book_takes_no_part() -> None:
    with pytest.raises(LedgerOutOfBalance, match="not in the book"):
        book().mature(UUID(int=5), at=NOON)


def new_lot(made: Book, size: int) -> Lot:
    return made._new_lot(ADA, POINTS, size, None, TERMS)  # noqa: SLF001 - as above


def test_a_lot_is_filled_with_its_size() -> None:
    made = book()
    lot = new_lot(made, 10)

    with pytest.raises(LedgerOutOfBalance, match="filled once"):
        post(made, posting(ISSUED, AVAILABLE, 9, lot), opening=(lot,))


def test_a_lot_is_filled_once() -> None:
    made = book()
    lot = new_lot(made, 10)
    filling = posting(ISSUED, AVAILABLE, 10, lot)

    with pytest.raises(LedgerOutOfBalance, match="filled once"):
        post(made, filling, filling, opening=(lot,))


def test_a_lot_that_is_opened_is_filled() -> None:
    made = book()
    lot = grant(made)

    with pytest.raises(LedgerOutOfBalance, match="not filled"):
        post(made, posting(AVAILABLE, BURNED, 1, lot), opening=(new_lot(made, 10),))


def test_a_lot_is_never_overdrawn() -> None:
    made = book()
    lot = grant(made, 10)
    grant(made, 10, Key.of("other"))

    with pytest.raises(LedgerOutOfBalance, match="short of"):
        post(made, posting(AVAILABLE, BURNED, 11, lot))


def test_a_balance_is_never_overdrawn() -> None:
    made = book()
    lot = grant(made, 10)

    with pytest.raises(LedgerOutOfBalance, match="would have"):
        post(made, posting(AVAILABLE, BURNED, 11, lot))


def test_a_lot_whose_columns_do_not_add_up_is_not_touched() -> None:
    made = book()
    lot = grant(made, 10)
    lot.size = 11

    with pytest.raises(LedgerOutOfBalance, match="add up"):
        post(made, posting(AVAILABLE, BURNED, 1, lot))


def test_figures_that_moved_without_a_posting_are_not_written() -> None:
    made = book()
    grant(made)
    made.rows[ADA, POINTS].held += 1

    with pytest.raises(LedgerOutOfBalance, match="the postings say 0"):
        made.verify()


def test_postings_of_a_row_that_vanished_are_not_written() -> None:
    made = book()
    grant(made)
    del made.rows[ADA, POINTS]

    with pytest.raises(LedgerOutOfBalance, match="not locked"):
        made.verify()


def test_a_balance_beyond_its_range_is_refused() -> None:
    made = book()
    made.admit(ADA, POINTS, Balance(available=MAX_BALANCE - 1))
    grant(made, 1)

    with pytest.raises(AmountOutOfRange) as refusal:
        grant(made, 1, Key.of("one too many"))

    assert refusal.value.figures == {
        "amount": MAX_BALANCE + 1,
        "lowest": 0,
        "highest": MAX_BALANCE,
    }


@pytest.mark.parametrize("amount", [0, -MAX_POSTING - 1, MAX_POSTING + 1])
def test_an_adjustment_has_a_size(amount: int) -> None:
    with pytest.raises(AmountOutOfRange):
        book().adjust(
            KEY, member_id=ADA, asset=POINTS, amount=amount, at=NOON, occurred_at=NOON
        )


def test_a_grant_by_hand_needs_its_terms() -> None:
    with pytest.raises(ValueError, match="terms"):
        book().adjust(
            KEY, member_id=ADA, asset=POINTS, amount=1, at=NOON, occurred_at=NOON
        )


def test_a_gift_needs_two_members() -> None:
    with pytest.raises(ValueError, match="two members"):
        book().gift(
            KEY,
            giver_id=ADA,
            receiver_id=ADA,
            asset=POINTS,
            amount=1,
            at=NOON,
            occurred_at=NOON,
        )


def test_a_key_is_looked_for_before_anything_is_decided() -> None:
    made = book()
    lot = grant(made, 100)

    again = grant(made, 100)

    assert again is lot
    assert len(made.posted) == 1
