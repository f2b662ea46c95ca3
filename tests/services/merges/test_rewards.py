"""Rewards from before a merge go back; those since stay, with what they cost."""

from uuid import UUID

import pytest

from app.domain.rewards.voucher import Voucher
from app.services import merging, unmerging
from app.services.prove import prove
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from tests.services.books import Books


@pytest.fixture
def two(books: Books) -> tuple[UUID, UUID]:
    """One member with 500 points, one with 300 that lapse in a year."""
    # The history ended with a store out of reach; it answers again by now.
    books.counter.clock.advance(hours=2)
    kept = books.counter.add_member("880001")
    gone = books.counter.add_member("880002")
    books.give(500, kept)
    books.give(300, gone, lapses_at=books.now.replace(year=books.now.year + 1))
    return kept, gone


def merged(books: Books, kept: UUID, gone: UUID) -> UUID:
    return books.counter.run(
        lambda uow: merging.merge(books.env, uow, kept=kept, gone=gone, actor="test")
    )


def undone(books: Books, merge_id: UUID) -> unmerging.Undone:
    return books.counter.run(
        lambda uow: unmerging.undo(books.env, uow, merge_id, actor="test")
    )


def issued(books: Books, points: int, member_id: UUID) -> Voucher:
    """Return a voucher that the store has made."""
    voucher = books.counter.buy("any", points=points, member_id=member_id)
    books.counter.drain()
    return voucher


def whose(books: Books, voucher: Voucher) -> UUID:
    def read(uow: UnitOfWork) -> UUID:
        return VoucherRepository(uow).get(voucher.voucher_id).member_id

    return books.counter.run(read)


def problems(books: Books) -> list[str]:
    """Return what is wrong of the books, but for what waits to be sealed."""
    books.seal()
    return [str(one) for one in prove(books.env, books.programme_id)]


def test_rewards_go_back_to_who_had_them_and_new_ones_stay(
    books: Books, two: tuple[UUID, UUID]
) -> None:
    kept, gone = two
    old = issued(books, 100, gone)
    merge_id = merged(books, kept, gone)
    assert whose(books, old) == kept
    new = issued(books, 100, kept)

    found = undone(books, merge_id)

    assert (whose(books, old), whose(books, new)) == (gone, kept)
    # The absorbed one's points lapse first, so they paid for the new reward.
    assert (found.came, found.back) == ({"points": 200}, {"points": 100})
    assert books.balance(gone).available == 100
    assert books.balance(kept).available == 500
    assert problems(books) == []


def test_a_reward_since_that_is_given_back_pays_the_one_whose_points_it_cost(
    books: Books, two: tuple[UUID, UUID]
) -> None:
    kept, gone = two
    merge_id = merged(books, kept, gone)
    voucher = issued(books, 400, kept)
    undone(books, merge_id)
    assert (books.balance(kept).available, books.balance(gone).available) == (400, 0)

    books.counter.cancel(voucher)
    books.counter.drain()

    assert books.balance(gone).available == 300
    assert books.balance(kept).available == 500
    assert problems(books) == []


def test_a_reward_from_before_can_be_given_back_afterwards(
    books: Books, two: tuple[UUID, UUID]
) -> None:
    kept, gone = two
    voucher = issued(books, 300, gone)
    undone(books, merged(books, kept, gone))

    books.counter.cancel(voucher)
    books.counter.drain()

    assert books.balance(gone).available == 300
    assert problems(books) == []


def test_what_lapsed_since_does_not_come_back(
    books: Books, two: tuple[UUID, UUID]
) -> None:
    kept, gone = two
    merge_id = merged(books, kept, gone)
    books.post(
        lambda book: [
            book.expire(lot.lot_id, at=books.now, lapsed_at=books.now)
            for lot in book.lots_of(kept, "points")
            if lot.home_member_id == gone
        ],
        kept,
    )

    found = undone(books, merge_id)

    assert found.back == {}
    assert books.balance(gone).available == 0
    assert books.balance(kept).available == 500
    assert problems(books) == []
