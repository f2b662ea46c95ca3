"""Chooses the collaborators. The only place that knows the adapters.

Importing this package connects to nothing. ``wire`` makes one world per process;
its database connections are dropped in a forked child and never shared.
"""

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from app.services import crash
from app.services.env import Env
from app.settings import Settings
from app.storage.mailbox import Mailbox
from app.storage.outgoing.telling import Messages
from app.storage.unit_of_work import Database, make_engine
from app.wiring.adapters import adapters
from app.wiring.clock import SHIFT_FILE, ShiftedClock, SystemClock
from app.wiring.ids import SystemIds
from app.wiring.playground import SandboxClocks
from app.wiring.secret_box import FernetBox, derive_key
from app.wiring.wake import RedisWake

POOL_SIZE: Final = 8


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class World:
    """One process's collaborators, and the power to close what they hold open."""

    settings: Settings
    database_url: str
    redis_url: str
    env: Env
    wake: RedisWake
    mailbox: Mailbox

    def close(self) -> None:
        """Close every connection. The world can't be used afterwards."""
        self.wake.close()
        self.mailbox.close()
        self.env.database.engine.dispose()

    def forget_connections(self) -> None:
        """Drop what a parent process left us, without a word to the server."""
        self.mailbox.forget()
        self.env.database.engine.dispose(close=False)


_WORLDS: "weakref.WeakSet[World]" = weakref.WeakSet()


def _drop_inherited() -> None:
    for world in _WORLDS:
        world.forget_connections()


os.register_at_fork(after_in_child=_drop_inherited)


def clock_of(settings: Settings) -> SystemClock | ShiftedClock:
    """Return the machine's clock; in development one that a file may move."""
    if settings.in_production:
        return SystemClock()
    return ShiftedClock(settings.var / SHIFT_FILE)


def wire(
    settings: Settings,
    *,
    database_url: str,
    redis_url: str,
    pool_size: int = POOL_SIZE,
) -> World:
    """Make this process's world from its settings and the servers' addresses."""
    crash.arm(settings.crash_point)
    ids, clock = SystemIds(), clock_of(settings)
    wake = RedisWake(redis_url)
    found = adapters(settings, clock)
    env = Env(
        database=Database(
            make_engine(database_url, pool_size=pool_size),
            ids,
            clock.ahead,
            Messages(clock, lambda: wake.work("webhooks")),
        ),
        clock=clock,
        ids=ids,
        secrets=FernetBox(settings.secret_keys),
        wake=wake,
        platforms=found.platforms,
        review_providers=found.review_providers,
        public_url=settings.public_url,
        app_secrets=found.app_secrets,
        app_keys=found.app_keys,
        doormen=found.doormen,
        theme_keepers=found.theme_keepers,
        store_plugins=found.store_plugins,
        examiners=found.examiners,
        history_readers=found.history_readers,
        playground=None
        if settings.in_production
        else SandboxClocks(settings.var, found.http),
        app_hosts=found.app_hosts,
        billing=settings.billing,
        webhook_sender=found.webhook_sender,
        loopback=not settings.in_production,
        digest_key=derive_key(settings.secret_keys[0], "digest/1"),
    )
    world = World(
        settings=settings,
        database_url=database_url,
        redis_url=redis_url,
        env=env,
        wake=wake,
        mailbox=Mailbox(database_url),
    )
    _WORLDS.add(world)
    return world


@contextmanager
def wired(settings: Settings, *, database_url: str, redis_url: str) -> Iterator[World]:
    """Make a world for the length of a block."""
    world = wire(settings, database_url=database_url, redis_url=redis_url)
    try:
        yield world
    finally:
        world.close()
