"""The migrations make exactly the tables that the code declares."""

from alembic import command

from app.storage.migrate import configuration, pending


def test_no_table_differs_from_what_the_migrations_make(
    fresh_database_url: str,
) -> None:
    command.check(configuration(fresh_database_url))


def test_nothing_is_pending_after_an_upgrade(fresh_database_url: str) -> None:
    assert pending(fresh_database_url) == []
