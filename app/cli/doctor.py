"""``setia doctor``: what ails this installation, one line each."""

import click
from redis import Redis, RedisError

from app.cli.common import FAILED, console, open_world
from app.services.doctor import Health, look
from app.storage.migrate import newest_revision
from app.wiring import World

STYLES = {Health.OK: "green", Health.WARNING: "yellow", Health.FAILING: "red"}
PATIENCE_S = 2


@click.command()
@click.option("--no-stores", is_flag=True, help="Call no store.")
@click.pass_context
def doctor(ctx: click.Context, *, no_stores: bool) -> None:
    """Look at database, Redis, secrets, stores and backlogs; change nothing.

    Ends with 1 when something fails.
    """
    failing = False
    with open_world(migrated=False) as world:
        for finding in look(
            world.env,
            newest_revision=newest_revision(),
            redis=lambda: _ask_redis(world),
            stores=not no_stores,
        ):
            failing = failing or finding.health is Health.FAILING
            console.print(f"{finding.health:8}", style=STYLES[finding.health], end=" ")
            console.print(f"{finding.what}: {finding.says}", markup=False)
    ctx.exit(FAILED if failing else 0)


def _ask_redis(world: World) -> str:
    """Return what is wrong with Redis; an empty text when it answers."""
    try:
        with Redis.from_url(
            world.redis_url,
            socket_timeout=PATIENCE_S,
            socket_connect_timeout=PATIENCE_S,
        ) as client:
            client.ping()
            policy = client.config_get("maxmemory-policy")
    except RedisError as error:
        return f"no answer ({type(error).__name__})"
    evicts = str(policy.get("maxmemory-policy", "noeviction"))
    return "" if evicts == "noeviction" else f"evicts keys ({evicts})"


commands: list[click.Command] = [doctor]
