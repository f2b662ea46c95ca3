"""``setia privacy``: the list beside the backups, and erasing from it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.ids import public_id
from app.services.erasure import erase, list_erased
from tests.factories import order
from tests.world import POINTS_IDR, World, opened

Run = Callable[..., Result]


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=POINTS_IDR) as found:
        found.settle(order())
        yield found


@pytest.fixture
def run(world: World, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
    }

    def runner(*arguments: object, listed: str = "") -> Result:
        words = ["privacy", *map(str, arguments)]
        found = CliRunner(env=environment).invoke(main, words, input=listed)
        assert found.exception is None or isinstance(found.exception, SystemExit)
        return found

    return runner


def test_the_list_holds_ids_and_days_and_nothing_else(world: World, run: Run) -> None:
    budi = world.member()
    erase(world.env, world.programme_id, budi)

    told = run("erased")
    plain = run("erased", "--json")

    ((_, at),) = list_erased(world.env, world.programme_id)
    name = public_id("mem", budi)
    assert told.stdout == f"{name} {at.isoformat()}\n"
    assert json.loads(plain.stdout) == [
        {"member_id": name, "erased_at": at.isoformat()}
    ]


def test_the_list_erases_again_what_a_restore_brought_back(
    world: World, run: Run
) -> None:
    budi = world.member()
    listed = f"{public_id('mem', budi)} 2026-11-22T12:00:00+00:00\n\n{UUID(int=9)}\n"

    first = run("erase-again", "-", listed=listed)
    second = run("erase-again", "-", listed=listed)

    assert first.stdout == "1 erased again, 0 wait for a voucher\n"
    assert second.stdout == "0 erased again, 0 wait for a voucher\n"
    assert [who for who, _ in list_erased(world.env, world.programme_id)] == [budi]


def test_a_list_with_a_mistake_erases_nobody_and_names_every_line(
    world: World, run: Run
) -> None:
    listed = f"{public_id('mem', world.member())}\nBudi\n\nvch_1\n"

    refused = run("erase-again", "-", listed=listed)

    assert refused.exit_code == 1
    assert "line 2: 'Budi'" in refused.stderr
    assert "line 4: 'vch_1'" in refused.stderr
    assert list_erased(world.env, world.programme_id) == []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_file_of_a_member_needs_no_request(
    world: World, run: Run, tmp_path: Path, form: str
) -> None:
    name, out = public_id("mem", world.member()), tmp_path / "file"

    done = run("member-file", name, "--out", out, "--format", form)
    refused = run("member-file", public_id("mem", UUID(int=9)), "--out", out)

    assert (done.exit_code, refused.exit_code) == (0, 1)
    assert out.read_bytes()[:1] == {"json": b"{", "csv": b"P"}[form]
