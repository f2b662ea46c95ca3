"""A person who left traces everywhere, and eyes that look into every table."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg

from app.domain.errors import PlatformUnavailable, PlatformUnclear
from app.domain.ids import public_id
from app.storage.outbox import OutboxRepository
from app.storage.unit_of_work import UnitOfWork
from tests.factories import customer, line, order
from tests.services.books import POINTS, Books
from tests.services.scripted_store import Mishap

EMAIL = "Wulan.Planted@mail.test"
PHONE = "+62811998877"
REF = "770012345"
ORDER = "880054321"
NOTE = "Wulan called about her parcel"
PLANTED = (EMAIL.lower(), PHONE, REF, ORDER, "wulan", "plantedname")


def arrive(books: Books) -> UUID:
    """Let somebody join who leaves traces in every table that can hold one."""
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
    leave_gifts(books, uow, member_id)
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


def leave_gifts(books: Books, uow: UnitOfWork, member_id: UUID) -> None:
    """Write a voucher and a choice that an order is to bring."""
    run, programme = uow.connection.exec_driver_sql, uow.programme_id
    new, store_id, at = books.env.ids.new, books.counter.store_id, books.now
    for kind, state in (("voucher", "waiting"), ("choice", "open")):
        run(
            "INSERT INTO gift (programme_id, gift_id, member_id, rule_id, source,"
            " place, ordinal, kind, state, terms, programme_version, reason,"
            " happened_at, created_at, updated_at, due_at)"
            " VALUES (%(programme)s, %(gift)s, %(member)s, 'spend', %(source)s, 0, 0,"
            " %(kind)s, %(state)s, '{}', 1, %(reason)s, %(at)s, %(at)s, %(at)s,"
            " %(at)s)",
            {
                "programme": programme,
                "gift": new(),
                "member": member_id,
                "source": f"order:{store_id}:{ORDER}:{kind}",
                "kind": kind,
                "state": state,
                "reason": f"for {ORDER}",
                "at": at,
            },
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
