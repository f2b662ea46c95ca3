"""One process that drains the inbox once it is told to; started by the bench."""

import sys

from app.settings import Settings
from app.wiring import wired
from webhooks import processing

EVERYTHING = 1_000_000


def main() -> None:
    settings = Settings.from_environ()
    if settings.database_url is None or settings.redis_url is None:
        raise SystemExit("the bench gives the addresses")
    with wired(
        settings,
        database_url=settings.database_url,
        redis_url=settings.redis_url,
    ) as world:
        processing.drain(world.env, 1)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        while processing.drain(world.env, EVERYTHING):
            pass
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
