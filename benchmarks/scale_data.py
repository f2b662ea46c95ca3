"""A large programme, built once under ``var/bench`` and found there again.

``small`` worlds hold a tenth. A build that was interrupted is begun anew.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from rich.console import Console

from app.domain.programme.loading import load_document
from app.embedded import Servers, start_servers
from app.services import programmes
from app.services.connections import seal_credentials
from app.services.env import Env
from app.settings import Settings
from app.storage.migrate import upgrade
from app.storage.stores import StoreRepository
from app.storage.unit_of_work import UnitOfWork
from app.wiring import wired
from benchmarks.scale_rows import FUNCTIONS, LEFT_OVER, STAGES
from benchmarks.scale_tables import FILLED

PLACE = Path("var/bench")
MEMBERS, SMALL = 1_000_000, 100_000
POSTINGS_EACH = 10
BYTES_EACH = 30_000
"""Of disk for each member, while the rows are made."""
SHOP = "large-shop.myshopify.com"
FORMAT = 1
"""Counts up when the rows change; older data is built anew."""

console = Console(highlight=False, width=120, stderr=True)


@dataclass(frozen=True, slots=True)
class ScaleWorld:
    """The large programme and the way to it."""

    env: Env
    servers: Servers
    programme_id: UUID
    store_id: UUID
    members: int
    built_in_s: int

    @property
    def size(self) -> str:
        """How large the data is, for the name of a measure."""
        postings = self.members * POSTINGS_EACH
        return f"{self.members:,} members, {postings:,} postings"

    @property
    def plain_url(self) -> str:
        """The owner's address."""
        return self.servers.database_url.replace("postgresql+psycopg", "postgresql")

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self.plain_url, autocommit=True)


@contextmanager
def scale_world(*, small: bool) -> Iterator[ScaleWorld]:
    """Start the server of the large programme; build the programme first if need be."""
    var = PLACE / ("tenth" if small else "whole")
    var.mkdir(parents=True, exist_ok=True)
    members = SMALL if small else MEMBERS
    settings = Settings.from_environ({"VAR_DIR": str(var)})
    with start_servers(var, durable=False) as servers:
        if _built(servers) is None:
            _build(var, servers, settings, members)
    with start_servers(var, durable=True) as servers:
        upgrade(servers.database_url)
        built = _built(servers)
        if built is None:
            raise RuntimeError("the large programme was not built")
        with wired(
            settings, database_url=servers.database_url, redis_url=servers.redis_url
        ) as world:
            yield ScaleWorld(world.env, servers, *built)


def _superuser(servers: Servers) -> psycopg.Connection[tuple[Any, ...]]:
    url = servers.database_url.replace("postgresql+psycopg", "postgresql")
    return psycopg.connect(url, user="postgres", autocommit=True)


def _built(servers: Servers) -> tuple[UUID, UUID, int, int] | None:
    with _superuser(servers) as owner:
        if owner.execute("SELECT to_regclass('bench_scale')").fetchone() == (None,):
            return None
        row = owner.execute(
            "SELECT programme_id, store_id, members, seconds FROM bench_scale"
            " WHERE format = %s",
            (FORMAT,),
        ).fetchone()
    return None if row is None else (row[0], row[1], row[2], row[3])


def _build(var: Path, servers: Servers, settings: Settings, members: int) -> None:
    free = shutil.disk_usage((var / "postgres").resolve()).free
    if free < members * BYTES_EACH:
        raise SystemExit(
            f"the large programme needs {members * BYTES_EACH / 1e9:.0f} GB of disk,"
            f" {free / 1e9:.0f} GB are free"
        )
    began = time.monotonic()
    with _superuser(servers) as owner:
        owner.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        owner.execute("ALTER SCHEMA public OWNER TO setia")
    upgrade(servers.database_url)
    with wired(
        settings, database_url=servers.database_url, redis_url=servers.redis_url
    ) as world:
        programme_id, store_id = _found(world.env)
    with _superuser(servers) as owner:
        _fill(owner, programme_id, store_id, members)
        seconds = round(time.monotonic() - began)
        owner.execute(
            "CREATE TABLE bench_scale AS SELECT %s::int AS format, %s::uuid AS"
            " programme_id, %s::uuid AS store_id, %s::int AS members,"
            " %s::int AS seconds",
            (FORMAT, programme_id, store_id, members, seconds),
        )
    console.print(f"  built in {seconds} s")


def _found(env: Env) -> tuple[UUID, UUID]:
    programme_id = programmes.create(
        env, load_document(_document()), actor="bench", publish_now=True
    ).programme_id
    store_id = env.ids.new()

    def write(uow: UnitOfWork) -> None:
        StoreRepository(uow).add(
            store_id=store_id,
            platform="shopify",
            domain=SHOP,
            base_url=f"https://{SHOP}",
            name="Large",
            currency="IDR",
            timezone="Asia/Jakarta",
            credentials=seal_credentials(
                env, programme_id, store_id, {"access_token": "none"}
            ),
            options={},
            connected_at=env.clock.now(),
        )

    env.database.run(programme_id, write)
    return programme_id, store_id


def _fill(
    owner: psycopg.Connection[tuple[Any, ...]],
    programme_id: UUID,
    store_id: UUID,
    members: int,
) -> None:
    """Stage the year, then fill every table without its secondary indexes."""
    names = {"programme": f"'{programme_id}'::uuid", "store": f"'{store_id}'::uuid"}
    owner.execute(
        "SET session_replication_role = replica; SET work_mem = '512MB';"
        " SET maintenance_work_mem = '1GB'; SET jit = off"
    )
    owner.execute(FUNCTIONS)
    for what, statement in STAGES:
        _step(owner, what, statement, {"members": str(members)})
    for table, statement in FILLED:
        indexes = _without_indexes(owner, table)
        _step(owner, table, statement, names)
        for definition in indexes:
            owner.execute(definition.encode())
    for name in LEFT_OVER:
        owner.execute(f"DROP TABLE {name}".encode())
    _step(owner, "statistics", "VACUUM (ANALYZE)", {})
    owner.execute("CHECKPOINT")


def _step(
    owner: psycopg.Connection[tuple[Any, ...]],
    what: str,
    statement: str,
    names: dict[str, str],
) -> None:
    began = time.monotonic()
    for name, value in names.items():
        statement = statement.replace(f"{{{name}}}", value)
    owner.execute(statement.encode())
    console.print(f"  {what}: {time.monotonic() - began:.0f} s")


def _without_indexes(
    owner: psycopg.Connection[tuple[Any, ...]], table: str
) -> list[str]:
    """Drop the indexes that no constraint needs; return how to make them again."""
    rows = owner.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)"
        " FROM pg_index i WHERE i.indrelid = %s::regclass AND NOT EXISTS"
        " (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
        (table,),
    ).fetchall()
    for name, _ in rows:
        owner.execute(f"DROP INDEX {name}".encode())
    return [definition for _, definition in rows]


def _document() -> dict[str, object]:
    words = {"id": "Besar", "ms": "Besar", "en": "Large"}
    return {
        "identity": {"name": words},
        "earning": [
            {
                "id": "spend",
                "trigger": "order",
                "award": {"kind": "rate", "rates": {"IDR": "1 per 1000"}},
            },
        ],
        "rewards": [
            {
                "id": "off",
                "kind": "slider",
                "title": words,
                "value": {"IDR": "100 per 10000"},
                "minimum": 100,
                "step": 100,
                "code": {"prefix": "SETIA", "validity_days": 30},
            }
        ],
    }
