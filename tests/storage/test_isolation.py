"""No row of one programme is seen or written from another, whatever the query."""

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import UniqueConstraint

from app.domain.ledger import Key
from app.storage.tables import metadata
from app.storage.unit_of_work import Database, UnitOfWork
from tests.domain.ledger.stories import Story
from tests.domain.ledger.worlds import CountedIds, InDatabase
from tests.storage.conftest import MakeProgramme, new_programme

TENANTS = [table.name for table in metadata.sorted_tables if table.info["tenant"]]
MERCHANTS = [
    table.name for table in metadata.sorted_tables if table.info.get("merchant")
]
"""Bound to a merchant instead of a programme; test_merchant_work.py looks at them."""

INSERT_ONLY = [
    table.name
    for table in metadata.sorted_tables
    if table.info.get("privileges") == "SELECT, INSERT"
]

FOR_GOOD = [
    name for name in INSERT_ONLY if metadata.tables[name].info.get("frozen", True)
]
"""Insert-only for everybody: no retention and no erasure reaches them."""

WITHOUT_TENANT = {
    "merchant": "owns programmes",
    "sign_in_attempt": "counts tries of people who are nobody yet",
    "consent_state": "on the way to a consent page; whose it will be nobody knows",
    "compliance_record": "a shop that we do not know (any more) asked for erasure",
}
KEYS_ACROSS_TENANTS = {
    ("store", ("platform", "domain")): "a shop belongs to one programme only",
    ("api_key", ("digest",)): "a key says whose it is",
    ("store_pairing", ("code_digest",)): "a code typed in a shop says whose it is",
    ("store_pairing", ("state_digest",)): "so does what the shop sends back",
}


@pytest.fixture(scope="module")
def two_programmes(storage_url: str, database: Database) -> tuple[UUID, UUID]:
    first, second = new_programme(storage_url), new_programme(storage_url)
    for programme_id in (first, second):
        story = Story(InDatabase(database, programme_id, CountedIds()))
        story.tell({"do": "award", "award": "A", "member": "ada", "keep": 100})
        story.tell({"do": "award", "award": "A", "member": "ada", "keep": 60})
        story.tell({"do": "adjust", "member": "ada", "amount": -1, "note": "late"})
    return first, second


@pytest.fixture
def owner(storage_url: str) -> Iterator[psycopg.Connection]:
    """The owner's own connection: what migrations run as."""
    with psycopg.connect(storage_url) as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def app(owner: psycopg.Connection) -> psycopg.Connection:
    """The application's role, bound to nothing."""
    owner.execute("SET ROLE setia_app")
    return owner


def bind(connection: psycopg.Connection, programme_id: UUID) -> None:
    connection.execute(
        "SELECT set_config('setia.programme_id', %s, true)", (str(programme_id),)
    )


