"""A history in which everything that a ledger does happens once.

Built through the services and the repository only, so that what ``prove`` says
of it is about real rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.engine import make_url

from app.domain.errors import PlatformRefused, PlatformUnavailable
from app.domain.events import OrderSnapshot, OrderState
from app.domain.ledger import Book, Key
from tests.factories import NOON, customer, line, order
from tests.servers import Shared
from tests.services.books import EARNING, POINTS, Books, reopened
from tests.services.scripted_store import Mishap
from tests.services.voucher_world import opened


def refunded(amount: str, *, ref: str, who: str, minutes: int) -> OrderSnapshot:
    """The usual order, of which *amount* went back."""
    return order(
        line(refunded=amount),
        ref=ref,
        who=customer(who),
        version=NOON + timedelta(days=200, minutes=minutes),
    )


def redeem_and_return(books: Books) -> None:
    """One voucher issued, one given back, one that the store refused."""
    counter = books.counter
    counter.buy()
    counter.drain()
    returned = counter.buy("twenty")
    counter.drain()
    counter.cancel(returned, actor="staff")
    counter.drain()
    counter.store.on("issue", Mishap(before=PlatformRefused("no", reason="no")))
    counter.buy("any", points=100)
    counter.drain()


def earn_and_refund(books: Books, bob: UUID) -> None:
    """Pending points clawed; spent points owed, recovered, partly given again."""
    books.settle(
        order(ref="A", who=customer("7001")),
        refunded("57900", ref="A", who="7001", minutes=1),
        order(ref="B", who=customer("7002")),
    )
    books.counter.clock.advance(days=15)
    books.sweep(books.ada, bob)
    voucher_id = UUID(int=books.env.ids.new().int)
    books.post(lambda book: spend(book, books, bob, 257, voucher_id), bob)
    add_voucher(books, voucher_id, bob, 257)
    books.settle(
        refunded("257900", ref="B", who="7002", minutes=2),
        order(line("100000"), ref="C", who=customer("7002")),
        refunded("200000", ref="B", who="7002", minutes=3),
    )


def spend(
    book: Book, books: Books, member_id: UUID, amount: int, voucher_id: UUID
) -> None:
    book.hold(
        Key.of("hold", voucher_id),
        member_id=member_id,
        asset=POINTS,
        amount=amount,
        at=books.now,
        occurred_at=books.now,
        voucher_id=voucher_id,
    )
    book.burn(voucher_id, at=books.now, occurred_at=books.now)


def add_voucher(
    books: Books, voucher_id: UUID, member_id: UUID, price: int, state: str = "used"
) -> None:
    """Write the voucher of a spending that went past the services."""
    books.counter.run(
        lambda uow: uow.connection.exec_driver_sql(
            "INSERT INTO voucher (programme_id, voucher_id, member_id, store_id,"
            " reward_id, programme_version, source, asset, price, code, code_key,"
            " terms, actor, state, outcome, deadline_at, created_at, updated_at)"
            " SELECT programme_id, %(new)s, %(member)s, store_id, reward_id,"
            " programme_version, source, asset, %(price)s, %(new)s::text,"
            " %(new)s::text, terms, actor, %(state)s, outcome, deadline_at,"
            " created_at, updated_at"
            " FROM voucher WHERE programme_id = %(programme)s"
            " ORDER BY created_at LIMIT 1",
            {
                "programme": books.programme_id,
                "new": voucher_id,
                "member": member_id,
                "price": price,
                "state": state,
            },
        )
    )


def lapse_and_refund(books: Books, cika: UUID) -> None:
    """Points that lapse unused absorb the refund that comes too late."""
    books.settle(order(ref="L", who=customer("7003")))
    books.counter.clock.advance(days=15)
    books.sweep(cika)
    books.counter.clock.advance(days=60)
    books.sweep(cika)
    books.settle(refunded("100000", ref="L", who="7003", minutes=4))


def move_and_correct(books: Books, bob: UUID, cika: UUID, dina: UUID) -> None:
    """Gift, merge, removal and its reversal, forfeiture, forgiveness, retraction."""
    books.give(300, bob)
    books.post(
        lambda book: book.gift(
            books.key(),
            giver_id=bob,
            receiver_id=cika,
            asset=POINTS,
            amount=40,
            at=books.now,
            occurred_at=books.now,
        ),
        bob,
        cika,
    )
    removal = books.post(
        lambda book: book.adjust(
            books.key(),
            member_id=bob,
            asset=POINTS,
            amount=-30,
            at=books.now,
            occurred_at=books.now,
            note="counted twice",
        ),
        bob,
    )
    books.post(
        lambda book: book.reverse(
            books.key(), removal.id, at=books.now, occurred_at=books.now
        ),
        bob,
        transactions=(removal.id,),
    )
    mistaken = books.give(11, bob)
    books.post(
        lambda book: book.retract(books.key(), mistaken, occurred_at=books.now),
        bob,
        lots=(mistaken,),
    )
    books.give(77, dina)
    merge(books, dina, cika)
    books.post(
        lambda book: book.unmerge(
            books.key(), None, absorbed_id=dina, kept_id=cika, occurred_at=books.now
        ),
        dina,
        cika,
    )
    merge(books, dina, cika)


def merge(books: Books, absorbed_id: UUID, kept_id: UUID) -> None:
    books.post(
        lambda book: book.merge(
            books.key(),
            absorbed_id=absorbed_id,
            kept_id=kept_id,
            occurred_at=books.now,
        ),
        absorbed_id,
        kept_id,
    )


def owe_and_forgive(books: Books, eko: UUID) -> None:
    """A shortfall that stands, is forgiven, and a rest that is forfeited."""
    placed = books.now
    books.settle(order(line("90000"), ref="E", who=customer("7005"), at=placed))
    books.counter.clock.advance(days=15)
    books.sweep(eko)
    voucher_id = books.env.ids.new()
    books.post(lambda book: spend(book, books, eko, 90, voucher_id), eko)
    add_voucher(books, voucher_id, eko, 90)
    books.settle(
        order(
            line("90000", refunded="90000"),
            ref="E",
            who=customer("7005"),
            at=placed,
            version=books.now,
        )
    )
    books.post(
        lambda book: book.forgive(
            books.key(), member_id=eko, asset=POINTS, occurred_at=books.now, most=60
        ),
        eko,
    )
    books.give(50, eko)
    books.post(
        lambda book: book.forfeit(
            books.key(), member_id=eko, asset=POINTS, occurred_at=books.now
        ),
        eko,
    )


@contextmanager
def written(database_url: str) -> Iterator[Books]:
    """Open a database and let the whole history happen in it."""
    with opened(database_url) as counter:
        counter.publish(EARNING)
        books = Books(counter, database_url)
        people = [
            counter.add_member(f"700{n}", email=f"member{n}@mail.test")
            for n in range(2, 6)
        ]
        bob, cika, dina, eko = books.people = tuple(people)
        redeem_and_return(books)
        earn_and_refund(books, bob)
        lapse_and_refund(books, cika)
        move_and_correct(books, bob, cika, dina)
        owe_and_forgive(books, eko)
        books.settle(
            order(
                ref="Z",
                who=customer("7001"),
                state=OrderState.PAID,
                at=NOON + timedelta(days=104),
            )
        )
        # A redemption that is still on its way.
        counter.store.on("issue", Mishap(before=PlatformUnavailable("away")))
        counter.buy("any", points=200)
        books.seal()
        yield books


@contextmanager
def history_in(servers: Shared) -> Iterator[Books]:
    """Open the history in a database that can be copied: nobody is connected to it."""
    with servers.copy() as url:
        with written(url) as found:
            kept = found
        yield kept


@contextmanager
def copy_of(history: Books, servers: Shared) -> Iterator[Books]:
    """Open a copy of the history, with real commits."""
    name = make_url(history.database_url).database or ""
    with (
        replace(servers, template=name).copy() as url,
        reopened(history, url) as found,
    ):
        yield found
