"""What the database enforces, whoever writes: the owner or the application."""

from collections.abc import Iterator
from typing import LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.exc import DBAPIError

from app.domain.ledger import Key
from app.storage.unit_of_work import Database
from app.wiring.ids import SystemIds
from tests.domain.ledger.stories import START
from tests.domain.ledger.worlds import POINTS, InDatabase

ADA = UUID(int=0xADA)


def raw_transaction(connection: psycopg.Connection, programme_id: UUID, n: int) -> UUID:
    """Write the row of a transaction by hand; return its id."""
    transaction_id = uuid4()
    connection.execute(
        "INSERT INTO ledger_transaction (programme_id, transaction_id, kind, actor,"
        " key_digest, request_digest, occurred_at, posted_at, posting_count)"
        " VALUES (%s, %s, 'forgiveness', 'x', %s, %s, now(), now(), %s)",
        (programme_id, transaction_id, uuid4().bytes * 2, bytes(32), n),
    )
    return transaction_id


def raw_posting(
    connection: psycopg.Connection, programme_id: UUID, transaction_id: UUID, line: int
) -> None:
    connection.execute(
        "INSERT INTO ledger_posting (programme_id, transaction_id, line, source,"
        " target, target_member_id, asset, amount, posted_at)"
        " VALUES (%s, %s, %s, 'goodwill', 'shortfall', %s, 'points', 5, now())",
        (programme_id, transaction_id, line, ADA),
    )


@pytest.fixture(params=["owner", "application"])
def writer(
    request: pytest.FixtureRequest, storage_url: str, programme_id: UUID
) -> Iterator[psycopg.Connection]:
    with psycopg.connect(storage_url) as connection:
        if request.param == "application":
            connection.execute("SET ROLE setia_app")
            connection.execute(
                "SELECT set_config('setia.programme_id', %s, false)",
                (str(programme_id),),
            )
            connection.commit()
        yield connection
        connection.rollback()


def test_a_transaction_comes_with_its_postings(
    writer: psycopg.Connection, programme_id: UUID
) -> None:
    found = raw_transaction(writer, programme_id, 2)
    raw_posting(writer, programme_id, found, 1)
    raw_posting(writer, programme_id, found, 2)

    writer.commit()


def test_a_transaction_without_one_of_its_postings_is_refused(
    writer: psycopg.Connection, programme_id: UUID
) -> None:
    found = raw_transaction(writer, programme_id, 2)
    raw_posting(writer, programme_id, found, 1)

    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="declares"):
        writer.commit()


def test_nothing_is_added_to_a_transaction_later(
    writer: psycopg.Connection, programme_id: UUID
) -> None:
    found = raw_transaction(writer, programme_id, 1)
    raw_posting(writer, programme_id, found, 1)
    writer.commit()

    raw_posting(writer, programme_id, found, 2)

    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="declares"):
        writer.commit()


def test_looking_away_from_a_transaction_does_not_help(
    storage_url: str, programme_id: UUID
) -> None:
    with psycopg.connect(storage_url) as connection:
        connection.execute("SET ROLE setia_app")
        connection.execute(
            "SELECT set_config('setia.programme_id', %s, true)", (str(programme_id),)
        )
        raw_transaction(connection, programme_id, 2)
        connection.execute("SELECT set_config('setia.programme_id', '', true)")

        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            connection.commit()


WRONG = """
INSERT INTO ledger_posting (programme_id, transaction_id, line, source,
  source_member_id, target, target_member_id, lot_id, amount, asset, posted_at)
VALUES (%(programme)s, %(transaction)s, 1, {}, 'points', now())
"""
WRONG_POSTINGS: dict[str, LiteralString] = {
    "no amount": "'goodwill', NULL, 'shortfall', %(ada)s, NULL, 0",
    "beyond the limit": "'goodwill', NULL, 'shortfall', %(ada)s, NULL, 1000000000001",
    "no lot": "'available', %(ada)s, 'burned', NULL, NULL, 1",
    "a member's account without member": "'goodwill', NULL, 'shortfall', NULL, NULL, 1",
    "a programme's account with member": (
        "'goodwill', %(ada)s, 'shortfall', %(ada)s, NULL, 1"
    ),
    "one account twice": "'shortfall', %(ada)s, 'shortfall', %(ada)s, NULL, 1",
    "an account that is none": "'goodwill', NULL, 'wallet', %(ada)s, NULL, 1",
}


@pytest.mark.parametrize("wrong", WRONG_POSTINGS)
def test_a_posting_that_cannot_be_is_refused(
    writer: psycopg.Connection, programme_id: UUID, wrong: str
) -> None:
    found = raw_transaction(writer, programme_id, 1)

    with pytest.raises(psycopg.errors.CheckViolation):
        writer.execute(
            sql.SQL(WRONG).format(sql.SQL(WRONG_POSTINGS[wrong])),
            {"programme": programme_id, "transaction": found, "ada": ADA},
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE member_balance SET available = -1",
        "UPDATE member_balance SET available = 1000000000000001",
        "UPDATE member_balance SET shortfall = 1",
        "UPDATE ledger_lot_state SET available = available + 1",
        "UPDATE ledger_lot_state SET available = -1, burned = 101",
        "UPDATE ledger_lot_state SET absorbed = 1",
    ],
)
def test_derived_figures_that_cannot_be_are_refused(
    database: Database, programme_id: UUID, change: str
) -> None:
    ledger = InDatabase(database, programme_id, SystemIds())
    ledger.act(
        lambda book: book.accrue(
            Key.of("k"),
            member_id=ADA,
            asset=POINTS,
            amount=100,
            award_id=None,
            occurred_at=START,
            at=START,
            pending=False,
            available_from=None,
            lapses_at=None,
            zone="UTC",
        ),
        [(ADA, POINTS)],
    )

    with pytest.raises(DBAPIError, match="check constraint"):
        ledger.database.run(
            ledger.programme_id, lambda uow: uow.connection.exec_driver_sql(change)
        )


def test_lines_with_a_gap_are_not_what_was_declared(
    writer: psycopg.Connection, programme_id: UUID
) -> None:
    found = raw_transaction(writer, programme_id, 1)
    raw_posting(writer, programme_id, found, 2)

    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="declares"):
        writer.commit()


def test_a_transaction_of_no_programme_is_refused(storage_url: str) -> None:
    with psycopg.connect(storage_url) as owner:
        nobody = uuid4()
        found = raw_transaction(owner, nobody, 1)
        raw_posting(owner, nobody, found, 1)

        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            owner.commit()


def test_checking_early_opens_no_way_round_the_count(
    writer: psycopg.Connection, programme_id: UUID
) -> None:
    found = raw_transaction(writer, programme_id, 1)
    raw_posting(writer, programme_id, found, 1)
    writer.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="declares"):
        raw_posting(writer, programme_id, found, 2)
