"""What finds a member, and what does not."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.domain.ids import public_id
from app.services.member_page import member_page
from app.services.members import search
from app.storage.members import MemberMissing, MemberRepository
from app.storage.unit_of_work import UnitOfWork
from tests.services.books import Books

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PERSON = {
    "state": "active",
    "email": "Rani.Wijaya@Mail.test",
    "phone": "+628129000111",
    "first_name": "Rani",
    "last_name": "Wijaya",
    "locale": "id",
}


@pytest.fixture
def rani(books: Books) -> UUID:
    """Return a member with a name, known to the store as ``c-7``."""
    member_id = books.env.ids.new()

    def write(uow: UnitOfWork) -> None:
        members = MemberRepository(uow)
        members.add(member_id, at=NOON, **PERSON)
        members.link(books.counter.store_id, "c-7", member_id, at=NOON)

    books.counter.run(write)
    return member_id


def found(books: Books, said: str) -> list[UUID]:
    rows = books.counter.run(lambda uow: search(uow, said, limit=5))
    return [row.member_id for row in rows]


@pytest.mark.parametrize(
    "said",
    [
        "rani.wijaya@mail.test",
        "RANI.w",
        "ran",
        "rani wij",
        "  Rani   Wijaya ",
        "wija",
        "+628129",
        "c-7",
    ],
)
def test_a_member_is_found_by_what_they_are_known_by(
    books: Books, rani: UUID, said: str
) -> None:
    assert found(books, said) == [rani]


@pytest.mark.parametrize(
    "said", ["", "  ", "ani", "rani%", "r_ni", "wijaya rani", "c-", "8129", "ra\x00ni"]
)
def test_nobody_is_found_by_something_else(books: Books, rani: UUID, said: str) -> None:
    assert rani not in found(books, said)


def test_a_member_is_found_by_our_own_id(books: Books, rani: UUID) -> None:
    assert found(books, public_id("mem", rani)) == [rani]


def test_a_member_is_found_by_the_code_they_hold(books: Books) -> None:
    def code(uow: UnitOfWork) -> tuple[str, UUID]:
        row = uow.connection.exec_driver_sql(
            "SELECT code, member_id FROM voucher ORDER BY voucher_id LIMIT 1"
        ).one()
        return row[0], row[1]

    said, holder = books.counter.run(code)

    assert found(books, said.lower()) == [holder]


def test_who_was_erased_is_not_found(books: Books, rani: UUID) -> None:
    def erase(uow: UnitOfWork) -> None:
        MemberRepository(uow).change(rani, at=NOON, state="erased")

    books.counter.run(erase)

    assert found(books, "rani") == []


def test_an_email_finds_its_member_whatever_its_case(books: Books, rani: UUID) -> None:
    def by_email(said: str) -> Callable[[UnitOfWork], UUID | None]:
        def read(uow: UnitOfWork) -> UUID | None:
            row = MemberRepository(uow).by_email(said)
            return row.member_id if row else None

        return read

    assert books.counter.run(by_email("rani.wijaya@MAIL.test")) == rani
    assert books.counter.run(by_email("rani.wijaya@mail.tes")) is None


def test_a_member_of_another_programme_is_not_found(books: Books, rani: UUID) -> None:
    def look(uow: UnitOfWork) -> int:
        uow.connection.exec_driver_sql(
            "SELECT set_config('setia.programme_id', %s, true)", (str(UUID(int=7)),)
        )
        rows = uow.connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM setia_find_members('rani', 5)) +"
            " (SELECT count(*) FROM setia_members_with_email('rani.wijaya@mail.test'))"
        )
        count: int = rows.scalar_one()
        return count

    assert books.counter.run(look) == 0


def test_a_member_page_has_what_the_ledger_and_the_store_say(books: Books) -> None:
    page = books.counter.run(
        lambda uow: member_page(books.env, uow, books.ada, "points")
    )

    assert page.balances["points"] == books.balance(books.ada)
    assert sum(lot.available for lot in page.lots) == page.balances["points"].available
    assert page.history.transactions
    placed = [one.placed_at for one in page.orders if one.placed_at]
    assert placed == sorted(placed, reverse=True)
    assert placed
    assert page.vouchers


def test_there_is_no_page_about_nobody(books: Books) -> None:
    with pytest.raises(MemberMissing):
        books.counter.run(
            lambda uow: member_page(books.env, uow, UUID(int=9), "points")
        )
