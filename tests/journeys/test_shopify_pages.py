"""Every page of the back office stands in the admin of a shop that is brand-new."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.web.admin.groups import every_page
from tests.journeys.shop import DOMAIN, Merchant, merchant_at
from tests.servers import Shared

PATHS = sorted(
    {
        page.rule
        for page in every_page()
        if page.method == "GET" and "<" not in page.path
    }
)


@pytest.fixture(scope="module")
def merchant(
    shared_servers: Shared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Merchant]:
    var: Path = tmp_path_factory.mktemp("var")
    with (
        shared_servers.copy() as url,
        merchant_at(url, shared_servers.redis_url, var) as found,
    ):
        found.open()
        yield found


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_shown_in_the_look_of_the_admin(
    merchant: Merchant, path: str
) -> None:
    answer = merchant.fetch("GET", path, merchant.token())

    assert answer.status_code < 500
    assert "Set-Cookie" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert f"frame-ancestors https://{DOMAIN} https://admin.shopify.com" in policy
    if answer.status_code == 200 and answer.text.startswith("<!doctype html>"):
        assert "<s-app-nav>" in answer.text
        assert "bootstrap" not in answer.text
        assert answer.text.count("<h1") == 1
