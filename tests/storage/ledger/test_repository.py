"""What the repository keeps and how it is read back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.errors import Missing
from app.domain.ledger import Balance, Book, Key, LotTerms, Note, SourceRef, Transaction
from app.domain.ledger.errors import (
    AlreadySettled,
    LedgerOutOfBalance,
    MemberFrozen,
    ProgrammeFrozen,
)
from app.domain.ledger.freezes import Freeze
from app.domain.money import Money
from app.storage.ledger import Cursor, LedgerRepository, Statement
from app.storage.unit_of_work import Database, UnitOfWork
from app.wiring.ids import SystemIds
from tests.domain.ledger.stories import START, Story
from tests.domain.ledger.worlds import POINTS, InDatabase, InMemory
from tests.storage.conftest import new_programme

ADA, BEN = UUID(int=0xADA), UUID(int=0xBE)
HERE = [(ADA, POINTS)]


@pytest.fixture
def ledger(database: Database, programme_id: UUID) -> InDatabase:
    return InDatabase(database, programme_id, SystemIds())


@pytest.fixture
def story(ledger: InDatabase) -> Story:
    told = Story(ledger)
    told.named["member:ada"] = ADA
    told.named["member:ben"] = BEN
    return told


def accrue(book: Book, amount: int = 100, key: str = "k", **more: Any) -> None:  # noqa: ANN401 - as accrue
    told: dict[str, Any] = {
        "member_id": ADA,
        "asset": POINTS,
        "award_id": None,
        "occurred_at": START,
        "at": START,
        "pending": False,
        "available_from": None,
        "lapses_at": None,
        "zone": "Asia/Jakarta",
        **more,
    }
    book.accrue(Key.of(key), amount=amount, **told)


def test_a_lot_is_read_back_as_it_was_opened(ledger: InDatabase) -> None:
    award_id = uuid4()

    ledger.act(
        lambda book: accrue(
            book,
            award_id=award_id,
            basis=Money(12_990, "MYR"),
            basis_kind="presentment",
            pending=True,
            available_from=START + timedelta(days=14),
            lapses_at=START + timedelta(days=400),
        ),
        HERE,
    )
    [lot] = ledger.lots(ADA)

    assert (lot.award_id, lot.award_lot, lot.size) == (award_id, 1, 100)
    assert (lot.basis, lot.basis_kind) == (Money(12_990, "MYR"), "presentment")
    assert (lot.zone, lot.awarded_at) == ("Asia/Jakarta", START)
    assert lot.available_from == START + timedelta(days=14)
    assert lot.lapses_at == START + timedelta(days=400)
    assert (lot.pending, lot.home_member_id, lot.member_id) == (100, ADA, ADA)


def test_a_transaction_is_read_back_as_it_was_posted(ledger: InDatabase) -> None:
    source = SourceRef("order", uuid4(), "5551234")

    _, [written] = ledger.act(
        lambda book: accrue(
            book,
            actor="sari",
            rule_ref="spend",
            version=3,
            note='she said "terima kasih", \\o/ {1,2}',
            source=source,
        ),
        HERE,
    )
    found = ledger.read(lambda repository: repository.transaction(written.id))
    notes = ledger.read(lambda repository: repository.notes([written.id]))

    assert found is not None
    assert found.postings == written.postings
    assert (found.kind, found.actor, found.rule_ref) == ("accrual", "sari", "spend")
    assert (found.programme_version, found.occurred_at) == (3, START)
    assert found.posted_at == written.posted_at
    assert notes == {written.id: 'she said "terima kasih", \\o/ {1,2}'}
    assert stored(
        ledger, "SELECT kind, store_id, source_ref FROM transaction_source"
    ) == [("order", source.store_id, "5551234")]


def stored(ledger: InDatabase, query: str) -> list[tuple[Any, ...]]:
    def look(uow: UnitOfWork) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in uow.connection.exec_driver_sql(query)]

    return ledger.database.run(ledger.programme_id, look)


def test_a_transaction_that_does_not_exist_is_none(ledger: InDatabase) -> None:
    assert ledger.read(lambda repository: repository.transaction(uuid4())) is None


def test_a_note_that_is_erased_leaves_its_commitment(ledger: InDatabase) -> None:
    _, [written] = ledger.act(lambda book: accrue(book, note="a name"), HERE)
    assert isinstance(written.note, Note)

    def erase(uow: UnitOfWork) -> None:
        uow.connection.exec_driver_sql(
            "UPDATE transaction_note SET note = NULL, salt = NULL, erased_at = now()"
        )

    ledger.database.run(ledger.programme_id, erase)

    assert ledger.read(lambda repository: repository.notes([written.id])) == {}
    [[commitment]] = stored(ledger, "SELECT note_commitment FROM ledger_transaction")
    assert commitment == written.note.commitment


def test_posted_at_grows_along_a_balance_row_whatever_the_clock_says(
    ledger: InDatabase,
) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251 - beside the database's own
    ledger.act(lambda book: accrue(book, key="first"), HERE)
    ledger.database.run(
        ledger.programme_id,
        lambda uow: uow.connection.exec_driver_sql(
            "UPDATE member_balance SET last_posted_at = %s", (ahead,)
        ),
    )

    def two(book: Book) -> None:
        accrue(book, key="second")
        accrue(book, key="third")

    _, written = ledger.act(two, HERE)

    assert [transaction.posted_at for transaction in written] == [
        ahead + timedelta(microseconds=1),
        ahead + timedelta(microseconds=2),
    ]


def test_a_book_goes_on_after_a_flush(ledger: InDatabase) -> None:
    def work(uow: UnitOfWork) -> list[Transaction]:
        repository = LedgerRepository(uow, ledger.ids)
        book = repository.open(HERE)
        accrue(book, 100)
        first = repository.flush(book)
        book.hold(
            Key.of("hold"),
            member_id=ADA,
            asset=POINTS,
            amount=60,
            at=START,
            occurred_at=START,
            voucher_id=UUID(int=7),
        )
        return first + repository.flush(book) + repository.flush(book)

    first, second = ledger.database.run(ledger.programme_id, work)

    assert first.posted_at is not None
    assert second.posted_at is not None
    assert first.posted_at < second.posted_at
    assert ledger.balance(ADA) == Balance(available=40, held=60)


def test_a_balance_that_changed_behind_the_book_is_not_overwritten(
    ledger: InDatabase,
) -> None:
    def work(uow: UnitOfWork) -> None:
        repository = LedgerRepository(uow, ledger.ids)
        book = repository.open(HERE)
        uow.connection.exec_driver_sql("UPDATE member_balance SET version = 9")
        accrue(book)
        repository.flush(book)

    with pytest.raises(LedgerOutOfBalance, match="as the book found it"):
        ledger.database.run(ledger.programme_id, work)

    assert ledger.lots(ADA) == []


def test_a_book_that_was_made_by_hand_is_not_flushed(ledger: InDatabase) -> None:
    made = InMemory()
    made.act(accrue, HERE)

    with pytest.raises(ValueError, match="repository opened"):
        ledger.read(lambda repository: repository.flush(made.book))


def test_one_unit_of_work_settles_hundreds_of_members(ledger: InDatabase) -> None:
    members = [UUID(int=n) for n in range(1, 301)]

    def settle(book: Book) -> None:
        for member_id in members:
            accrue(book, 7, key=f"order {member_id}", member_id=member_id)

    _, written = ledger.act(settle, [(member_id, POINTS) for member_id in members])

    assert len(written) == len(members)
    assert len({transaction.posted_at for transaction in written}) == len(members)
    assert stored(ledger, "SELECT count(*), sum(available) FROM member_balance") == [
        (300, 2100)
    ]


def test_several_assets_stand_beside_each_other(ledger: InDatabase) -> None:
    def both(book: Book) -> None:
        accrue(book, 100, key="points")
        accrue(book, 2_569, key="credit", asset="credit:USD")

    ledger.act(both, [(ADA, POINTS), (ADA, "credit:USD")])

    assert ledger.read(lambda repository: repository.balances(ADA)) == {
        "credit:USD": Balance(available=2_569),
        POINTS: Balance(available=100),
    }
    assert ledger.read(lambda repository: repository.accounts([ADA, BEN])) == [
        (ADA, "credit:USD"),
        (ADA, POINTS),
    ]


def test_a_programme_that_does_not_exist_has_no_ledger(database: Database) -> None:
    nowhere = InDatabase(database, uuid4(), SystemIds())

    with pytest.raises((Missing, IntegrityError)):
        nowhere.act(accrue, HERE)


def test_an_answer_older_than_answers_are_kept_is_already_settled(
    ledger: InDatabase,
) -> None:
    request = {"amount": 100}
    ledger.act(lambda book: accrue(book, request=request), HERE)
    later = datetime.now(UTC) + timedelta(days=7)  # noqa: TID251 - beside the database's own

    def again(book: Book) -> None:
        book.found(Key.of("k"), request, answers_kept_since=later)

    with pytest.raises(AlreadySettled):
        ledger.act(again, HERE, keys=[Key.of("k")])


def freeze(ledger: InDatabase, extent: Freeze) -> None:
    ledger.read(
        lambda repository: repository.freeze(ADA, extent, reason="chargeback", at=START)
    )


def test_a_member_is_frozen_and_thawed(ledger: InDatabase) -> None:
    freeze(ledger, Freeze.REDEEMING)
    freeze(ledger, Freeze.WRITES)

    with pytest.raises(MemberFrozen, match="chargeback"):
        ledger.act(accrue, HERE)
    ledger.read(lambda repository: repository.thaw(ADA))
    ledger.act(accrue, HERE)

    assert ledger.balance(ADA) == Balance(available=100)


def test_a_frozen_programme_refuses(database: Database, storage_url: str) -> None:
    frozen = InDatabase(
        database, new_programme(storage_url, state="frozen"), SystemIds()
    )

    with pytest.raises(ProgrammeFrozen):
        frozen.act(accrue, HERE)


def page_of(
    ledger: InDatabase, member_id: UUID, cursor: Cursor | None = None
) -> Statement:
    """Return two transactions of a member's history."""
    return ledger.read(
        lambda repository: repository.statement(member_id, POINTS, cursor, 2)
    )


