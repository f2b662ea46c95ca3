"""Exports as people ask for them: made by a worker, kept sealed, fetched by a link.

A link works once and for a day at most. It names the programme, so that it opens
nothing of another one, and only the digest of its secret is kept.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final
from uuid import UUID

import yaml
from sqlalchemy import Table

from app.domain.errors import SetiaError
from app.domain.exporting import Format, Topic
from app.domain.ids import public_id
from app.domain.outgoing.happening import Happening
from app.domain.programme.canonical import canonical
from app.services import kept_files
from app.services.env import Env
from app.services.exporting.formats import archive, refuse_parquet, written
from app.services.outbox import Again, DebtOutcome, Settled, owe
from app.storage.export_tables import columns_of, stream_table, tables
from app.storage.exporting import (
    STREAMS,
    ExportMissing,
    ExportRepository,
    ExportRow,
    State,
    stream,
)
from app.storage.leased import LeaseLost
from app.storage.outbox import LeasedDebt
from app.storage.programmes import ProgrammeRepository
from app.storage.unit_of_work import UnitOfWork

KIND: Final = "export"
LIVES: Final = timedelta(hours=24)
LEASE: Final = timedelta(minutes=5)
RENEWED_EVERY: Final = timedelta(minutes=1)
SECRET_BYTES: Final = 32
NAME_SYMBOLS: Final = 12
RECENT: Final = 20
IN_UNITS: Final = frozenset({"points", "points_pending", "points_held"})
"""Columns that are shown as people see them, with the asset's decimals."""

Told = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What to export, and how."""

    format: Format = "csv"
    topics: tuple[Topic, ...] = tuple(Topic)


def ask(env: Env, uow: UnitOfWork, wish: Wish, *, actor: str) -> ExportRow:
    """Write an export down for a worker to make.

    Raises:
        ParquetMissing: Parquet, and nothing here writes it.
    """
    if wish.format == "parquet":
        refuse_parquet()
    now, export_id = env.clock.now(), env.ids.new()
    repository = ExportRepository(uow)
    repository.add(
        export_id,
        wish={"format": wish.format, "topics": [topic.value for topic in wish.topics]},
        name=f"setia-{now:%Y%m%d}-{env.ids.code(NAME_SYMBOLS).lower()}.zip",
        by=actor,
        at=now,
        dies_at=now + LIVES,
    )
    owe(env, uow, KIND, str(export_id), store_id=None, key=str(export_id))
    return repository.get(export_id)


def recent(uow: UnitOfWork) -> list[ExportRow]:
    """Return the exports asked for last, newest first."""
    return ExportRepository(uow).recent(RECENT)


def wish_of(row: ExportRow) -> Wish:
    """Return what was asked for."""
    topics = tuple(Topic(each) for each in row.wish["topics"])
    return Wish(row.wish["format"], topics)


def pay(env: Env, debt: LeasedDebt) -> DebtOutcome:
    """Make the export that a debt names."""
    row = make(env, debt.programme_id, UUID(debt.subject))
    if row is not None and row.state == "running" and row.leased_until is not None:
        return Again(row.leased_until, "somebody_writes_it")
    return Settled()


HANDLERS: Final = {KIND: pay}


def make(env: Env, programme_id: UUID, export_id: UUID) -> ExportRow | None:
    """Write an export; return it when somebody else does, or did.

    Raises:
        ExportMissing: There is none of this id.
    """
    now, token = env.clock.now(), env.ids.new()

    def take(uow: UnitOfWork) -> tuple[ExportRow, ExportRow | None]:
        repository = ExportRepository(uow)
        ours = repository.lease(export_id, token, at=now, until=now + LEASE)
        return repository.get(export_id), ours

    row, ours = env.database.run(programme_id, take)
    if ours is None:
        return row
    turn = _Turn(env, programme_id, ours)
    try:
        chunks = export(env, programme_id, wish_of(ours), turn.told)
        file_id = kept_files.keep(
            env, programme_id, "export", chunks, dies_at=ours.dies_at
        )
    except LeaseLost:
        return None
    except SetiaError as error:
        _end(env, programme_id, ours, "failed", problem=error.code)
        return None
    size = env.database.run(
        programme_id, lambda uow: kept_files.size_bytes(uow, file_id)
    )
    _end(
        env,
        programme_id,
        ours,
        "ready",
        file_id=file_id,
        size_bytes=size,
        rows=turn.counted,
        made_at=env.clock.now(),
    )
    return None


class _Turn:
    """One worker's turn at one export: what it counted, and its lease."""

    def __init__(self, env: Env, programme_id: UUID, row: ExportRow) -> None:
        self._env, self._programme_id, self._row = env, programme_id, row
        self._renewed_at = env.clock.now()
        self.counted: dict[str, int] = {}

    def told(self, name: str, rows: int) -> None:
        """Count rows that were written, and keep the lease on the way."""
        self.counted[name] = self.counted.get(name, 0) + rows
        now = self._env.clock.now()
        if now - self._renewed_at < RENEWED_EVERY:
            return
        self._renewed_at = now
        kept: bool = self._env.database.run(
            self._programme_id,
            lambda uow: ExportRepository(uow).renew(self._row, until=now + LEASE),
        )
        if not kept:
            raise LeaseLost


