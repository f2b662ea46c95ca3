"""Exports: everything, sealed, fetched once; what goes out can come in elsewhere."""

import csv
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest

from app.domain.exporting import Format, Topic
from app.services import kept_files, outbox
from app.services.debts import HANDLERS
from app.services.env import Env
from app.services.exporting import desk, formats
from app.services.exporting.desk import LIVES, Wish
from app.services.exporting.formats import ParquetMissing
from app.storage.export_tables import tables
from app.storage.exporting import ExportMissing, ExportRepository, ExportRow
from app.storage.unit_of_work import UnitOfWork
from tests.servers import Shared
from tests.services.importing.conftest import DOCUMENT, Importing
from tests.world import World, opened

PEOPLE = """external_id,email,phone,first_name,points,points_expire_at,birthday
7101,ada@x.test,+6281234567890,Ada,100,2027-12-31,1990-04-17
7101,ada@x.test,+6281234567890,Ada,50,,1990-04-17
,eva@x.test,,Eva,0,,--02-29
,budi@x.test,,=cmd|' /C calc'!A0,7,,
"""


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as made:
        Importing(made).done(PEOPLE, "setia", country="ID")
        yield made


NO_YEAR = "'--02-29"
"""As a spreadsheet is kept from taking it for a formula."""


def archive_of(world: World, wish: Wish) -> ZipFile:
    packed = b"".join(desk.export(world.env, world.programme_id, wish))
    return ZipFile(io.BytesIO(packed))


def lines_of(zipped: ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(zipped.read(name).decode())))


def ask(world: World, wish: Wish = Wish()) -> UUID:  # noqa: B008 - frozen
    row: ExportRow = world.run(
        lambda uow: desk.ask(world.env, uow, wish, actor="staff:ada")
    )
    return row.export_id


def look(world: World, export_id: UUID) -> ExportRow:
    def read(uow: UnitOfWork) -> ExportRow:
        return ExportRepository(uow).get(export_id)

    found: ExportRow = world.run(read)
    return found


def link(world: World, export_id: UUID) -> str:
    path: str = world.run(lambda uow: desk.link(world.env, uow, export_id))
    return path.rsplit("/", maxsplit=1)[1]


def test_an_export_holds_a_file_of_everything(world: World) -> None:
    zipped = archive_of(world, Wish())

    whole = [name for name in zipped.namelist() if "/" not in name]
    assert len(whole) == len(Topic) - 1
    assert "programme.yaml" in whole
    assert len(zipped.namelist()) - len(whole) == len(tables())
    members = {line["email"]: line for line in lines_of(zipped, "members.csv")}
    assert members["ada@x.test"]["points"] == "150"
    assert len(lines_of(zipped, "lots.csv")) == 3
    assert len(lines_of(zipped, "ledger.csv")) == 3
    assert lines_of(zipped, "tables/import-row.csv")
    (store,) = lines_of(zipped, "tables/store.csv")
    assert store["domain"] == "satu.test"
    assert "credentials" not in store


@pytest.mark.parametrize("name", ["members.csv", "tables/member.csv"])
def test_a_birthday_goes_out_without_a_year_that_nobody_told(
    world: World, name: str
) -> None:
    zipped = archive_of(world, Wish(topics=(Topic.MEMBERS, Topic.TABLES)))

    born = {line["email"]: line["birthday"] for line in lines_of(zipped, name)}

    assert (born["ada@x.test"], born["eva@x.test"]) == ("1990-04-17", NO_YEAR)


def test_no_text_of_an_export_is_a_formula(world: World) -> None:
    zipped = archive_of(world, Wish(topics=(Topic.MEMBERS,)))

    members = {line["email"]: line for line in lines_of(zipped, "members.csv")}

    assert members["budi@x.test"]["first_name"].startswith("'=cmd")
    assert members["ada@x.test"]["phone"] == "'+6281234567890"


def test_json_keeps_numbers_and_texts_as_they_are(world: World) -> None:
    zipped = archive_of(world, Wish("json", (Topic.MEMBERS,)))

    lines = zipped.read("members.jsonl").decode().splitlines()
    found = {line["email"]: line for line in map(json.loads, lines)}

    assert found["ada@x.test"]["points"] == 150
    assert found["ada@x.test"]["phone"] == "+6281234567890"


@pytest.mark.skipif(find_spec("duckdb") is None, reason="no ready-made DuckDB here")
def test_parquet_comes_out_where_duckdb_is(world: World, tmp_path: Path) -> None:
    zipped = archive_of(
        world, Wish("parquet", (Topic.MEMBERS, Topic.VOUCHERS, Topic.TABLES))
    )

    assert zipped.read("members.parquet")[:4] == b"PAR1"
    assert zipped.read("vouchers.parquet")[:4] == b"PAR1"
    zipped.extract("members.parquet", tmp_path)
    duckdb = import_module("duckdb")
    found = duckdb.sql(
        f"SELECT email, points FROM '{tmp_path}/members.parquet' ORDER BY email"  # noqa: S608 - our own file
    ).fetchall()
    assert found == [("ada@x.test", 150), ("budi@x.test", 7), ("eva@x.test", 0)]


def test_parquet_says_what_is_missing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MODULE", "no_such_module")

    with pytest.raises(ParquetMissing, match="duckdb"):
        ask(world, Wish("parquet"))


def test_a_worker_makes_what_was_asked_for(world: World) -> None:
    export_id = ask(world)

    outbox.drain(world.env, HANDLERS, most=10)

    row = look(world, export_id)
    assert row.state == "ready"
    assert (row.rows["members"], row.rows["lots"]) == (3, 3)
    assert row.size_bytes