def test_a_statement_goes_back_page_by_page(story: Story, ledger: InDatabase) -> None:
    for number in range(5):
        story.tell({"do": "grant", "member": "ada", "amount": number + 1})
    story.tell({"do": "hold", "member": "ada", "voucher": "v", "amount": 15})
    story.tell({"do": "burn", "member": "ada", "voucher": "v"})
    story.tell({"do": "grant", "member": "ben", "amount": 99})

    pages, cursor = [], None
    for _ in range(4):
        page = page_of(ledger, ADA, cursor)
        pages.append([(t.kind.value, t.moved()) for t in page.transactions])
        cursor = page.next_cursor

    assert pages == [
        [("burn", 15), ("hold", 15)],
        [("accrual", 5), ("accrual", 4)],
        [("accrual", 3), ("accrual", 2)],
        [("accrual", 1)],
    ]
    assert cursor is None


def test_a_merge_stands_in_both_statements(story: Story, ledger: InDatabase) -> None:
    story.tell({"do": "grant", "member": "ada", "amount": 10})
    story.tell({"do": "merge", "absorbed": "ada", "kept": "ben"})

    kinds = [
        [transaction.kind.value for transaction in page_of(ledger, who).transactions]
        for who in (ADA, BEN)
    ]

    assert kinds == [["merge", "accrual"], ["merge"]]


