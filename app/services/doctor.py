"""Looks at everything this installation stands on, and says what ails it.

It changes nothing. Each finding is a sentence with the way out; a failing look
is a finding too and stops no other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import PlatformError, SetiaError
from app.services import closed_goods
from app.services.closed_goods import Closure
from app.services.connections import connection_of
from app.services.env import Env
from app.storage.backlog import Backlog, read_backlogs, schema_version
from app.storage.lookups import all_programmes
from app.storage.schedule import ScheduleRepository, TaskRow
from app.storage.schema import APP_ROLE
from app.storage.stores import ProgrammeRow, StoreRepository, StoreRow
from app.storage.tables import metadata
from app.storage.unit_of_work import UnitOfWork

LONG_WAIT: Final = timedelta(minutes=5)
UNSEALED: Final = timedelta(minutes=1)
TIMER_LATE: Final = timedelta(minutes=15)
CLOCKS_APART: Final = timedelta(seconds=5)
CHECKED_WITHIN: Final = timedelta(hours=26)


class Health(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    FAILING = "failing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    health: Health
    what: str
    says: str


def look(
    env: Env, *, newest_revision: str, redis: Callable[[], str], stores: bool = True
) -> Iterator[Finding]:
    """Look at everything; findings come as they are made.

    Args:
        env: The world.
        newest_revision: What the database's schema should be at.
        redis: Asks Redis; returns an empty text, or what is wrong.
        stores: Call the stores too.
    """
    trouble = redis()
    yield Finding(
        Health.WARNING if trouble else Health.OK,
        "redis",
        f"{trouble}; work is found by polling meanwhile" if trouble else "answers",
    )
    try:
        with env.database.unbound() as connection:
            yield from _database(env, connection, newest_revision)
            programmes = all_programmes(connection)
    except SQLAlchemyError as error:
        yield Finding(Health.FAILING, "database", f"{type(error).__name__}: no answer")
        return
    for programme_id in programmes:
        yield from _programme(env, programme_id, stores=stores)
    if not programmes:
        yield Finding(Health.WARNING, "programmes", "there is none yet")


def _database(env: Env, connection: Connection, newest: str) -> Iterator[Finding]:
    server, now = connection.exec_driver_sql(
        "SELECT current_setting('server_version'), clock_timestamp()"
    ).one()
    apart = abs(env.clock.now() - env.database.ahead() - now)
    yield Finding(Health.OK, "database", f"PostgreSQL {server}")
    if apart > CLOCKS_APART:
        yield Finding(
            Health.WARNING, "clock", f"{apart} away from the database's clock"
        )
    version = schema_version(connection)
    current = version == newest
    yield Finding(
        Health.OK if current else Health.FAILING,
        "migrations",
        f"at {version}"
        if current
        else f"at {version}, not at {newest}: run `setia db upgrade`",
    )
    yield _isolation(connection)
    if not current:
        return
    waiting = read_backlogs(connection)
    yield _backlog(env, "inbox", waiting.inbox, LONG_WAIT)
    yield _backlog(env, "outbox", waiting.outbox, LONG_WAIT)
    yield _webhooks(env, waiting.webhooks)
    yield _backlog(env, "journal", waiting.unsealed, UNSEALED)


def _isolation(connection: Connection) -> Finding:
    """Tell whether the database keeps programmes apart, whatever the code does."""
    role, powers = connection.exec_driver_sql(
        "SELECT current_user, (SELECT rolsuper OR rolbypassrls FROM pg_roles"
        " WHERE rolname = current_user)"
    ).one()
    tenants = [
        table.name
        for table in metadata.sorted_tables
        if table.info["tenant"] or table.info.get("merchant")
    ]
    open_tables = connection.exec_driver_sql(
        "SELECT relname FROM pg_class WHERE relname = ANY (%s)"
        " AND relnamespace = 'public'::regnamespace"
        " AND NOT (relrowsecurity AND relforcerowsecurity)",
        (tenants,),
    ).scalars()
    found = sorted(open_tables)
    if role != APP_ROLE or powers:
        return Finding(Health.FAILING, "isolation", f"acts as {role}, not {APP_ROLE}")
    if found:
        return Finding(
            Health.FAILING, "isolation", f"no forced row security: {', '.join(found)}"
        )
    return Finding(
        Health.OK, "isolation", f"{len(tenants)} tables under forced row security"
    )


def _backlog(env: Env, what: str, backlog: Backlog, most: timedelta) -> Finding:
    age = timedelta(seconds=round(backlog.age_s(env.clock.now())))
    parts = [f"{backlog.waiting} waiting"]
    if backlog.waiting:
        parts.append(f"the oldest for {age}")
    if backlog.set_aside:
        parts.append(f"{backlog.set_aside} set aside: see `setia {what} list`")
    if backlog.blocked:
        parts.append(f"{backlog.blocked} blocked until their store is reconnected")
    health = Health.OK
    if backlog.set_aside or backlog.blocked:
        health = Health.WARNING
    if age > most:
        health = Health.FAILING
        parts.append("is a worker running?")
    return Finding(health, what, ", ".join(parts))


def _webhooks(env: Env, backlog: Backlog) -> Finding:
    """Tell how messages to developers go; whoever switched off is not ours to mend."""
    found = _backlog(env, "webhooks", replace(backlog, set_aside=0), LONG_WAIT)
    if not backlog.set_aside:
        return found
    says = f"{found.says}, switched off because they failed: {backlog.set_aside}"
    health = max(found.health, Health.WARNING, key=list(Health).index)
    return Finding(health, found.what, says)


def _programme(env: Env, programme_id: UUID, *, stores: bool) -> Iterator[Finding]:
    def read(
        uow: UnitOfWork,
    ) -> tuple[ProgrammeRow, list[StoreRow], list[TaskRow], list[Closure]]:
        repository = StoreRepository(uow)
        timers = ScheduleRepository(uow).listed()
        programme = repository.programme()
        closures = [] if programme.live_version is None else closed_goods.states(uow)
        return programme, repository.all(), timers, closures

    programme, rows, timers, closures = env.database.run(programme_id, read)
    what = f"programme {programme.name}"
    if programme.state != "active":
        yield Finding(Health.WARNING, what, f"is {programme.state}")
    if programme.live_version is None:
        yield Finding(Health.WARNING, what, "has no published version: nothing earns")
    yield _timers(env, what, timers)
    for row in rows:
        yield _store(env, row, call=stores)
        yield from _loose(closures, row)


def _loose(closures: list[Closure], row: StoreRow) -> Iterator[Finding]:
    """Tell which goods for some only a store would sell to others too."""
    says = {
        "marked": "customers are tagged, nobody is refused: install the Setia plugin",
        "hidden": "hidden by the theme's members block, not refused at the checkout",
    }
    for held, why in says.items():
        found = [
            one.perk
            for one in closures
            if one.held == held and one.store_id == row.store_id
        ]
        if found:
            what = f"store {row.domain}"
            yield Finding(Health.WARNING, what, f"{', '.join(found)}: {why}")


def _timers(env: Env, what: str, timers: list[TaskRow]) -> Finding:
    now = env.clock.now()
    late = [timer.name for timer in timers if now - timer.next_at > TIMER_LATE]
    failing = [timer.name for timer in timers if timer.failures]
    if not timers or late:
        names = ", ".join(late) or "none has run yet"
        return Finding(
            Health.FAILING, what, f"timers late ({names}): is a scheduler running?"
        )
    if failing:
        return Finding(Health.WARNING, what, f"timers failing: {', '.join(failing)}")
    return Finding(Health.OK, what, f"{len(timers)} timers on time")


def _store(env: Env, row: StoreRow, *, call: bool) -> Finding:
    what = f"store {row.domain}"
    if row.state not in ("connected", "blocked"):
        return Finding(Health.OK, what, f"is {row.state}")
    trouble = _keys(env, row) or (_answer(env, row) if call else "")
    if row.problem:
        trouble = f"is {row.state}: {row.problem}"
    if trouble:
        return Finding(Health.FAILING, what, trouble)
    checked = row.checked_at
    if checked is None or env.clock.now() - checked > CHECKED_WITHIN:
        says = "its webhooks were not checked for a day: run `setia store doctor`"
        return Finding(Health.WARNING, what, says)
    return Finding(Health.OK, what, "answers" if call else "not called")


def _keys(env: Env, row: StoreRow) -> str:
    """Return what is wrong with a store's keys or its adapter, if anything."""
    if row.platform not in env.platforms:
        return f"no adapter for {row.platform}"
    try:
        connection_of(env, row)
    except SetiaError as error:
        return (
            f"its keys can't be opened ({error.code}): does SECRET_KEYS hold the"
            " key they were sealed under?"
        )
    return ""


def _answer(env: Env, row: StoreRow) -> str:
    """Return what is wrong with a store's answer, if anything."""
    try:
        said = env.platforms[row.platform].describe(connection_of(env, row))
    except PlatformError as error:
        return f"does not answer ({error.code})"
    return "; ".join(said.problems)
