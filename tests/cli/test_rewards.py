"""``setia rewards``: codes by the file, stock at a glance, hand over once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.gifts import GiftTarget
from app.domain.programme.gifts import VoucherGift
from app.services.gifts import settle_gifts
from app.storage.vouchers import VoucherRepository
from tests.factories import NOON, order
from tests.world import POINTS_IDR, World, opened

Run = Callable[..., Result]
DOCUMENT = {
    **POINTS_IDR,
    "rewards": [
        {"id": "flight", "kind": "code_pool", "price": 10, "alarm_below": 3},
        {
            "id": "cupcake",
            "kind": "manual",
            "title": "Cupcake",
            "stock": {"units": 5},
        },
    ],
}


@pytest.fixture
def world(fresh_database_url: str) -> Iterator[World]:
    with opened(fresh_database_url, document=DOCUMENT) as found:
        yield found


@pytest.fixture
def run(world: World, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "220",
    }

    def runner(*arguments: object) -> Result:
        words = ["rewards", *map(str, arguments)]
        found = CliRunner(env=environment).invoke(main, words)
        assert found.exception is None or isinstance(found.exception, SystemExit)
        return found

    return runner


@pytest.fixture
def uploaded(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "codes.csv"
    file.write_text("code,note\nFLY-1,a\nFLY-2,b\n", encoding="utf-8")
    assert run("codes", "add", "flight", file).exit_code == 0
    return file


def cupcake(world: World) -> str:
    """Give the member a cupcake; return the text of its QR code."""
    world.settle(order())
    target = GiftTarget(
        member_id=world.member(),
        rule_id="birthday",
        source="2026",
        gift=VoucherGift(kind="voucher", reward="cupcake"),
        happened_at=NOON,
    )
    (result,) = world.run(lambda uow: settle_gifts(world.env, uow, [target]))
    (voucher_id,) = result.voucher_ids
    voucher = world.run(lambda uow: VoucherRepository(uow).get(voucher_id))
    return str(voucher.code)


def test_a_file_of_codes_fills_a_pool(run: Run, uploaded: Path) -> None:
    stock = run("stock").stdout

    assert "flight" in stock
    assert "upload more" in stock


def test_the_same_file_again_is_refused_line_by_line(run: Run, uploaded: Path) -> None:
    again = run("codes", "add", "flight", uploaded)

    assert again.exit_code == 1
    assert "line 2: known_already" in again.stderr
    assert "2 lines can't be taken; nothing was added" in again.stderr


def test_codes_of_no_pool_are_refused(run: Run, uploaded: Path) -> None:
    assert run("codes", "add", "cupcake", uploaded).exit_code == 1


def test_the_first_scan_hands_over_and_the_next_says_when(
    world: World, run: Run
) -> None:
    code = cupcake(world)

    first = run("hand-over", code, "--by", "ani", "--place", "Café")
    again = run("hand-over", code)

    assert (first.exit_code, first.stdout.strip()) == (0, "handed over: Cupcake")
    assert again.exit_code == 1
    assert "by ani" in again.stderr


def test_an_unknown_code_is_refused(run: Run) -> None:
    assert run("hand-over", "NOPE").exit_code == 1