def test_the_story_of_an_award_and_of_a_voucher_can_be_read(
    story: Story, ledger: InDatabase
) -> None:
    story.tell({"do": "award", "award": "A", "member": "ada", "keep": 50})
    story.tell({"do": "hold", "member": "ada", "voucher": "v", "amount": 20})
    story.tell({"do": "release", "member": "ada", "voucher": "v"})
    story.tell({"do": "award", "award": "A", "member": "ada", "keep": 0})

    award = ledger.read(lambda r: r.of_award(story.id_of("award", "A")))
    voucher = ledger.read(lambda r: r.of_voucher(story.id_of("voucher", "v")))

    assert [t.kind for t in award] == ["accrual", "hold", "release", "clawback"]
    assert [t.kind for t in voucher] == ["hold", "release"]


def test_lots_with_nothing_left_are_not_among_the_live_ones(
    story: Story, ledger: InDatabase
) -> None:
    story.tell({"do": "grant", "member": "ada", "amount": 10})
    story.tell({"do": "grant", "member": "ada", "amount": 20})
    story.tell({"do": "retract", "member": "ada", "lot": 1})

    live = ledger.read(lambda repository: repository.lots(ADA, POINTS))

    assert [lot.available for lot in live] == [20]
    assert [lot.size for lot in ledger.lots(ADA)] == [10, 20]


def test_every_settlement_of_a_lot_is_on_record(
    story: Story, ledger: InDatabase
) -> None:
    story.tell({"do": "award", "award": "A", "member": "ada", "keep": 50})
    story.tell({"do": "award", "award": "A", "member": "ada", "keep": 20})
    story.tell({"do": "award", "award": "A", "member": "ada", "keep": 30})

    assert stored(
        ledger,
        "SELECT n, target, absorbed, absorbed_total FROM clawback_record ORDER BY n",
    ) == [(1, 20, 0, 0), (2, 30, 0, 0)]


def test_opening_terms_may_be_given_by_hand(ledger: InDatabase) -> None:
    terms = LotTerms(awarded_at=START, zone="UTC", lapses_at=START + timedelta(days=1))

    ledger.act(
        lambda book: book.adjust(
            Key.of("api", "1"),
            member_id=ADA,
            asset=POINTS,
            amount=5,
            at=START,
            occurred_at=START,
            opening=terms,
        ),
        HERE,
    )

    assert ledger.lots(ADA)[0].lapses_at == terms.lapses_at
