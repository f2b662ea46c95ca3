"""What finds a member, and what does not."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.domain.ids import public_id
from app.services.member_page import member_page
from app.services.members import search
from app.services.phones import beginnings
from app.storage.members import MemberMissing, MemberRepository
from app.storage.referrals import ReferralRepository
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
    "said",
    [
        "08129000111",
        "0812 9000 111",
        "+62 812-9000-111",
        "+62 (0)812 9000111",
        "628129000111",
        "00628129000111",
        "8129000111",
        "0812-900",
    ],
)
def test_a_phone_number_finds_its_member_however_it_is_written(
    books: Books, rani: UUID, said: str
) -> None:
    assert found(books, said) == [rani]


@pytest.mark.parametrize("said", ["08129000112", "0128129000111", "+18129000111"])
def test_another_number_finds_nobody(books: Books, rani: UUID, said: str) -> None:
    assert found(books, said) == []


@pytest.mark.parametrize("said", ["RANI7", "rani7", " Rani7 "])
def test_a_member_is_found_by_the_code_that_they_invite_with(
    books: Books, rani: UUID, said: str
) -> None:
    books.counter.run(
        lambda uow: ReferralRepository(uow).add_code("RANI7", rani, at=NOON)
    )

    assert found(books, said) == [rani]


@pytest.mark.parametrize(
    ("zones", "told"),
    [
        (["Asia/Kuala_Lumpur"], ("+0123456789", "+60123456789")),
        (["Europe/Rome"], ("+0123456789", "+390123456789")),
        (["UTC"], ("+0123456789",)),
        (["Asia/Jakarta", "Asia/Makassar"], ("+0123456789", "+62123456789")),
    ],
)
def test_the_country_of_a_zone_says_how_a_number_goes_on(
    zones: list[str], told: tuple[str, ...]
) -> None:
    assert beginnings("012-345 6789", zones) == told


def test_looking_a_number_up_reads_its_index(books: Books, rani: UUID) -> None:
    def plan(uow: UnitOfWork) -> str:
        body = uow.connection.exec_driver_sql(
            "SELECT prosrc FROM pg_proc WHERE proname = 'setia_members_with_phone'"
        ).scalar_one()
        uow.connection.exec_driver_sql("RESET ROLE")
        uow.connection.exec_driver_sql(
            "INSERT INTO member (programme_id, member_id, state, phone, created_at,"
            " updated_at) SELECT %s, gen_random_uuid(), 'active', '+6281' || n,"
            " now(), now() FROM generate_series(100000, 104000) AS n",
            (uow.programme_id,),
        )
        uow.connection.exec_driver_sql("ANALYZE member")
        asked = body.replace("unnest(said)", "unnest(ARRAY['+628129', '+62'])")
        rows = uow.connection.exec_driver_sql(f"EXPLAIN {asked.replace('most', '5')}")
        return "\n".join(row[0] for row in rows)

    said = books.counter.run(plan)
    assert "ix_member_phone" in said
    assert "Index Cond" in said


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
