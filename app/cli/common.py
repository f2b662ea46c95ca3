"""What every command shares: the world, the console, naming a programme."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn, TypeVar
from uuid import UUID

import click
from rich.console import Console
from typing_extensions import override

from app.domain.errors import Malformed, SetiaError
from app.domain.ids import read_id
from app.embedded import EmbeddedError, running_servers, start_servers
from app.services.env import Env
from app.settings import ConfigurationError, Settings
from app.storage.lookups import all_programmes
from app.storage.migrate import pending
from app.wiring import World, wired
from app.wiring.logs import set_up_logs

F = TypeVar("F", bound=Callable[..., Any])

PIPED_WIDTH: Final = 160
"""Nobody wraps lines for a program that reads them."""

console: Final = Console(
    highlight=False,
    soft_wrap=True,
    width=None if sys.stdout.isatty() else PIPED_WIDTH,
)
FAILED: Final = 1
UNUSABLE: Final = 2


class ProgrammeId(click.ParamType[UUID]):
    """A programme's id, as a UUID or as ``prg_…``."""

    name = "programme"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> UUID:
        if isinstance(value, UUID):
            return value
        try:
            return read_any_id("prg", value)
        except Malformed as error:
            self.fail(str(error), param, ctx)


def read_any_id(kind: str, text: str) -> UUID:
    """Return the UUID behind an id in either spelling.

    Raises:
        Malformed: It is neither.
    """
    try:
        return UUID(text)
    except ValueError:
        return read_id(kind, text)


def programme_option(command: F) -> F:
    """Add ``--programme``; it may be left out where there is only one."""
    return click.option(
        "--programme",
        type=ProgrammeId(),
        default=None,
        help="The programme's id; may be left out when there is only one.",
    )(command)


def read_uuid(env: Env, programme: UUID | None) -> UUID:
    """Return the programme that was named, or the only one there is."""
    with env.database.unbound() as look:
        there_are = all_programmes(look)
    if programme is None and len(there_are) == 1:
        return there_are[0]
    if programme is None:
        stop(f"name one of the {len(there_are)} programmes with --programme")
    if programme not in there_are:
        stop(f"there is no programme {programme}")
    return programme


def stop(message: str) -> NoReturn:
    """End the command with one line about why."""
    raise click.ClickException(message)


@contextmanager
def open_env() -> Iterator[Env]:
    """Give a command its collaborators, from the environment."""
    with open_world() as world:
        yield world.env


@contextmanager
def open_world(*, migrated: bool = True) -> Iterator[World]:
    """Give a command its world; refuse a database that was not migrated."""
    settings = read_settings()
    set_up_logs("warning", with_words=not settings.in_production)
    with servers(settings) as (database_url, redis_url):
        if migrated:
            refuse_unmigrated(database_url)
        with wired(settings, database_url=database_url, redis_url=redis_url) as world:
            yield world


def read_settings() -> Settings:
    """Return the settings, or end the command with the list of all problems."""
    try:
        return Settings.from_environ()
    except ConfigurationError as error:
        raise Unusable(str(error)) from error


@contextmanager
def servers(settings: Settings) -> Iterator[tuple[str, str]]:
    """Give the addresses of database and Redis; start private ones if need be."""
    given = (settings.database_url, settings.redis_url)
    try:
        running = running_servers(
            settings.var, database_url=given[0], redis_url=given[1]
        )
        ours = running or start_servers(
            settings.var,
            durable=True,
            database_url=given[0],
            redis_url=given[1],
            pg_bin=settings.pg_bin,
            redis_bin=settings.redis_bin,
        )
    except EmbeddedError as error:
        raise Unusable(str(error)) from error
    with ours:
        yield ours.database_url, ours.redis_url


def refuse_unmigrated(database_url: str) -> None:
    """End the command when the database lacks a migration."""
    lacking = pending(database_url)
    if lacking:
        raise Unusable(
            f"the database lacks {len(lacking)} migration(s), first {lacking[0]}:"
            " run `setia db upgrade`"
        )


class Unusable(click.ClickException):
    """Nothing can be done before something outside is put right."""

    exit_code = UNUSABLE


class OneLine(click.Group):
    """A group whose commands end foreseen errors with one line."""

    @override
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SetiaError as error:
            raise click.ClickException(f"{error.code}: {error}") from error
