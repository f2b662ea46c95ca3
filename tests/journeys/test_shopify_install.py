"""Installed, left, come back: one programme all along, nothing called in between."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from app.services.connections import opened_credentials
from app.services.stores import check_webhooks, platform_of
from app.storage.programmes import NothingPublished, ProgrammeRepository
from app.storage.staff import StaffRepository
from app.storage.store_checks import CheckRepository
from app.storage.stores import StoreRepository
from tests.journeys.shop import CLERK, DOMAIN, Merchant, merchant_at, query_of

EMAIL = "dewi@pelanggan.test"


@pytest.fixture
def merchant(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> Iterator[Merchant]:
    with merchant_at(fresh_database_url, redis_url, tmp_path) as found:
        yield found


def team(merchant: Merchant) -> list[tuple[str, str]]:
    def read(uow: Any) -> Any:  # noqa: ANN401 - a unit of work
        return StoreRepository(uow).programme().merchant_id

    merchant_id = merchant.run(read)
    rows = merchant.env.database.run_merchant(
        merchant_id, lambda work: StaffRepository(work).all()
    )
    return [(row.name, row.role.value) for row in rows]


def test_opening_the_app_installs_it_with_a_draft_and_an_owner(
    merchant: Merchant,
) -> None:
    answer = merchant.open()

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/home?")
    row = merchant.row()
    assert (row.state, row.currency, row.problem) == ("connected", "IDR", None)
    assert team(merchant) == [("Pemilik Toko", "owner")]
    draft = merchant.run(lambda uow: ProgrammeRepository(uow).draft())
    assert draft.document.identity.currency == "IDR"
    with pytest.raises(NothingPublished):
        merchant.run(lambda uow: ProgrammeRepository(uow).live())
    assert len(merchant.state()["webhooks"]) > 10
    broken = merchant.run(lambda uow: CheckRepository(uow).all())
    assert broken == []


def test_the_token_is_an_expiring_one_and_sealed(merchant: Merchant) -> None:
    merchant.open()

    row = merchant.row()
    held = opened_credentials(merchant.env, row)
    assert held["access_token"] not in (row.credentials or "")
    assert {"refresh_token", "access_expires_at", "refresh_expires_at"} <= held.keys()


def test_nobody_is_installed_twice_by_two_pages_at_once(merchant: Merchant) -> None:
    links = [merchant.link() for _ in range(4)]
    gate = threading.Barrier(4)
    statuses: list[int] = []

    def visit(link: str) -> None:
        gate.wait(10)
        statuses.append(merchant.get(link).status_code)

    threads = [threading.Thread(target=visit, args=(each,)) for each in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert statuses == [302] * 4
    with merchant.env.database.unbound() as look:
        rows = look.exec_driver_sql("SELECT programme_id FROM setia_programmes()")
        assert len(list(rows)) == 1
    assert len(team(merchant)) == 1


def test_others_of_the_shop_come_in_as_managers(merchant: Merchant) -> None:
    merchant.open()

    answer = merchant.fetch("GET", "/admin/help", merchant.token(CLERK))

    assert answer.status_code == 200
    assert team(merchant)[1] == (f"Staf {CLERK}", "manager")


def test_a_shop_that_leaves_loses_its_tokens_and_comes_back_to_its_programme(
    merchant: Merchant,
) -> None:
    merchant.open()
    before = merchant.place()
    merchant.act("signup", email=EMAIL, first_name="Dewi", last_name="Lestari")
    token = merchant.token()

    merchant.act("uninstall")

    row = merchant.row()
    assert (row.state, row.credentials) == ("uninstalled", None)
    refused = merchant.fetch("GET", "/admin/help", token)
    assert refused.status_code == 401
    assert "X-Shopify-Retry-Invalid-Session-Request" not in refused.headers
    calls = len(merchant_requests(merchant))
    merchant.settle()
    assert len(merchant_requests(merchant)) == calls

    merchant.open()

    assert merchant.place() == before
    row = merchant.row()
    assert (row.state, row.uninstalled_at) == ("connected", None)
    assert len(merchant.state()["webhooks"]) > 10
    assert len(team(merchant)) == 1


def merchant_requests(merchant: Merchant) -> list[Any]:
    seen = requests.get(f"{merchant.shop_url}/_sandbox/requests", timeout=20).json()
    return [
        each for each in seen["requests"] if str(each.get("path")).startswith("/admin/")
    ]


def test_a_late_word_of_leaving_changes_nothing(merchant: Merchant) -> None:
    merchant.open()
    merchant.ask_shop("actions/uninstall")
    merchant.open()

    merchant.settle()

    assert merchant.row().state == "connected"
    programme_id, store_id = merchant.place() or pytest.fail("no store")
    described = platform_of(merchant.env, "shopify")
    assert described is not None
    assert not check_webhooks(merchant.env, programme_id, store_id).failed


def test_permissions_that_are_missing_install_nothing_and_say_what_is_missing(
    merchant: Merchant,
) -> None:
    merchant.ask_shop("config", {"scopes": "read_customers,read_products"})

    answer = merchant.open()

    assert answer.status_code == 403
    assert "write_discounts" in answer.text
    assert f"/shopify/auth?shop={DOMAIN}" in answer.text
    assert merchant.place() is None


def test_permissions_taken_away_stop_the_shop_until_they_are_back(
    merchant: Merchant,
) -> None:
    merchant.open()
    granted = merchant.row().options["scopes"].split(",")

    merchant.act("scopes", scopes=["read_customers"])

    assert merchant.row().state == "blocked"
    assert "write_discounts" in str(merchant.row().problem)
    assert merchant.open().status_code == 403

    merchant.act("scopes", scopes=granted)

    assert merchant.row().state == "connected"
    assert merchant.open().status_code == 302


def told_of_scopes(merchant: Merchant, scopes: list[str]) -> None:
    """Deliver a message whose shop says something else by now."""
    body = {"previous": [], "current": scopes, "updated_at": "2026-01-01T00:00:00Z"}
    merchant.act("deliver-topic", topic="app/scopes_update", body=body)


def test_a_late_word_of_permissions_is_a_reason_to_ask_and_no_answer(
    merchant: Merchant,
) -> None:
    merchant.open()
    granted = merchant.row().options["scopes"].split(",")

    told_of_scopes(merchant, ["read_customers"])

    row = merchant.row()
    assert (row.state, row.problem) == ("connected", None)
    assert set(row.options["scopes"].split(",")) == set(granted)


def test_a_late_word_of_permissions_unblocks_no_shop_that_lacks_them(
    merchant: Merchant,
) -> None:
    merchant.open()
    granted = merchant.row().options["scopes"].split(",")
    merchant.act("scopes", scopes=["read_customers"])

    told_of_scopes(merchant, granted)

    assert merchant.row().state == "blocked"
    assert merchant.row().options["scopes"] == "read_customers"


def test_a_word_of_permissions_from_a_shop_that_refuses_us_blocks_it(
    merchant: Merchant,
) -> None:
    merchant.open()
    merchant.ask_shop("tokens/revoke", {"refresh_too": True})

    told_of_scopes(merchant, ["read_customers"])

    assert merchant.row().state == "blocked"
    assert "permissions" not in str(merchant.row().problem)
    assert merchant.open().status_code == 302


def test_a_word_of_permissions_from_a_shop_that_left_changes_nothing(
    merchant: Merchant,
) -> None:
    merchant.open()
    merchant.act("uninstall")

    told_of_scopes(merchant, ["read_customers"])

    assert merchant.row().state == "uninstalled"


def test_a_shop_that_took_its_tokens_away_is_mended_by_the_next_visit(
    merchant: Merchant,
) -> None:
    merchant.open()
    merchant.ask_shop("tokens/revoke", {"refresh_too": True})
    row = merchant.row()

    def block(uow: Any) -> None:  # noqa: ANN401 - a unit of work
        StoreRepository(uow).change(row.store_id, state="blocked", problem="gone")

    merchant.run(block)

    assert merchant.open().status_code == 302
    assert merchant.row().state == "connected"


def test_two_worlds_that_need_a_fresh_token_ask_once(merchant: Merchant) -> None:
    merchant.open()
    row = merchant.row()
    held = opened_credentials(merchant.env, row)
    ended = merchant.env.clock.now() - timedelta(minutes=1)
    stale = {**held, "access_expires_at": ended.isoformat()}
    refreshes_of_two_processes(merchant, stale)

    assert merchant.state()["token_refreshes"] == 1
    fresh = opened_credentials(merchant.env, merchant.row())
    assert fresh["access_token"] != held["access_token"]
    assert fresh["previous_refresh_token"] == held["refresh_token"]


def refreshes_of_two_processes(merchant: Merchant, stale: dict[str, str]) -> None:
    """Let two adapters that share nothing but the database refresh at once."""
    from app.services.connections import connection_of, seal_credentials  # noqa: PLC0415
    from app.settings import Settings  # noqa: PLC0415
    from app.wiring.adapters import adapters  # noqa: PLC0415 - two more of them
    from tests.journeys.shop import CLIENT_ID, CLIENT_SECRET  # noqa: PLC0415

    row = merchant.row()
    sealed = seal_credentials(merchant.env, row.programme_id, row.store_id, stale)
    merchant.run(
        lambda uow: StoreRepository(uow).change(row.store_id, credentials=sealed)
    )
    read = Settings.from_environ(
        {
            "SHOPIFY_API_BASE": merchant.shop_url,
            "SHOPIFY_API_KEY": CLIENT_ID,
            "SHOPIFY_API_SECRET": CLIENT_SECRET,
        }
    )
    gate = threading.Barrier(2)
    problems: list[BaseException] = []

    def work() -> None:
        platform = adapters(read, merchant.env.clock).platforms["shopify"]
        store = connection_of(merchant.env, merchant.row())
        gate.wait(10)
        try:
            platform.describe(store)
        except BaseException as error:  # noqa: BLE001 - told to the test
            problems.append(error)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert problems == []


def test_no_cookie_and_no_token_stand_in_what_is_shown_inside(
    merchant: Merchant,
) -> None:
    token = merchant.token()
    merchant.open()

    page = merchant.fetch("GET", "/admin/help", token)

    held = opened_credentials(merchant.env, merchant.row())
    assert "Set-Cookie" not in page.headers
    assert token not in page.text
    assert held["access_token"] not in page.text
    policy = page.headers["Content-Security-Policy"]
    ancestors = f"frame-ancestors https://{DOMAIN} https://admin.shopify.com"
    assert policy.endswith(ancestors)
    assert query_of(merchant.link())["shop"] == DOMAIN
