"""After an erasure the books hold, and nothing leads from the id to the person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.errors import PlatformUnavailable
from app.domain.ledger.balances import Balance
from app.domain.ledger.errors import MemberFrozen
from app.domain.ledger.freezes import Freeze
from app.services.enrolment import Enrolment, Wanted
from app.services.erasure import (
    ClaimMissing,
    ClaimUsed,
    ErasureWaits,
    LeavingPolicy,
    claim,
    erase,
    erase_again,
    erase_members_of_store,
    finish_erasures,
    list_erased,
    suppress_customer,
)
from app.services.prove import prove
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberMissing, MemberRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, line, order
from tests.servers import Shared
from tests.services.book_history import spend
from tests.services.books import Books, reopened
from tests.services.scripted_store import Mishap
from tests.services.traces import (
    EMAIL,
    PLANTED,
    arrive,
    everything,
    leave_unclear,
    outstanding,
)


@pytest.fixture
def wulan(books: Books) -> UUID:
    return arrive(books)


def test_the_books_hold_and_differ_by_the_forfeiture_alone(
    books: Books, wulan: UUID
) -> None:
    before, hers = outstanding(books), books.balance(wulan)

    erase(books.env, books.programme_id, wulan)

    books.seal()
    assert prove(books.env, books.programme_id) == []
    assert books.balance(wulan) == Balance()
    # Her unused voucher's 200 points came back first and went the same way.
    assert hers == Balance(pending=90, available=290)
    assert before - outstanding(books) == 380


def test_erasing_again_does_nothing(books: Books, wulan: UUID) -> None:
    first = erase(books.env, books.programme_id, wulan)

    again = erase(books.env, books.programme_id, wulan)

    assert (again.repeated, again.erased_at) == (True, first.erased_at)
    assert list_erased(books.env, books.programme_id) == [(wulan, first.erased_at)]


def test_nobody_is_not_erased(books: Books) -> None:
    with pytest.raises(MemberMissing):
        erase(books.env, books.programme_id, books.env.ids.new())


def test_an_erasure_waits_for_a_hold_and_goes_on_when_it_has_ended(
    books: Books, wulan: UUID
) -> None:
    leave_unclear(books, wulan)

    with pytest.raises(ErasureWaits) as refusal:
        erase(books.env, books.programme_id, wulan)

    assert refusal.value.vouchers_open >= 1
    assert EMAIL.lower() in everything(books)
    assert finish_erasures(books.env, books.programme_id) == 0
    books.counter.work_until(timedelta(hours=80), step=timedelta(hours=1))
    assert finish_erasures(books.env, books.programme_id) == 1
    assert finish_erasures(books.env, books.programme_id) == 0
    books.seal()
    assert prove(books.env, books.programme_id) == []


def test_nothing_can_be_bought_while_the_erasure_waits(
    books: Books, wulan: UUID
) -> None:
    leave_unclear(books, wulan)
    with pytest.raises(ErasureWaits):
        erase(books.env, books.programme_id, wulan)

    with pytest.raises(MemberFrozen, match="erasure"):
        books.counter.buy("any", points=100, member_id=wulan)


def test_a_code_in_a_store_that_left_ends_without_it(books: Books, wulan: UUID) -> None:
    books.counter.set_store(state="uninstalled")

    erase(books.env, books.programme_id, wulan)

    def read(uow: UnitOfWork) -> list[tuple[str, int]]:
        rows = uow.connection.exec_driver_sql(
            "SELECT state, returned FROM voucher WHERE member_id = %s", (wulan,)
        )
        return [(row[0], row[1]) for row in rows]

    assert books.counter.run(read) == [("lapsed", 0)]
    books.seal()
    assert prove(books.env, books.programme_id) == []


def test_a_shortfall_is_forgiven(books: Books) -> None:
    bob = books.people[0]
    voucher_id = books.env.ids.new()
    live = books.balance(bob).available
    books.post(lambda book: spend(book, books, bob, live, voucher_id), bob)
    books.settle(
        order(
            line(refunded="257900"),
            ref="B",
            who=customer("7002"),
            version=books.now + timedelta(days=300),
        )
    )
    owed = books.balance(bob).owed

    erase(books.env, books.programme_id, bob)

    assert owed > 0
    assert books.balance(bob) == Balance()


def test_a_balance_can_be_kept_for_who_brings_the_code(
    books: Books, wulan: UUID
) -> None:
    done = erase(books.env, books.programme_id, wulan, policy=LeavingPolicy.KEEP)
    kept, heir = books.balance(wulan), books.people[1]
    before = books.balance(heir)
    assert done.claim_code is not None
    assert [word for word in PLANTED if word in everything(books)] == []

    whose = claim(books.env, books.programme_id, done.claim_code.lower(), heir)

    assert whose == wulan
    assert kept == Balance(pending=90, available=490)
    assert books.balance(wulan) == Balance()
    assert books.balance(heir).available == before.available + kept.available
    with pytest.raises(ClaimMissing):
        claim(books.env, books.programme_id, done.claim_code, heir)
    books.seal()
    assert prove(books.env, books.programme_id) == []


def test_a_kept_balance_goes_to_active_members_only(books: Books, wulan: UUID) -> None:
    done = erase(books.env, books.programme_id, wulan, policy=LeavingPolicy.KEEP)
    assert done.claim_code is not None

    with pytest.raises(ClaimUsed):
        claim(books.env, books.programme_id, done.claim_code, wulan)


def test_a_violation_under_review_is_not_thawed_by_an_erasure(books: Books) -> None:
    bob = books.people[0]
    books.counter.run(
        lambda uow: LedgerRepository(uow, books.env.ids).freeze(
            bob, Freeze.WRITES, reason="books_contradict:3", at=books.now
        )
    )

    with pytest.raises(MemberFrozen, match="books_contradict"):
        erase(books.env, books.programme_id, bob)

    with pytest.raises(MemberFrozen, match="books_contradict"):
        books.give(1, bob)
    assert finish_erasures(books.env, books.programme_id) == 0
    assert "member2@mail.test" in everything(books)


@pytest.fixture
def yesterday(shared_servers: Shared, books: Books, wulan: UUID) -> Iterator[Books]:
    """A backup that was made before the erasure, restored."""
    books.env.database.engine.dispose()
    name = books.database_url.rpartition("?")[0].rpartition("/")[2]
    with (
        replace(shared_servers, template=name).copy() as url,
        reopened(books, url) as found,
    ):
        yield found


def test_a_restored_backup_is_erased_again_from_the_list(
    books: Books, wulan: UUID, yesterday: Books
) -> None:
    erase(books.env, books.programme_id, wulan)
    listed = [member_id for member_id, _ in list_erased(books.env, books.programme_id)]

    done = erase_again(yesterday.env, books.programme_id, [*listed, UUID(int=1)])
    again = erase_again(yesterday.env, books.programme_id, listed)

    assert (done, again) == ((1, []), (0, []))
    assert [word for word in PLANTED if word in everything(yesterday)] == []


def test_a_restored_backup_lists_who_has_to_wait(yesterday: Books, wulan: UUID) -> None:
    yesterday.counter.store.on("withdraw", Mishap(before=PlatformUnavailable("away")))

    assert erase_again(yesterday.env, yesterday.programme_id, [wulan]) == (0, [wulan])


def test_a_customer_can_be_remembered_though_never_known(books: Books) -> None:
    store_id = books.counter.store_id
    books.counter.run(
        lambda uow: suppress_customer(books.env, uow, store_id, "never-seen")
    )

    found = books.counter.run(
        lambda uow: Enrolment(books.env, uow, at=books.now).resolve(
            [Wanted(store_id, customer("never-seen"))]
        )
    )

    assert found == [None]


def test_a_shop_that_is_erased_takes_along_who_was_known_only_there(
    books: Books, wulan: UUID
) -> None:
    bob, other_store = books.people[0], books.env.ids.new()

    def second_store(uow: UnitOfWork) -> None:
        StoreRepository(uow).add(
            store_id=other_store,
            platform="woocommerce",
            domain="dua.test",
            base_url="https://dua.test",
            name="Dua",
            currency="IDR",
            timezone="Asia/Jakarta",
            connected_at=books.now,
            options={},
        )
        MemberRepository(uow).link(other_store, "55", bob, at=books.now)

    books.counter.run(second_store)
    books.counter.work_until(timedelta(hours=80), step=timedelta(hours=8))

    done = erase_members_of_store(books.env, books.programme_id, books.counter.store_id)

    text = everything(books)
    assert done == 5
    assert [word for word in PLANTED if word in text] == []
    assert "member2@mail.test" in text
    assert books.balance(bob).available > 0
    assert books.counter.run(lambda uow: MemberRepository(uow).links_of(bob)) == [
        (other_store, "55")
    ]
    books.seal()
    assert prove(books.env, books.programme_id) == []


def test_a_shop_whose_members_still_have_holds_waits(books: Books, wulan: UUID) -> None:
    books.counter.store.on(
        "withdraw", *[Mishap(before=PlatformUnavailable("away"))] * 9
    )

    with pytest.raises(ErasureWaits):
        erase_members_of_store(books.env, books.programme_id, books.counter.store_id)
