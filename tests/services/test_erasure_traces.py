"""After an erasure no table holds anything that leads to the person."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.ledger import Key
from app.domain.rewards.voucher import Voucher
from app.services.erasure import (
    erase,
)
from app.services.explaining import explain_all
from app.services.prove import prove
from app.storage.inbox import InboxRepository
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberRepository
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from tests.factories import customer, guest, order
from tests.services.books import POINTS, Books
from tests.services.traces import (
    EMAIL,
    ORDER,
    PLANTED,
    REF,
    arrive,
    everything,
    outstanding,
)


@pytest.fixture
def wulan(books: Books) -> UUID:
    return arrive(books)


def test_the_traces_are_really_there_before(books: Books, wulan: UUID) -> None:
    text = everything(books)

    assert [word for word in PLANTED if word not in text] == []


def test_nothing_that_leads_to_the_person_is_left(books: Books, wulan: UUID) -> None:
    erase(books.env, books.programme_id, wulan)

    text = everything(books)
    assert [word for word in PLANTED if word in text] == []
    assert str(wulan) in text


def test_gifts_that_wait_wait_no_longer(books: Books, wulan: UUID) -> None:
    erase(books.env, books.programme_id, wulan)

    def read(uow: UnitOfWork) -> list[tuple[str, bool]]:
        rows = uow.connection.exec_driver_sql(
            "SELECT state, due_at IS NULL FROM gift WHERE member_id = %s", (wulan,)
        )
        return [(row[0], row[1]) for row in rows]

    assert books.counter.run(read) == [("lapsed", True)] * 2


def test_the_journal_verifies_without_the_words_of_a_note(
    books: Books, wulan: UUID
) -> None:
    books.seal()
    sealed = prove(books.env, books.programme_id)

    erase(books.env, books.programme_id, wulan)

    assert sealed == []
    assert [one for one in prove(books.env, books.programme_id) if one.rule == 12] == []


def test_other_people_keep_everything(books: Books, wulan: UUID) -> None:
    bob = books.people[0]
    before = explain_all(books.env, books.programme_id, bob)

    erase(books.env, books.programme_id, wulan)

    assert explain_all(books.env, books.programme_id, bob) == before
    assert "someone.else@mail.test" in everything(books)
    assert "member2@mail.test" in everything(books)


def test_a_late_delivery_about_the_person_makes_no_member_and_gives_nothing(
    books: Books, wulan: UUID
) -> None:
    erase(books.env, books.programme_id, wulan)
    before = outstanding(books)

    late = replace(customer(REF), email=EMAIL)
    books.settle(order(ref=ORDER, who=late, at=books.now))
    books.settle(order(ref="99", who=guest(EMAIL.lower()), at=books.now))

    assert outstanding(books) == before
    assert EMAIL.lower() not in everything(books)


def test_deliveries_about_the_person_are_emptied_and_others_stay(
    books: Books, wulan: UUID
) -> None:
    erase(books.env, books.programme_id, wulan)

    rows = books.counter.run(
        lambda uow: InboxRepository(uow).listed(
            states=("waiting", "superseded", "set_aside"), most=10
        )
    )
    assert {(row.state, row.reason) for row in rows} == {
        ("superseded", "person_erased"),
        ("set_aside", None),
    }


def test_debts_about_the_person_are_cancelled(books: Books, wulan: UUID) -> None:
    erase(books.env, books.programme_id, wulan)

    found = books.counter.run(
        lambda uow: OutboxRepository(uow).listed(states=("cancelled",), most=50)
    )
    assert {
        (debt.kind, debt.subject, debt.reason)
        for debt in found
        if debt.reason == "person_erased"
    } == {
        ("fetch_order", "erased", "person_erased"),
        ("mail", "erased", "person_erased"),
    }


def test_a_member_and_everybody_merged_into_it_are_one_person(
    books: Books, wulan: UUID
) -> None:
    other = books.counter.add_member("770099", email="wulan.other@mail.test")

    def merge(uow: UnitOfWork) -> None:
        members = MemberRepository(uow)
        members.move_links(other, wulan)
        members.change(other, at=books.now, state="merged", merged_into=wulan)

    books.counter.run(merge)

    done = erase(books.env, books.programme_id, other)

    assert done.member_id == wulan
    assert "wulan.other@mail.test" not in everything(books)
    assert "770099" not in everything(books)


def test_vouchers_of_the_person_forget_code_and_customer(
    books: Books, wulan: UUID
) -> None:
    erase(books.env, books.programme_id, wulan)

    def read(uow: UnitOfWork) -> list[Voucher]:
        rows = uow.connection.exec_driver_sql(
            "SELECT voucher_id FROM voucher WHERE member_id = %s", (wulan,)
        )
        return [VoucherRepository(uow).get(row[0]) for row in rows]

    (voucher,) = books.counter.run(read)
    assert (voucher.code, voucher.terms.customer_ref) == ("erased", None)
    assert voucher.discount_ref is None


def test_a_key_of_the_erased_can_not_be_used_again(books: Books, wulan: UUID) -> None:
    key = Key.of("api", "till", "1")
    books.post(
        lambda book: book.adjust(
            key,
            member_id=wulan,
            asset=POINTS,
            amount=-1,
            at=books.now,
            occurred_at=books.now,
        ),
        wulan,
    )
    erase(books.env, books.programme_id, wulan)

    def seen(uow: UnitOfWork) -> bool:
        book = LedgerRepository(uow, books.env.ids).open([(wulan, POINTS)], keys=[key])
        request = {
            "kind": "adjustment",
            "member": wulan,
            "asset": POINTS,
            "amount": -1,
        }
        return book.found(key, request) is not None

    assert books.counter.run(seen)
