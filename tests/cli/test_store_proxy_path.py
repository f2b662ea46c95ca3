"""``setia store proxy-path``: a merchant moved the app proxy."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main
from app.storage.stores import StoreRepository
from tests.world import opened


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/a/rewards", "/a/rewards"),
        ("/apps/../admin", None),
        ("https://evil.test", None),
        ("/elsewhere/x", None),
    ],
)
def test_a_path_that_shopify_could_offer_is_kept_and_no_other(
    fresh_database_url: str, redis_url: str, tmp_path: Path, path: str, kept: str | None
) -> None:
    environment = {
        "DATABASE_URL": fresh_database_url,
        "REDIS_URL": redis_url,
        "VAR_DIR": str(tmp_path / "var"),
    }
    with opened(fresh_database_url) as world:
        done = CliRunner(env=environment).invoke(
            main,
            [
                "store",
                "proxy-path",
                str(world.store_id),
                path,
                *("--programme", str(world.programme_id)),
            ],
        )
        row = world.run(lambda uow: StoreRepository(uow).get(world.store_id))

    assert (done.exit_code == 0) is (kept is not None)
    assert row.options.get("proxy_path") == kept