def test_a_link_fetches_once(world: World) -> None:
    export_id = ask(world)
    desk.make(world.env, world.programme_id, export_id)
    secret = link(world, export_id)

    name, chunks = desk.fetch(world.env, world.programme_id, export_id, secret)
    zipped = ZipFile(io.BytesIO(b"".join(chunks)))

    assert name.endswith(".zip")
    assert "members.csv" in zipped.namelist()
    with pytest.raises(ExportMissing):
        desk.fetch(world.env, world.programme_id, export_id, secret)


@pytest.mark.parametrize("how", ["wrong", "late", "renewed"])
def test_no_other_link_opens_a_file(world: World, how: str) -> None:
    export_id = ask(world)
    desk.make(world.env, world.programme_id, export_id)
    secret = link(world, export_id)
    if how == "late":
        world.clock.instant += LIVES
    if how == "renewed":
        link(world, export_id)

    said = "0" * 64 if how == "wrong" else secret

    with pytest.raises(ExportMissing):
        desk.fetch(world.env, world.programme_id, export_id, said)


def test_a_link_of_another_programme_opens_nothing(world: World) -> None:
    export_id = ask(world)
    desk.make(world.env, world.programme_id, export_id)
    secret = link(world, export_id)

    with pytest.raises(ExportMissing):
        desk.fetch(world.env, world.env.ids.new(), export_id, secret)


def test_files_are_sealed_and_go_after_a_day(world: World) -> None:
    export_id = ask(world, Wish(topics=(Topic.MEMBERS,)))
    desk.make(world.env, world.programme_id, export_id)
    row = look(world, export_id)
    kept: str = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT sealed FROM kept_piece WHERE file_id = %s", (row.file_id,)
        ).scalar_one()
    )

    world.clock.instant += LIVES
    gone = desk.sweep(world.env, world.programme_id)
    world.clock.instant += timedelta(days=1)
    desk.sweep(world.env, world.programme_id)

    assert kept.startswith("gAAAA")
    assert gone == 1
    with pytest.raises(ExportMissing):
        look(world, export_id)


def test_what_goes_out_comes_in_elsewhere(world: World, shared_servers: Shared) -> None:
    zipped = archive_of(world, Wish(topics=(Topic.LOTS, Topic.MEMBERS)))
    with ExitStack() as stack:
        url = stack.enter_context(shared_servers.copy())
        other = Importing(stack.enter_context(opened(url, document=DOCUMENT)))

        lots = other.done(zipped.read("lots.csv"), "setia", country="ID")
        other.done(zipped.read("members.csv"), "setia", mode="keep_higher")
        again = archive_of(other.world, Wish(topics=(Topic.LOTS, Topic.MEMBERS)))

    assert lots.done["given"] == 157
    for name, same in (
        ("lots.csv", ("email", "external_id", "points", "points_expire_at")),
        ("members.csv", ("email", "phone", "first_name", "points", "birthday")),
    ):
        assert told(again, name, same) == told(zipped, name, same)


def told(zipped: ZipFile, name: str, columns: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {tuple(line[each] for each in columns) for line in lines_of(zipped, name)}


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_archive_never_stands_in_memory(kind: Format) -> None:
    def rows() -> Iterator[list[tuple[object, ...]]]:
        for first in range(200):
            yield [(f"{first}-{n}", n * 7919 % 104729) for n in range(500)]

    files = (formats.written(topic, ("a", "b"), rows(), kind) for topic in Topic)
    tracemalloc.start()
    size = sum(map(len, formats.archive(files)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 1_000_000
    assert most < 3_000_000


def test_a_file_that_could_not_be_finished_leaves_nothing(world: World) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"x" * kept_files.PIECE_BYTES
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        kept_files.keep(
            world.env,
            world.programme_id,
            "export",
            chunks(),
            dies_at=world.clock.now() + LIVES,
        )
    left = world.run(
        lambda uow: uow.connection.exec_driver_sql(
            "SELECT count(*) FROM kept_piece k JOIN kept_file f USING (file_id)"
            " WHERE f.purpose = 'export'"
        ).scalar_one()
    )

    assert left == 0


class TestSlow:
    """An export that takes longer than one lease."""

    @staticmethod
    def slowly(
        monkeypatch: pytest.MonkeyPatch, world: World, beside: Callable[[], None]
    ) -> None:
        """Let every topic take four minutes, and something happen after the second."""

        def export(
            _env: Env, _programme_id: UUID, _wish: Wish, told: desk.Told
        ) -> Iterator[bytes]:
            for n in range(4):
                world.clock.advance(minutes=4)
                if n == 2:
                    beside()
                told("members", 1)
                yield b"x"

        monkeypatch.setattr(desk, "export", export)

    def test_nobody_else_takes_it_while_somebody_writes(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export_id = ask(world)
        others: list[ExportRow | None] = []

        def beside() -> None:
            others.append(desk.make(world.env, world.programme_id, export_id))

        self.slowly(monkeypatch, world, beside)

        desk.make(world.env, world.programme_id, export_id)

        [other] = others
        assert other is not None
        assert other.state == "running"
        assert look(world, export_id).state == "ready"
        assert look(world, export_id).rows == {"members": 4}

    def test_whoever_lost_it_leaves_it_to_the_other(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        export_id, other = ask(world), world.env.ids.new()

        def beside() -> None:
            world.clock.advance(minutes=30)
            now = world.clock.now()
            world.run(
                lambda uow: ExportRepository(uow).lease(
                    export_id, other, at=now, until=now + timedelta(minutes=5)
                )
            )

        self.slowly(monkeypatch, world, beside)

        desk.make(world.env, world.programme_id, export_id)

        assert look(world, export_id).state == "running"
        assert look(world, export_id).lease_token == other
