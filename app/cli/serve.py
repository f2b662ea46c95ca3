"""``setia serve``: the web process."""

import click

from app.cli.common import read_settings, refuse_unmigrated, servers
from app.settings import Settings

EVERYWHERE = "0.0.0.0"  # noqa: S104 - in production a proxy stands in front
LOOPBACK = "127.0.0.1"
THREADS = 16
BACKLOG = 2048
KILL_AFTER_S = 25


@click.command()
@click.option("--host", default=None, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), default=None)
@click.option("--workers", type=click.IntRange(1, 64), default=None)
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the webhook door, the API and the pages.

    Listens on loopback in development and on every address in production.
    """
    settings = read_settings()
    with servers(settings) as (database_url, _):
        refuse_unmigrated(database_url)
        _serve(
            host or (EVERYWHERE if settings.in_production else LOOPBACK),
            port or settings.port,
            workers or settings.web_workers,
            settings,
        )


def _serve(host: str, port: int, workers: int, settings: Settings) -> None:
    # Imported here: no other command needs a server.
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    click.echo(f"serving http://{host}:{port} for {settings.public_url}")
    Granian(
        "app.factory:serve_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER_S,
    ).serve()


commands: list[click.Command] = [serve]