def _end(
    env: Env, programme_id: UUID, row: ExportRow, state: State, **values: object
) -> None:
    def write(uow: UnitOfWork) -> None:
        ours = ExportRepository(uow).end(row, state, **values)
        if ours and state == "ready":
            data = {"export": public_id("exp", row.export_id)}
            uow.tell(lambda: [Happening("export.ready", env.clock.now(), data)])

    env.database.run(programme_id, write)


def export(
    env: Env,
    programme_id: UUID,
    wish: Wish,
    told: Told = lambda _name, _rows: None,
) -> Iterator[bytes]:
    """Yield a zip with one file a topic while it is read; memory stays flat."""
    return archive(_files(env, programme_id, wish, told))


def _files(
    env: Env, programme_id: UUID, wish: Wish, told: Told
) -> Iterator[tuple[str, Iterator[bytes]]]:
    for topic in wish.topics:
        if topic is Topic.PROGRAMME:
            yield "programme.yaml", _programme(env, programme_id)
        elif topic is Topic.TABLES:
            for table in tables():
                lines = _table_rows(env, programme_id, table, told)
                name = f"tables/{table.name}"
                yield written(name, columns_of(table), lines, wish.format)
        else:
            rows = topic_rows(env, programme_id, topic, told)
            yield written(topic, STREAMS[topic][0], rows, wish.format)


def _programme(env: Env, programme_id: UUID) -> Iterator[bytes]:
    _, document = env.database.run(
        programme_id, lambda uow: ProgrammeRepository(uow).live()
    )
    plain = canonical(document)
    yield yaml.safe_dump(plain, allow_unicode=True, sort_keys=False).encode()


def _table_rows(
    env: Env, programme_id: UUID, table: Table, told: Told
) -> Iterator[Sequence[tuple[Any, ...]]]:
    with env.database.unit_of_work(programme_id) as uow:
        for some in stream_table(uow, table):
            told(Topic.TABLES.value, len(some))
            yield some


def topic_rows(
    env: Env, programme_id: UUID, topic: Topic, told: Told
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Yield the rows of one file, as people read them."""
    with env.database.unit_of_work(programme_id) as uow:
        _, document = ProgrammeRepository(uow).live()
        asset = document.main_points
        scale = document.asset(asset).scale
        shown = [
            at
            for at, name in enumerate(STREAMS[topic][0])
            if scale and name in IN_UNITS and topic is not Topic.OTHER_LOTS
        ]
        for some in stream(uow, topic, asset=asset):
            told(topic.value, len(some))
            yield [_shown(row, shown, scale) for row in some] if shown else some


def _shown(row: tuple[Any, ...], places: list[int], scale: int) -> tuple[Any, ...]:
    cells = list(row)
    for at in places:
        whole, rest = divmod(abs(cells[at]), 10**scale)
        sign = "-" if cells[at] < 0 else ""
        cells[at] = f"{sign}{whole}.{rest:0{scale}d}"
    return tuple(cells)


def link(env: Env, uow: UnitOfWork, export_id: UUID) -> str:
    """Return the path of a link that fetches the file once; older ones end.

    Raises:
        ExportMissing: It is not ready, or no longer there.
    """
    repository, now = ExportRepository(uow), env.clock.now()
    row = repository.get(export_id, lock=True)
    if row.state != "ready" or row.dies_at <= now:
        raise ExportMissing("the file is not there")
    secret = env.ids.secret(SECRET_BYTES).hex()
    repository.change(
        export_id, link_digest=sha256(secret.encode()).digest(), linked_at=now
    )
    return f"/downloads/{uow.programme_id}/{export_id}/{secret}"


def fetch(
    env: Env, programme_id: UUID, export_id: UUID, secret: str
) -> tuple[str, Iterator[bytes]]:
    """Return the name and the bytes behind a link, which ends with this.

    Raises:
        ExportMissing: Another programme's, used before, or too late.
    """

    def take(uow: UnitOfWork) -> ExportRow:
        repository, now = ExportRepository(uow), env.clock.now()
        row = repository.get(export_id, lock=True)
        said = sha256(secret.encode()).digest()
        if (
            row.link_digest is None
            or not compare_digest(row.link_digest, said)
            or row.dies_at <= now
            or row.file_id is None
        ):
            raise ExportMissing("no such file, or no longer")
        repository.change(export_id, link_digest=None, fetched_at=now)
        return row

    row = env.database.run(programme_id, take)
    if row.file_id is None:
        raise ExportMissing("no such file, or no longer")
    return row.file_name, kept_files.read(env, programme_id, row.file_id)


def sweep(env: Env, programme_id: UUID) -> int:
    """Delete files whose time is over, and exports a day later; the timer's way."""
    gone = kept_files.sweep(env, programme_id)
    before = env.clock.now() - LIVES
    env.database.run(
        programme_id, lambda uow: ExportRepository(uow).forget(before=before)
    )
    return gone
