"""After an erasure the books hold, and nothing leads from the id to the person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from app.domain.errors import PlatformUnavailable, PlatformUnclear
from app.domain.ids import public_id
from app.domain.ledger import Key
from app.domain.ledger.balances import Balance
from app.domain.ledger.errors import MemberFrozen
from app.domain.ledger.freezes import Freeze
from app.domain.rewards.voucher import Voucher
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
from app.services.explaining import explain_all
from app.services.prove import prove
from app.storage.inbox import InboxRepository
from app.storage.ledger import LedgerRepository
from app.storage.members import MemberMissing, MemberRepository
from app.storage.outbox import OutboxRepository
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.storage.vouchers import VoucherRepository
from tests.factories import customer, guest, line, order
from tests.servers import Shared
from tests.services.books import POINTS, Books, reopened, spend
from tests.services.scripted_store import Mishap

EMAIL = "Wulan.Planted@mail.test"
PHONE = "+62811998877"
REF = "770012345"
ORDER = "880054321"
NOTE = "Wulan called about her parcel"
PLANTED = (EMAIL.lower(), PHONE, REF, ORDER, "wulan", "plantedname")


@pytest.fixture
def wulan(books: Books) -> UUID:
    """A member who left traces in every table that can hold one."""
    member_id = books.counter.add_member(
        REF, email=EMAIL, phone=PHONE, first_name="Wulan", last_name="Plantedname"
    )
    who = replace(customer(REF), email=EMAIL)
    books.settle(order(line("90000"), ref=ORDER, who=who, at=books.now))
    books.give(500, member_id)
    books.post(
        lambda book: book.adjust(
            books.key(),
            member_id=member_id,
            asset=POINTS,
            amount=-10,
            at=books.now,
            occurred_at=books.now,
            note=NOTE,
        ),
        member_id,
    )
    # The history ended with a store out of reach; it answers again by now.
    books.counter.clock.advance(hours=2)
    books.counter.buy("twenty", member_id=member_id)
    books.counter.drain()
    books.counter.run(lambda uow: leave_traces(books, uow, member_id))
    return member_id


def leave_traces(books: Books, uow: UnitOfWork, member_id: UUID) -> None:
    """Write what deliveries, debts, answers and guests leave behind."""
    run, programme = uow.connection.exec_driver_sql, uow.programme_id
    new, store_id, at = books.env.ids.new, books.counter.store_id, books.now
    for state, body in (
        ("done", f'{{"id": {ORDER}, "email": "{EMAIL.lower()}"}}'),
        ("done", f'{{"customer": {{"id": {REF}}}}}'),
        ("waiting", f'{{"email": "{EMAIL}"}}'),
        ("set_aside", '{"id": 1, "email": "someone.else@mail.test"}'),
    ):
        run(
            "INSERT INTO inbox (programme_id, inbox_id, store_id, provider, topic,"
            " dedupe_key, body, received_at, due_at, state)"
            " VALUES (%s, %s, %s, 'fake', 'orders', %s, %s, %s, %s, %s)",
            (programme, new(), store_id, str(new()), body.encode(), at, at, state),
        )
    outbox = OutboxRepository(uow)
    key = f"{store_id}/{ORDER}"
    outbox.add("fetch_order", ORDER, store_id=store_id, due_at=at, payload={}, key=key)
    outbox.add("mail", "x", store_id=None, due_at=at, payload={"to": EMAIL})
    run(
        "INSERT INTO guest_contact (programme_id, digest, kind, member_id, seen_at)"
        " VALUES (%s, %s, 'email', %s, %s)",
        (programme, b"guest", member_id, at),
    )
    run(
        "INSERT INTO fact_award (programme_id, award_id, member_id, rule_id, source,"
        " asset, keep, n, state, terms, programme_version, happened_at)"
        " VALUES (%s, %s, %s, 'review', %s, 'points', 0, 0, 'waiting', %s, 1, %s)",
        (programme, new(), member_id, f"review:{ORDER}", f'{{"item": "{REF}"}}', at),
    )
    key_id = new()
    run(
        "INSERT INTO api_key (programme_id, key_id, name, mode, digest, ending,"
        " scopes, created_at) VALUES (%s, %s, 'till', 'live', 'x', 'x', '{}', %s)",
        (programme, key_id, at),
    )
    answer = f'{{"member": "{public_id("mem", member_id)}", "email": "{EMAIL}"}}'
    run(
        "INSERT INTO idempotent_request (programme_id, key_id, idempotency_key,"
        " request_digest, state, begun_at, answer)"
        " VALUES (%s, %s, 'k', 'x', 'done', %s, %s)",
        (programme, key_id, at, answer),
    )


def everything(books: Books) -> str:
    """Return all rows of all tables as one text, bytes readable."""
    found: list[str] = []
    with psycopg.connect(books.database_url) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        for (name,) in tables:
            for row in connection.execute(
                f"SELECT * FROM {name}".encode()  # noqa: S608 - our own tables
            ):
                found += [readable(value) for value in row]
    return "\n".join(found).lower()


def readable(value: Any) -> str:  # noqa: ANN401 - any column
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def leave_unclear(books: Books, member_id: UUID) -> None:
    """Let a redemption stand of which nobody knows whether the store acted."""
    store = books.counter.store
    store.on("issue", Mishap(after=PlatformUnclear("cut off")))
    store.on("look_up", *[Mishap(before=PlatformUnavailable("away"))] * 3)
    books.counter.buy("any", points=100, member_id=member_id)


def outstanding(books: Books) -> int:
    """Return all units on members' accounts."""

    def read(uow: UnitOfWork) -> int:
        found: int = uow.connection.exec_driver_sql(
            "SELECT sum(pending + available + held - shortfall)::bigint"
            " FROM member_balance"
        ).scalar_one()
        return found

    return books.counter.run(read)


def test_the_traces_are_really_there_before(books: Books, wulan: UUID) -> None:
    text = everything(books)

    assert [word for word in PLANTED if word not in text] == []


def test_nothing_that_leads_to_the_person_is_left(books: Books, wulan: UUID) -> None:
    erase(books.env, books.programme_id, wulan)

    text = everything(books)
    assert [word for word in PLANTED if word in text] == []
    assert str(wulan) in text


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
