"""Runs migrations as the owner of the database, one runner at a time."""

from functools import cache
from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, pool

from app.storage.schema import enforce
from app.storage.unit_of_work import driver_url

LOCK_KEY = 7_319_014_426
"""Any constant: the advisory lock that keeps two runners apart."""


def configuration(database_url: str) -> Config:
    """Return Alembic's configuration for *database_url*; no file is read."""
    config = Config()
    config.set_main_option(
        "script_location", str(files("app.storage").joinpath("migrations"))
    )
    config.attributes["database_url"] = driver_url(database_url)
    return config


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database to *revision* and make it enforce what tables declare.

    Waits while another runner is at work. Rights, row security, triggers and
    look-ups are not in the revisions: they are made anew each time.
    """
    command.upgrade(configuration(database_url), revision)
    engine = create_engine(driver_url(database_url), poolclass=pool.NullPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '4s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK_KEY})")
            enforce(connection)
    finally:
        engine.dispose()


def pending(database_url: str) -> list[str]:
    """Return the revisions that the database still lacks, oldest first."""
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - heavy
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - heavy

    script = ScriptDirectory.from_config(configuration(database_url))
    engine = create_engine(driver_url(database_url), poolclass=pool.NullPool)
    try:
        with engine.connect() as connection:
            have = MigrationContext.configure(connection).get_current_heads()
    finally:
        engine.dispose()
    lower = have[0] if have else "base"
    return [
        found.revision
        for found in reversed(list(script.iterate_revisions("heads", lower)))
    ]


@cache
def newest_revision() -> str:
    """Return the revision that this program expects the database to be at."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - heavy

    script = ScriptDirectory.from_config(configuration("postgresql://"))
    return script.get_current_head() or ""


def differences(database_url: str) -> list[str]:
    """Return what the database has otherwise than the tables say."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - heavy
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - heavy

    from app.storage.tables import metadata  # noqa: PLC0415 - heavy

    engine = create_engine(driver_url(database_url), poolclass=pool.NullPool)
    try:
        with engine.connect() as connection:
            found = compare_metadata(
                MigrationContext.configure(connection, opts={"compare_type": True}),
                metadata,
            )
    finally:
        engine.dispose()
    return [str(difference) for difference in found]
