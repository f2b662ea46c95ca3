"""``setia referrals``: code, list, approve, refuse."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.domain.ids import public_id
from tests.services.referrals.friends import BONUS, Friends, friends

Run = Callable[..., Result]
HOME: dict[str, Any] = {"address_text": "Jl. Melati 5"}


@pytest.fixture
def shop(fresh_database_url: str) -> Iterator[Friends]:
    with friends(fresh_database_url) as found:
        yield found


@pytest.fixture
def run(shop: Friends, fresh_database_url: str, redis_url: str, tmp_path: Path) -> Run:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
        "COLUMNS": "200",
    }

    def runner(*arguments: str) -> Result:
        return CliRunner(env=environment).invoke(main, ["referrals", *arguments])

    return runner


def test_a_code_is_shown_with_its_links(run: Run, shop: Friends) -> None:
    shown = run("code", public_id("mem", shop.member("ani")))

    code = shop.code("ani")
    assert shown.output.splitlines() == [code, f"https://satu.test/?ref={code}"]


def test_suspects_are_listed_and_decided(run: Run, shop: Friends) -> None:
    shop.buys("ani", **HOME)
    shop.brings("ani", "budi")
    shop.buys("budi", **HOME)
    name = public_id("ref", shop.referral("budi").referral_id)

    listed = run("list")
    approved = run("approve", name, "--reason", "siblings")
    shop.pay()
    shop.passes(days=15)

    assert name in listed.output
    assert "the friend has the same address as you" in listed.output
    # Commands go by the clock of the machine, which may be past the window.
    assert approved.output.startswith(f"{name} is ")
    assert name not in run("list").output
    assert name in run("list", "--state", "any").output
    assert shop.points("ani") == BONUS

    refused = run("refuse", name, "--reason", "one person")
    shop.pay()
    assert refused.output == f"{name} is refused\n"
    assert shop.points("ani") == 0


def test_an_unknown_referral_is_told(run: Run, shop: Friends) -> None:
    shown = run("approve", public_id("ref", shop.member("ani")), "--reason", "x")

    assert shown.exit_code == 1
    assert "no such referral" in shown.output
