"""What belongs to one merchant's team is never seen or written from another's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from app.storage.tables import metadata
from app.storage.unit_of_work import Database
from tests.storage.conftest import MakeProgramme

MERCHANTS = [
    table.name for table in metadata.sorted_tables if table.info.get("merchant")
]
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
DIGEST = bytes(32)


@pytest.fixture(scope="module")
def two_merchants(storage_url: str) -> tuple[UUID, UUID]:
    """Two merchants with a row in each of their tables."""
    first, second = uuid4(), uuid4()
    with psycopg.connect(storage_url) as connection:
        for merchant_id in (first, second):
            fill(connection, merchant_id)
    return first, second


def fill(connection: psycopg.Connection, merchant_id: UUID) -> None:
    staff_id = uuid4()
    connection.execute(
        "INSERT INTO merchant (merchant_id, name, created_at) VALUES (%s, 'Toko', %s)",
        (merchant_id, AT),
    )
    connection.execute(
        "INSERT INTO staff (merchant_id, staff_id, name, role, language, added_at)"
        " VALUES (%s, %s, 'Sari', 'owner', 'id', %s)",
        (merchant_id, staff_id, AT),
    )
    connection.execute(
        "INSERT INTO staff_session (merchant_id, session_id, staff_id, token_digest,"
        " state, begun_at, seen_at, lapses_at) VALUES (%s, %s, %s, %s, 'open',"
        " %s, %s, %s)",
        (merchant_id, uuid4(), staff_id, uuid4().bytes * 2, AT, AT, AT),
    )
    connection.execute(
        "INSERT INTO staff_invitation (merchant_id, invitation_id, token_digest, role,"
        " made_at, lapses_at) VALUES (%s, %s, %s, 'support', %s, %s)",
        (merchant_id, uuid4(), uuid4().bytes * 2, AT, AT),
    )
    connection.execute(
        "INSERT INTO staff_recovery (merchant_id, staff_id, code_digest)"
        " VALUES (%s, %s, %s)",
        (merchant_id, staff_id, uuid4().bytes * 2),
    )
    connection.execute(
        "INSERT INTO merchant_audit (merchant_id, seq, entry_id, at, actor, action,"
        " subject, surface, request_id, previous_hash, hash)"
        " VALUES (%s, 1, %s, %s, 'cli', 'staff.added', '', '', '', %s, %s)",
        (merchant_id, uuid4(), AT, DIGEST, DIGEST),
    )


@pytest.fixture
def app(storage_url: str) -> Iterator[psycopg.Connection]:
    """The application's role, bound to nothing."""
    with psycopg.connect(storage_url) as connection:
        connection.execute("SET ROLE setia_app")
        yield connection
        connection.rollback()


def bind(connection: psycopg.Connection, merchant_id: UUID) -> None:
    connection.execute(
        "SELECT set_config('setia.merchant_id', %s, true)", (str(merchant_id),)
    )


def seen(connection: psycopg.Connection, table: str) -> set[UUID]:
    query = sql.SQL("SELECT DISTINCT merchant_id FROM {}").format(sql.Identifier(table))
    return {row[0] for row in connection.execute(query).fetchall()}


def test_the_tables_of_a_merchant_are_these() -> None:
    assert set(MERCHANTS) == {
        "merchant_audit",
        "staff",
        "staff_invitation",
        "staff_recovery",
        "staff_session",
    }


def test_every_key_of_theirs_begins_with_the_merchant() -> None:
    keys = {name: next(iter(metadata.tables[name].primary_key)) for name in MERCHANTS}

    assert {column.name for column in keys.values()} == {"merchant_id"}


@pytest.mark.usefixtures("two_merchants")
@pytest.mark.parametrize("table", MERCHANTS)
def test_unbound_nothing_is_seen(app: psycopg.Connection, table: str) -> None:
    assert seen(app, table) == set()


@pytest.mark.parametrize("table", MERCHANTS)
def test_bound_to_one_merchant_its_own_rows_are_seen_and_no_others(
    app: psycopg.Connection, two_merchants: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_merchants[0])

    assert seen(app, table) == {two_merchants[0]}


@pytest.mark.parametrize("table", MERCHANTS)
def test_bound_to_one_merchant_nothing_is_written_for_another(
    app: psycopg.Connection, two_merchants: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_merchants[0])
    query = sql.SQL("INSERT INTO {} (merchant_id) VALUES (%s)")

    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app.execute(query.format(sql.Identifier(table)), (two_merchants[1],))


@pytest.mark.parametrize("table", ["staff", "staff_session", "staff_invitation"])
def test_a_row_is_not_moved_to_another_merchant(
    app: psycopg.Connection, two_merchants: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_merchants[0])
    query = sql.SQL("UPDATE {} SET merchant_id = %s").format(sql.Identifier(table))

    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app.execute(query, (two_merchants[1],))


@pytest.mark.parametrize("table", MERCHANTS)
def test_bound_to_a_programme_nobody_of_its_merchant_is_seen(
    app: psycopg.Connection,
    make_programme: MakeProgramme,
    two_merchants: tuple[UUID, UUID],
    table: str,
) -> None:
    app.execute(
        "SELECT set_config('setia.programme_id', %s, true)", (str(make_programme()),)
    )

    assert seen(app, table) == set()


@pytest.mark.parametrize("table", ["programme", "store", "programme_audit"])
def test_bound_to_a_merchant_nothing_of_its_programmes_is_seen(
    app: psycopg.Connection, two_merchants: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_merchants[0])
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))

    assert app.execute(query).fetchone() == (0,)


def test_row_security_is_forced_on_all_of_them(app: psycopg.Connection) -> None:
    rows = app.execute(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
    ).fetchall()

    assert set(MERCHANTS) <= {row[0] for row in rows}


def test_a_pooled_connection_shows_nothing_to_its_next_user(
    database: Database, two_merchants: tuple[UUID, UUID]
) -> None:
    bound = database.run_merchant(two_merchants[0], lambda work: work.merchant_id)

    with database.unbound() as connection:
        left = connection.exec_driver_sql("SELECT count(*) FROM staff").scalar()

    assert (bound, left) == (two_merchants[0], 0)