def count(connection: psycopg.Connection, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def test_every_table_begins_with_the_programme_or_is_on_the_list() -> None:
    others = {table.name for table in metadata.sorted_tables} - set(TENANTS)
    keys = {
        table.name: [column.name for column in table.primary_key]
        for table in metadata.sorted_tables
    }

    assert others - set(MERCHANTS) == set(WITHOUT_TENANT)
    assert [name for name in TENANTS if keys[name][0] != "programme_id"] == []


def test_every_unique_key_begins_with_the_programme_or_is_on_the_list() -> None:
    constraints = [
        (table.name, tuple(column.name for column in constraint.columns))
        for table in metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    indexes = [
        (table.name, tuple(column.name for column in index.columns))
        for table in metadata.sorted_tables
        for index in table.indexes
        if index.unique
    ]

    across = {
        (table, columns)
        for table, columns in constraints + indexes
        if table in TENANTS and columns[0] != "programme_id"
    }

    assert across <= set(KEYS_ACROSS_TENANTS)


def test_every_reference_between_tenant_tables_stays_in_the_programme() -> None:
    leaving = [
        (table.name, [element.parent.name for element in key.elements])
        for table in metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table.info["tenant"]
        and key.elements[0].parent.name != "programme_id"
    ]

    assert leaving == []


def test_row_security_is_forced_on_every_tenant_table(
    owner: psycopg.Connection,
) -> None:
    rows = owner.execute(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
    ).fetchall()

    assert set(TENANTS) <= {row[0] for row in rows}


def test_every_policy_binds_what_is_read_and_what_is_written(
    owner: psycopg.Connection,
) -> None:
    rows = owner.execute(
        "SELECT tablename, roles::text[], qual, with_check FROM pg_policies"
        " WHERE schemaname = 'public' AND policyname = 'tenant'"
    ).fetchall()

    of_programmes = [row for row in rows if row[0] not in MERCHANTS]
    assert {row[0] for row in of_programmes} == set(TENANTS)
    assert {tuple(row[1]) for row in rows} == {("setia_app",)}
    assert all("setia.programme_id" in row[2] for row in of_programmes)
    assert all(row[2] == row[3] for row in rows)


def test_the_application_role_is_neither_owner_nor_superuser(
    owner: psycopg.Connection,
) -> None:
    role = owner.execute(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin"
        " FROM pg_roles WHERE rolname = 'setia_app'"
    ).fetchone()
    owned = owner.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
        " WHERE r.rolname = 'setia_app'"
    ).fetchone()

    assert role == (False, False, False, False, False)
    assert owned == (0,)


@pytest.mark.usefixtures("two_programmes")
@pytest.mark.parametrize("table", TENANTS)
def test_unbound_nothing_is_seen(app: psycopg.Connection, table: str) -> None:
    assert count(app, table) == 0


@pytest.mark.parametrize("table", TENANTS)
def test_bound_to_one_programme_nothing_of_others_is_seen(
    app: psycopg.Connection, two_programmes: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_programmes[0])
    query = sql.SQL("SELECT DISTINCT programme_id FROM {}").format(
        sql.Identifier(table)
    )

    seen = {row[0] for row in app.execute(query).fetchall()}

    assert seen <= {two_programmes[0]}


@pytest.mark.parametrize(
    "table", ["ledger_transaction", "ledger_posting", "ledger_lot", "member_balance"]
)
def test_bound_to_one_programme_its_own_rows_are_seen(
    app: psycopg.Connection, two_programmes: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_programmes[0])

    assert count(app, table) > 0


@pytest.mark.parametrize("table", TENANTS)
def test_bound_to_one_programme_nothing_is_written_for_another(
    app: psycopg.Connection, two_programmes: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_programmes[0])
    query = sql.SQL("INSERT INTO {} (programme_id) VALUES (%s)").format(
        sql.Identifier(table)
    )

    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app.execute(query, (two_programmes[1],))


@pytest.mark.parametrize("table", ["member_balance", "ledger_lot_state", "programme"])
def test_a_row_is_not_moved_to_another_programme(
    app: psycopg.Connection, two_programmes: tuple[UUID, UUID], table: str
) -> None:
    bind(app, two_programmes[0])
    query = sql.SQL("UPDATE {} SET programme_id = %s").format(sql.Identifier(table))

    with pytest.raises(InsufficientPrivilege, match="row-level security"):
        app.execute(query, (two_programmes[1],))


CHANGES = (
    "UPDATE {table} SET {key} = {key}",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
)


def changing(change: str, table: str) -> sql.Composed:
    key = next(iter(metadata.tables[table].primary_key)).name
    return sql.SQL(change).format(table=sql.Identifier(table), key=sql.Identifier(key))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", INSERT_ONLY)
def test_the_application_changes_nothing_that_was_written_for_good(
    app: psycopg.Connection,
    two_programmes: tuple[UUID, UUID],
    table: str,
    change: str,
) -> None:
    bind(app, two_programmes[0])

    with pytest.raises(InsufficientPrivilege, match="permission denied"):
        app.execute(changing(change, table))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", FOR_GOOD)
def test_not_even_the_owner_changes_what_was_written_for_good(
    owner: psycopg.Connection, table: str, change: str
) -> None:
    cascade = sql.SQL(" CASCADE") if change.startswith("TRUNCATE") else sql.SQL("")

    with pytest.raises(InsufficientPrivilege, match="insert-only"):
        owner.execute(changing(change, table) + cascade)


def test_the_ledger_is_written_for_good() -> None:
    assert {
        "ledger_transaction",
        "ledger_posting",
        "ledger_lot",
        "ledger_lot_date",
        "ledger_journal",
        "clawback_record",
    } <= set(FOR_GOOD)


def test_nobody_makes_tables_as_the_application(app: psycopg.Connection) -> None:
    with pytest.raises(InsufficientPrivilege):
        app.execute("CREATE TABLE mine (id int)")


def test_a_pooled_connection_shows_nothing_to_its_next_user(
    own_database: Database, fresh_database_url: str
) -> None:
    programme_id = new_programme(fresh_database_url)
    own_database.run(programme_id, lambda uow: uow.programme_id)

    with own_database.unbound() as connection:
        seen = connection.exec_driver_sql("SELECT count(*) FROM programme").scalar()

    assert seen == 0


def test_a_key_of_one_programme_says_nothing_about_another(
    database: Database, make_programme: MakeProgramme
) -> None:
    member = UUID(int=5)
    key = Key.of("api", "sari", "1")

    def look(uow: UnitOfWork) -> int:
        ledger = InDatabase(database, uow.programme_id, CountedIds())
        posted = ledger.act(
            lambda book: book.adjust(
                key,
                member_id=member,
                asset="points",
                amount=5,
                at=Story(ledger).now,
                occurred_at=Story(ledger).now,
                opening=Story(ledger).terms({}),
            ),
            [(member, "points")],
            keys=[key],
        )[1]
        return len(posted)

    assert database.run(make_programme(), look) == 1
    assert database.run(make_programme(), look) == 1
