"""Alembic's entry: one lock, short time-outs, one transaction per revision."""

from alembic import context
from sqlalchemy import create_engine, pool

from app.storage.migrate import LOCK_KEY
from app.storage.tables import metadata


def run() -> None:
    """Run the migrations online; there is no offline mode."""
    url = context.config.attributes["database_url"]
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = '4s'")
        connection.exec_driver_sql("SET statement_timeout = '60s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK_KEY})")
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
