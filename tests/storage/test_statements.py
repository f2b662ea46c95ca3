"""Prepared statements: what goes in comes out, and errors are SQLAlchemy's."""

from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from app.storage.statements import Prepared
from app.storage.unit_of_work import Database, UnitOfWork
from tests.domain.ledger.stories import START
from tests.storage.test_unit_of_work import MEMBER, OTHER, READ, add_twice


def test_a_prepared_statement_fails_as_sqlalchemy_says(
    database: Database, programme_id: UUID
) -> None:
    wrong = Prepared("SELECT %(member)s::uuid FROM no_such_table")

    with pytest.raises(ProgrammingError) as failed:
        database.run(
            programme_id, lambda uow: wrong.rows(uow.connection, {"member": MEMBER})
        )

    assert isinstance(failed.value, DBAPIError)
    assert isinstance(failed.value.orig, psycopg.errors.UndefinedTable)


def test_prepared_statements_outlive_a_savepoint_that_was_undone(
    database: Database, programme_id: UUID
) -> None:
    def work(uow: UnitOfWork) -> int:
        for _ in range(7):  # psycopg prepares what it saw five times
            add_up(uow)
            with pytest.raises(IntegrityError), uow.savepoint():
                add_twice(uow)
        return add_up(uow)

    def add_up(uow: UnitOfWork) -> int:
        return int(READ.rows(uow.connection, {"member": OTHER})[0][0])

    assert database.run(programme_id, work) == 0


def test_a_text_that_the_server_would_cut_off_is_refused(
    database: Database, programme_id: UUID
) -> None:
    echo = Prepared("SELECT %(said)s::text")

    with pytest.raises(DataError, match="NUL"):
        database.run(
            programme_id, lambda uow: echo.rows(uow.connection, {"said": "a\0b"})
        )


def test_what_a_statement_cannot_send_is_a_mistake(
    database: Database, programme_id: UUID
) -> None:
    echo = Prepared("SELECT %(said)s::float")

    with pytest.raises(TypeError, match="float"):
        database.run(programme_id, lambda uow: echo.rows(uow.connection, {"said": 0.5}))


def test_parameters_arrive_as_they_were_sent(
    database: Database, programme_id: UUID
) -> None:
    echo = Prepared(
        "SELECT %(text)s::text, %(n)s::bigint, %(yes)s::boolean, %(id)s::uuid,"
        " %(at)s::timestamptz, %(raw)s::bytea, %(none)s::text"
    )
    sent = {
        "text": 'Ünï, \\ "quoted" {x}',
        "n": -7,
        "yes": True,
        "id": MEMBER,
        "at": START,
        "raw": b"\x00\\\xff",
        "none": None,
    }

    [row] = database.run(programme_id, lambda uow: echo.rows(uow.connection, sent))

    assert row == tuple(sent.values())
