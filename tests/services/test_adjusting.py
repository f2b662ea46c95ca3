"""Points by hand that lapse, or don't, and what is undone."""

from datetime import datetime

import pytest

from app.domain.ledger import Key
from app.services.adjustments import Adjustment, adjust, take_back
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.books import Books


def given(books: Books, *, lapses: bool) -> list[datetime | None]:
    def write(uow: UnitOfWork) -> list[datetime | None]:
        member = MemberRepository(uow).get(books.ada)
        asked = Adjustment(77, "points", "goodwill", lapses=lapses)
        key = Key.of("test", books.env.ids.new())
        adjust(books.env, uow, member, asked, key=key, actor="staff:1")
        lots = LedgerRepository(uow, books.env.ids).lots(books.ada, "points")
        return [lot.lapses_at for lot in lots if lot.size == 77]

    return books.counter.run(write)


@pytest.mark.parametrize("lapses", [True, False])
def test_what_is_given_lapses_as_earned_points_do_or_never(
    books: Books, *, lapses: bool
) -> None:
    (lapses_at,) = given(books, lapses=lapses)

    assert (lapses_at is not None) is lapses


@pytest.mark.parametrize("points", [40, -40])
def test_a_correction_that_is_taken_back_leaves_the_balance_of_before(
    books: Books, points: int
) -> None:
    before = books.balance(books.ada)

    def write(uow: UnitOfWork) -> None:
        member = MemberRepository(uow).get(books.ada)
        asked = Adjustment(points, "points", "goodwill")
        key = Key.of("test", books.env.ids.new())
        done = adjust(books.env, uow, member, asked, key=key, actor="staff:1")
        take_back(books.env, uow, done, key=key.then("undo"), actor="staff:1")

    books.counter.run(write)

    assert books.balance(books.ada) == before
