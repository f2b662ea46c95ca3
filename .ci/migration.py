"""Write the migration that leads from the last one to the tables of today."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from app.embedded import start_servers
from app.settings import Settings
from app.storage.migrate import configuration, upgrade


def main(message: str) -> None:
    if not message:
        sys.exit('migration: say what it does, as in `make migration m="add tiers"`')
    settings = Settings.from_environ()
    with (
        tempfile.TemporaryDirectory(prefix="setia-migration-") as folder,
        start_servers(
            Path(folder),
            durable=False,
            pg_bin=settings.pg_bin,
            redis_bin=settings.redis_bin,
        ) as servers,
    ):
        upgrade(servers.database_url)
        command.revision(
            configuration(servers.database_url), message, autogenerate=True
        )


if __name__ == "__main__":
    main(sys.argv[1].strip())
